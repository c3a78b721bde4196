/**
 * What this project assumes of SIPNET, held against a real account by operations that only read. The
 * table of rows is in `rows.ts`; here is what needs a request of its own.
 */
import { differs, type Finding, holds, untold } from "./finding.ts";
import { isKnownName, kindOf, kindsOf } from "./kinds.ts";
import { type Ask, dayOf, listIn, type Look, valuesOf } from "./look.ts";
import { type Answers, rowFindings } from "./rows.ts";

const lists = {
  calls: "calls",
  calls2: "calls",
  pbxcalls: "calls",
  attempts: "attempts",
  finopers: "finopers",
  webbuttons: "buttons",
  aninnumbers: "phones",
  children: "accounts",
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
    ...(await endFindings(ask, seen)),
    await belowFinding(ask, seen),
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

/** The last day of a range is in it; and it is a day by GMT, not by Moscow's clock, where 21:00 GMT is tomorrow. */
async function endFindings(ask: Ask, { calls }: Answers): Promise<Finding[]> {
  const times = valuesOf(calls.rows, "gmt").filter((value) => kindOf(value) === "DD.MM.YYYY HH:MM:SS");
  const onDay = async (time: unknown) => {
    const [day = ""] = String(time).split(" ");
    const rows = listIn(await ask("calls", { d1: day, d2: day }), "calls").rows;
    return valuesOf(rows, "gmt").includes(time);
  };
  const early = times.find((time) => !isLate(time));
  const late = times.find(isLate);
  const isIn = early === undefined ? undefined : await onDay(early);
  return [
    isIn === undefined ? untold("range-end", "no call with a date") : told("range-end", isIn, "exclusive"),
    late === undefined
      ? untold("day-boundary", "no call between 21:00 and 24:00 GMT")
      : told("day-boundary", await onDay(late), "days of another clock"),
  ];
}

function isLate(time: unknown): boolean {
  return / 2[1-3]:/.test(String(time));
}

/** `foruser` takes a child's account. */
async function belowFinding(ask: Ask, { children }: Answers): Promise<Finding> {
  const [child] = valuesOf(children.rows, "account", "login");
  if (child === undefined) return untold("foruser", "no child account");
  const look = await ask("balance", { foruser: String(child) });
  return told("foruser", statusOf(look) === "success", whatCame(look));
}

function told(name: string, isSo: boolean, otherwise: string): Finding {
  return isSo ? holds(name) : differs(name, otherwise);
}

function statusOf({ answer }: Look): string {
  return String(valuesOf([answer ?? {}], "status")[0] ?? "").toLowerCase();
}

function whatCame({ status, answer, text }: Look): string {
  const body = answer !== null ? "JSON" : text.trimStart().startsWith("<") ? "a page or XML" : "no JSON";
  return `HTTP ${status}, ${body}`;
}
