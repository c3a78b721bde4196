/**
 * What this project assumes of SIPNET, held against a real account by operations that only read. The
 * table of rows is in `rows.ts`; here is what needs a request of its own.
 */
import { differs, type Finding, holds, untold } from "./finding.ts";
import { isKnownName, kindOf, kindsOf } from "./kinds.ts";
import { type Ask, listIn, type Look, valuesOf } from "./look.ts";
import { type Answers, rowFindings } from "./rows.ts";

const lists = {
  calls: "calls",
  calls2: "calls",
  pbxcalls: "calls",
  attempts: "attempts",
  finopers: "finopers",
  webbuttons: "buttons",
  aninnumbers: "phones",
  children: "children",
} as const;

/** Every read-only operation once, and the few questions beside. Nothing is changed, nobody is called. */
export async function examineProvider(ask: Ask, nowMs: number): Promise<Finding[]> {
  const week = { d1: dayOf(nowMs - 7 * 86_400_000), d2: dayOf(nowMs) };
  const balance = await ask("balance");
  if (balance.answer === null || statusOf(balance) !== "success") return [differs("answer", whatCame(balance))];
  const answers: Partial<Answers> = {};
  for (const [operation, list] of Object.entries(lists)) {
    const fields = /calls|attempts|finopers/.test(operation) ? week : { action: "list" };
    const look = await ask(operation, operation === "children" ? {} : fields);
    answers[operation as keyof Answers] = { look, ...listIn(look, list) };
  }
  const seen = answers as Answers;
  return [
    holds("answer"),
    ...balanceFindings(balance),
    ...rowFindings(seen),
    ...(await questionFindings(ask, seen, week)),
  ];
}

function balanceFindings(look: Look): Finding[] {
  const [row] = [look.answer ?? {}];
  const [balance] = valuesOf([row], "balance");
  const [currency] = valuesOf([row], "currency");
  const [apiVersion] = valuesOf([row], "apiVersion");
  const drift = Math.abs(look.clockS ?? 0);
  return [
    typeof apiVersion === "string" ? holds("api-version") : untold("api-version", kindOf(apiVersion)),
    currency === undefined ? untold("currency", "absent") : holds("currency", kindOf(currency)),
    /number|decimal|digits/.test(kindOf(balance))
      ? holds("money", kindOf(balance))
      : differs("money", kindOf(balance), "money-in-words"),
    look.clockS === null
      ? untold("clock", "no date")
      : drift <= 60
        ? holds("clock")
        : differs("clock", "more than a minute apart"),
  ];
}

async function questionFindings(ask: Ask, seen: Answers, week: Record<string, string>): Promise<Finding[]> {
  const empty = await ask("calls", { d1: "01.01.2001", d2: "01.01.2001" });
  const upper = await ask("calls", { D1: "01.01.2001", D2: "01.01.2001" });
  const xml = await ask("calls", { ...week, format: "xml" });
  const refused = await ask("balance", {}, { apikey: "00000000-0000-0000-0000-000000000000", login: "", password: "" });
  const recording = await ask("getrec", { cid: "1" });
  const writing = listIn(empty, "calls").writing;
  return [
    writing === "absent" ? holds("empty-list") : differs("empty-list", writing, "empty-lists"),
    listIn(upper, "calls").rows.length === 0
      ? holds("parameter-case")
      : differs("parameter-case", "upper case is not understood"),
    xmlFinding(xml.text),
    refused.status === 200 && statusOf(refused) === "error"
      ? holds("wrong-key", kindsOf(valuesOf([refused.answer ?? {}], "errorCode")).join())
      : differs("wrong-key", whatCame(refused)),
    recording.status === 404 || statusOf(recording) === "error"
      ? holds("recording-absent", String(recording.status))
      : differs("recording-absent", whatCame(recording)),
    await idFinding(ask, seen),
    await endFinding(ask, seen),
  ];
}

function xmlFinding(text: string): Finding {
  const [, root = ""] = /<([A-Za-z]\w*)[\s>]/.exec(text.replace(/<\?.*?\?>/, "")) ?? [];
  if (root === "") return untold("xml", "no element");
  return isKnownName(root) ? holds("xml", root) : differs("xml", "unknown root");
}

/** With an id, every day is looked at. */
async function idFinding(ask: Ask, { calls2 }: Answers): Promise<Finding> {
  const [id] = valuesOf(calls2.rows, "id");
  if (id === undefined) return untold("id-ignores-dates", "no call with an id");
  const look = await ask("calls2", { id: String(id), d1: "01.01.2001", d2: "01.01.2001" });
  return listIn(look, "calls").rows.length > 0 ? holds("id-ignores-dates") : differs("id-ignores-dates", "dates count");
}

/** The last day of a range is in it. */
async function endFinding(ask: Ask, { calls }: Answers): Promise<Finding> {
  const [at] = valuesOf(calls.rows, "gmt").filter((value) => kindOf(value) === "DD.MM.YYYY HH:MM:SS");
  if (at === undefined) return untold("range-end", "no call with a date");
  const [day = ""] = String(at).split(" ");
  const look = await ask("calls", { d1: day, d2: day });
  return listIn(look, "calls").rows.length > 0
    ? holds("range-end", "inclusive, by GMT days")
    : differs("range-end", "exclusive");
}

function statusOf({ answer }: Look): string {
  return String(valuesOf([answer ?? {}], "status")[0] ?? "").toLowerCase();
}

function whatCame({ status, answer, text }: Look): string {
  const body = answer !== null ? "JSON" : text.trimStart().startsWith("<") ? "a page or XML" : "no JSON";
  return `HTTP ${status}, ${body}`;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).split("-").toReversed().join(".");
}
