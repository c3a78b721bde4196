/** What this project assumes of the rows of SIPNET's lists: a line each, told by names and kinds alone. */
import { differs, type Finding, holds, untold } from "./finding.ts";
import { kindOf, kindsOf, namesOf } from "./kinds.ts";
import { type Look, type Raw, valuesOf, type Writing } from "./look.ts";

export interface Listed {
  look: Look;
  writing: Writing;
  rows: Raw[];
}

export type Answers = Record<
  "calls" | "calls2" | "pbxcalls" | "attempts" | "finopers" | "webbuttons" | "aninnumbers" | "children",
  Listed
>;

export function rowFindings(answers: Answers): Finding[] {
  const { calls, calls2, webbuttons } = answers;
  const all = Object.values(answers).flatMap(({ rows }) => rows);
  return [
    writingFinding(Object.values(answers).map(({ writing }) => writing)),
    caseFinding(all),
    numbersFinding([...calls.rows, ...calls2.rows]),
    escapeFinding(all),
    idFinding(calls2),
    rowPerCallFinding(calls2.rows),
    partiesFinding(calls2.rows),
    statesFinding(calls2.rows),
    kindFinding(
      "durations",
      [...calls.rows, ...calls2.rows],
      ["Duration"],
      /^(?:number|digits)$/,
      "durations-in-words",
    ),
    kindFinding("prices", calls2.rows, ["Price"], /^(?:number|digits|decimal with a point)$/, "money-in-words"),
    kindFinding("dates", [...calls.rows, ...calls2.rows], ["GMT"], /^DD\.MM\.YYYY HH:MM:SS$/),
    directionFinding(calls.rows),
    recordingFinding(calls.rows),
    kindFinding("designs", webbuttons.rows, ["btntype"], /^(?:number|digits)$/, "design-in-words"),
    kindFinding("keypads", webbuttons.rows, ["dtmf"], /^Y\/N$/, "keypad-in-words"),
    ...Object.entries(answers).map(([operation, { rows }]) => keysFinding(operation, rows)),
  ];
}

/** Not a judgement: which of the known names the rows have. */
function keysFinding(operation: string, rows: readonly Raw[]): Finding {
  const name = `keys-${operation}`;
  if (rows.length === 0) return untold(name, "no rows");
  const names = namesOf(rows);
  return names.some((each) => each.endsWith("unknown")) ? differs(name, names.join(" ")) : holds(name, names.join(" "));
}

function kindFinding(name: string, rows: readonly Raw[], keys: string[], wanted: RegExp, shape?: string): Finding {
  const values = valuesOf(rows, ...keys);
  if (values.length === 0) return untold(name, rows.length === 0 ? "no rows" : "absent");
  const strange = kindsOf(values).filter((kind) => !wanted.test(kind));
  return strange.length === 0 ? holds(name, kindsOf(values).join(", ")) : differs(name, strange.join(", "), shape);
}

function writingFinding(writings: readonly Writing[]): Finding {
  const strange = writings.filter((writing) => writing !== "array" && writing !== "absent");
  if (strange.length > 0)
    return differs("lists", [...new Set(strange)].join(", "), strange.includes("by-id") ? "lists-by-id" : undefined);
  return writings.includes("array") ? holds("lists", "array") : untold("lists", "all empty");
}

/** `GMT` and `CID` are in upper case either way: the mixed ones tell. */
function caseFinding(rows: readonly Raw[]): Finding {
  const names = rows
    .flatMap((row) => Object.keys(row))
    .filter((name) => /^(?:account|duration|phone|direction)$/i.test(name));
  if (names.length === 0) return untold("key-case", "no rows");
  const historyLower = rows.some((row) => "gmt" in row || "duration" in row);
  if (historyLower) return differs("key-case", "lower", "lower-keys");
  return names.some((name) => name === name.toUpperCase())
    ? differs("key-case", "upper", "upper-keys")
    : holds("key-case", "mixed");
}

function numbersFinding(rows: readonly Raw[]): Finding {
  const values = valuesOf(rows, "Duration", "Price", "CID", "ID");
  if (values.length === 0) return untold("numbers", "no rows");
  const texts = values.every((value) => typeof value === "string");
  return texts ? differs("numbers", "texts", "numbers-as-texts") : holds("numbers", kindsOf(values).join(", "));
}

