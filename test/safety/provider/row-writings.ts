/** Writings of the rows of `calls2` besides the simulator's shapes: as other providers' lists have them. */
import { without } from "../../../demo/sipnet/shapes/reshape.ts";

type Row = Record<string, unknown>;

const written: Readonly<Record<string, (row: Row) => Row>> = {
  "parties with names": (row) => ofParties(row, (phone) => `"Anna" <sip:+${phone}@sipnet.ru:5060>`),
  "parties as one dials abroad": (row) => ofParties(row, (phone) => `810${phone}`),
  "parties without their country": (row) => ofParties(row, (phone) => phone.replace(/^7(?=\d{10}$)/, "")),
  "the caller number for the first phone": (row) => ({ ...row, SrcPhone: row.CLI }),
  "no durations": (row) => without(row, "Duration"),
  "durations of machines": (row) => ({ ...row, Duration: `PT${String(row.Duration)}S` }),
  "durations in tenths": (row) => ({ ...row, Duration: Math.max(0, Number(row.Duration) - 0.3) }),
  "legs that are only over": (row) => withoutCauses(row),
  "seconds since 1970": (row) => ({ ...row, GMT: secondsOf(String(row.GMT)) }),
  "states in sentences": (row) => ({ ...row, State: `Call ${String(row.State)}` }),
};

export const rowWritings = Object.keys(written);

/** The provider's answer, with the rows of two legs in this writing and in a list of their own. */
export function inWriting(name: string): (answer: string) => string {
  return (answer) => {
    const read = JSON.parse(answer) as { calls?: Row[] };
    const rows = read.calls;
    if (!Array.isArray(rows) || !rows.some((row) => "SrcPhone" in row)) return answer;
    return JSON.stringify({ ...read, calls: { call: rows.map((row) => written[name]?.(row) ?? row) } });
  };
}

/** Who did not answer is told of nobody: both legs are over, like the call. */
function withoutCauses(row: Row): Row {
  if (row.State !== "completed") return row;
  return { ...without(row, "ISDNCode"), SrcState: "ended", DstState: "ended" };
}

function ofParties(row: Row, write: (phone: string) => string): Row {
  const each = (value: unknown) =>
    String(value)
      .split(",")
      .map((phone) => (/^\d{8,}$/.test(phone) ? write(phone) : phone))
      .join();
  return { ...row, SrcPhone: each(row.SrcPhone), DstPhone: each(row.DstPhone) };
}

function secondsOf(gmt: string): number {
  const [day, month, year, time] = gmt.split(/[. ]/);
  return Date.parse(`${year}-${month}-${day}T${time}Z`) / 1_000;
}
