/** Lists of the past: calls, attempts, money, reports. A row that lacks something is still shown: the owner has `raw`. */
import { given, type Given, type Raw, type Row } from "./row.ts";

const directions = new Map(
  Object.entries({ in: "in", incoming: "in", inbound: "in", out: "out", outgoing: "out", outbound: "out" } as const),
);

export type PastCall = Given<{
  /** The call's number in `getrec` and in the webhook. */
  cid: string | undefined;
  uuid: string | undefined;
  account: string | undefined;
  direction: "in" | "out" | undefined;
  at: Date | undefined;
  phone: string | undefined;
  cli: string | undefined;
  durationS: number | undefined;
  price: number | undefined;
  /** The recording. Whoever has this address can listen: a secret. */
  url: string | undefined;
  /** Of `pbxcalls`, in the provider's word. */
  state: string | undefined;
  raw: Raw;
}>;

/** `calls` and `pbxcalls`. API document, 6.2 and 6.6. */
export function readPastCalls(answer: Row): { calls: PastCall[] } {
  const calls = answer.rows("calls").map((row) =>
    given({
      cid: row.text("CID", "ID"),
      uuid: row.text("UUID", "CallID"),
      account: row.text("Account", "Login"),
      direction: row.word(directions, "Direction"),
      at: momentOf(row),
      phone: row.phone("Phone", "Dst", "DstPhone", "CalleeID", "To"),
      cli: row.phone("CLI", "Src", "SrcPhone", "CallerID", "From"),
      durationS: row.seconds("Duration", "BillSec"),
      price: row.number("Price", "Cost", "Amount", "Sum"),
      url: row.text("URL", "Record", "RecURL"),
      state: row.text("State", "Status"),
      raw: row.raw,
    }),
  );
  return { calls };
}

export type Attempt = Given<{
  at: Date | undefined;
  account: string | undefined;
  phone: string | undefined;
  cli: string | undefined;
  /** Cause of ITU-T Q.850. */
  isdnCode: number | undefined;
  isdnDescr: string | undefined;
  raw: Raw;
}>;

/** `attempts`. API document, 6.4. */
export function readAttempts(answer: Row): { attempts: Attempt[] } {
  const attempts = answer.rows("attempts").map((row) =>
    given({
      at: momentOf(row),
      account: row.text("Account", "Login"),
      phone: row.phone("Phone"),
      cli: row.phone("CLI"),
      isdnCode: row.number("ISDNCode", "Code"),
      isdnDescr: row.text("ISDNDescr", "Descr"),
      raw: row.raw,
    }),
  );
  return { attempts };
}

export type FinancialOperation = Given<{
  at: Date | undefined;
  account: string | undefined;
  /** Negative where money was spent, if the provider signs it. */
  amount: number | undefined;
  currency: string | undefined;
  /** After the operation. */
  balance: number | undefined;
  descr: string | undefined;
  raw: Raw;
}>;

/** `finopers`. API document, 6.3. */
export function readFinancialOperations(answer: Row): { finopers: FinancialOperation[] } {
  const finopers = answer.rows("finopers").map((row) =>
    given({
      at: momentOf(row),
      account: row.text("Account", "Login"),
      amount: row.number("Amount", "Sum", "Summa", "Price", "Cost"),
      currency: row.text("Currency"),
      balance: row.number("Balance", "Saldo", "Rest"),
      descr: row.text("Descr", "Description", "Type", "Operation", "Comment"),
      raw: row.raw,
    }),
  );
  return { finopers };
}

export type ReportRow = Given<{
  /** Whose calls, or where to: what the report is by. */
  name: string | undefined;
  calls: number | undefined;
  answered: number | undefined;
  durationS: number | undefined;
  price: number | undefined;
  raw: Raw;
}>;

/** `report`. API document, 6.18. */
export function readReport(answer: Row): { rows: ReportRow[] } {
  const rows = answer.rows("rows").map((row) =>
    given({
      name: row.text("Name", "Account", "Login", "Child", "SIPID", "Direction", "Destination", "Country"),
      calls: row.number("Calls", "Count", "Quantity", "Cnt"),
      answered: row.number("Answered"),
      durationS: row.seconds("Duration", "Seconds", "BillSec"),
      price: row.number("Price", "Cost", "Amount", "Sum"),
      raw: row.raw,
    }),
  );
  return { rows };
}

function momentOf(row: Row): Date | undefined {
  return row.moment("GMT", "Date", "DateTime", "Time", "Start", "Created");
}