function escapeFinding(rows: readonly Raw[]): Finding {
  const values = rows.flatMap((row) => Object.values(row));
  if (values.some((value) => kindOf(value) === "escaped text"))
    return differs("texts", "escaped for a page", "escaped-texts");
  const telling = values.some((value) => typeof value === "string" && /["'<>&]/.test(value));
  return telling ? holds("texts", "as they are") : untold("texts", "none with a character that would be escaped");
}

function idFinding({ rows, look }: Listed): Finding {
  if (rows.length === 0) return untold("call-id", "no rows");
  const ids = valuesOf(rows, "id");
  if (ids.length === 0) return differs("call-id", `no key "id"`, "id-elsewhere");
  const great =
    /"id"\s*:\s*"?(?:9[1-9]|[1-9]\d)\d{15,}/i.test(look.text) ||
    ids.some((id) => typeof id === "number" && !Number.isSafeInteger(id));
  return great ? differs("call-id", "above 2^53", "great-ids") : holds("call-id", kindsOf(ids).join(", "));
}

function rowPerCallFinding(rows: readonly Raw[]): Finding {
  const ids = valuesOf(rows, "id").map(String);
  if (ids.length === 0) return untold("row-per-call", "no ids");
  if (new Set(ids).size === ids.length) return holds("row-per-call");
  const both = rows.some((row) => valuesOf([row], "SrcPhone").length > 0 && valuesOf([row], "DstPhone").length > 0);
  return both
    ? differs("row-per-call", "one row per destination", "row-per-destination")
    : differs("row-per-call", "one row per leg", "row-per-leg");
}

const partyShapes: Record<string, string> = {
  "masked number": "masked-parties",
  "pstn number": "pstn-parties",
  "number at a domain": "address-parties",
};

function partiesFinding(rows: readonly Raw[]): Finding {
  if (rows.length === 0) return untold("parties", "no rows");
  const values = valuesOf(rows, "SrcPhone", "DstPhone").filter((value) => kindOf(value) !== "empty");
  if (values.length === 0) {
    const one = valuesOf(rows, "Phone").length > 0;
    return one ? differs("parties", "one a row", "row-per-leg") : differs("parties", "absent", "no-parties");
  }
  const strange = kindsOf(values).find((kind) => kind in partyShapes);
  if (strange !== undefined) return differs("parties", strange, partyShapes[strange]);
  if (values.some((value) => /^8\d{10}$/.test(String(value))))
    return differs("parties", "national, from 8", "national-parties");
  return holds("parties", kindsOf(values).join(", "));
}

const knownStates =
  /^(?:placed|calling|ringing|connected|completed|ended|waiting|answered|busy|noanswer|no[ _-]answer|failed|declined|cancelled|bye|invite)$/i;

function statesFinding(rows: readonly Raw[]): Finding {
  if (rows.length === 0) return untold("states", "no rows");
  const values = valuesOf(rows, "State");
  if (values.length === 0) return differs("states", "absent", "states-alone");
  const kinds = kindsOf(values);
  if (kinds.includes("number") || kinds.includes("digits")) return differs("states", "numbers", "numeric-states");
  if (kinds.includes("Cyrillic words")) return differs("states", "in Russian", "russian-states");
  const alone = values.every((value) => /^[A-Z ]+$/.test(String(value))) && valuesOf(rows, "SrcState").length === 0;
  if (alone) return differs("states", "one word for the whole call", "states-alone");
  return values.every((value) => knownStates.test(String(value)))
    ? holds("states")
    : differs("states", "words that are not known");
}

function directionFinding(rows: readonly Raw[]): Finding {
  const values = valuesOf(rows, "Direction").map(String);
  if (values.length === 0) return untold("directions", "no rows");
  if (values.some((value) => /\((?:in|out)\)/i.test(value)))
    return differs("directions", "with the account", "old-directions");
  return values.every((value) => /^(?:in|out)$/i.test(value))
    ? holds("directions")
    : differs("directions", "other words");
}

export function recordingFinding(rows: readonly Raw[]): Finding {
  const values = valuesOf(rows, "URL").map(String).filter(Boolean);
  if (values.length === 0) return untold("recordings", "none");
  if (values.some((value) => /(?:api_?key|password|token)=/i.test(value)))
    return differs("recordings", "the address holds a key", "key-in-addresses");
  return holds("recordings", kindsOf(values).join(", "));
}
