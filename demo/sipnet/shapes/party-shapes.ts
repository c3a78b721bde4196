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
  "no-parties": ofCalls2("calls2 rows say nothing of phones", (row) => without(row, ...phones)),
};
