/** Who talked with whom, in other writings than the one that was sent. */
import { changing, ofCalls2, without } from "./reshape.ts";

const phones = ["SrcPhone", "DstPhone", "Phone", "AnsweredPhone"];

function ofParties(says: string, write: (phone: string) => string) {
  const each = (value: unknown) => String(value).split(",").map(write).join();
  return ofCalls2(says, (row) => changing(row, phones, each));
}

const isNumber = (phone: string): boolean => /^\d{8,}$/.test(phone);

export const partyShapes = {
  "masked-parties": ofParties("phones have stars in their middle", (phone) =>
    isNumber(phone) ? `${phone.slice(0, 4)}***${phone.slice(-4)}` : phone,
  ),
  "short-masks": ofParties("of a phone only the last four digits are shown", (phone) =>
    isNumber(phone) ? `***${phone.slice(-4)}` : phone,
  ),
  "pstn-parties": ofParties("phones have `pstn` before them", (phone) => (isNumber(phone) ? `pstn${phone}` : phone)),
  "address-parties": ofParties("phones are SIP addresses", (phone) =>
    phone.includes("@") ? phone : `${phone}@sipnet.ru`,
  ),
  "bare-sip-ids": ofParties("SIP addresses have lost their domain", (phone) => phone.replace(/@.*/, "")),
  "national-parties": ofParties("phones are written nationally", (phone) => phone.replace(/^7(?=\d{10}$)/, "8")),
  "spaced-parties": ofParties("phones are written for people", (phone) =>
    phone.replace(/^7(\d{3})(\d{3})(\d\d)(\d\d)$/, "+7 ($1) $2-$3-$4"),
  ),
  "named-parties": ofParties("phones are SIP addresses with a name before them", (phone) =>
    isNumber(phone) ? `"Anna" <sip:+${phone}@sipnet.ru:5060>` : phone,
  ),
  "dialled-parties": ofParties("phones are written as one dials abroad", (phone) =>
    isNumber(phone) ? `810${phone}` : phone,
  ),
  "ten-digits": ofParties("phones have lost their country", (phone) => phone.replace(/^7(?=\d{10}$)/, "")),
  "caller-for-source": ofCalls2("the caller number stands where the phone that was rung first should", (row) =>
    changing(row, ["SrcPhone"], () => row.CLI),
  ),
  "no-parties": ofCalls2("calls2 rows say nothing of phones", (row) => without(row, ...phones)),
};
