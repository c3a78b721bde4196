/**
 * One button that is added, looked at, changed once and removed: it tells what SIPNET stores of what it is
 * sent. Its phone is the owner's own and its id is told to nobody, so nobody can press it.
 */
import { differs, type Finding, holds, untold } from "../finding.ts";
import { kindOf } from "../kinds.ts";
import { type Ask, listIn, type Look, type Raw, valuesOf } from "../look.ts";

/** Every character that somebody may store otherwise. */
const text = `Проба «ёлка» — “A&B” <i>'`;
const sent = { text, descr: "sipnet-call doctor", color: "#123456", btntype: "3", dtmf: "Y" };

export async function examineThrowawayButton(ask: Ask, phone: string): Promise<Finding[]> {
  const before = cidsOf(await listed(ask));
  const added = await ask("webbuttons", { action: "add", phone, ...sent });
  const [cid, row] = newest(await listed(ask), before) ?? [];
  if (cid === undefined || row === undefined) return [untold("button-added", "it is not in the list")];
  try {
    await ask("webbuttons", { action: "update", cid, phone });
    const updated = (await listed(ask)).find((each) => cidsOf([each]).includes(cid));
    return [
      cidsOf([added.answer ?? {}, ...listIn(added, "buttons").rows]).includes(cid)
        ? holds("button-added")
        : differs("button-added", "the answer says no id", "add-says-nothing"),
      textFinding(row),
      designFinding(row),
      keypadFinding(row),
      resetFinding(row, updated),
      await removed(ask, cid),
    ];
  } catch (error) {
    await removed(ask, cid);
    throw error;
  }
}

async function listed(ask: Ask): Promise<Raw[]> {
  const look: Look = await ask("webbuttons", { action: "list" });
  return listIn(look, "buttons").rows;
}

function cidsOf(rows: readonly Raw[]): string[] {
  return valuesOf(rows, "cid").map(String);
}

function newest(rows: readonly Raw[], before: readonly string[]): [cid: string, row: Raw] | undefined {
  const found = rows.map((row): [string, Raw] => [cidsOf([row])[0] ?? "", row]);
  return found.find(([cid]) => cid !== "" && !before.includes(cid));
}

function textFinding(row: Raw): Finding {
  const stored = String(valuesOf([row], "text")[0] ?? "");
  if (stored === text) return holds("stored-text", "as it was sent");
  if (kindOf(stored) === "escaped text") return differs("stored-text", "escaped for a page", "escaped-texts");
  const plain = (words: string) =>
    words
      .replaceAll(/[«»“”„"]/g, '"')
      .replaceAll(/[—–-]/g, "-")
      .replaceAll("ё", "е");
  return plain(stored) === plain(text)
    ? differs("stored-text", "other quotes and dashes", "texts-stored-otherwise")
    : differs("stored-text", stored === "" ? "nothing" : "changed");
}

function designFinding(row: Raw): Finding {
  const [design] = valuesOf([row], "btntype");
  if (String(design) === sent.btntype) return holds("designs", kindOf(design));
  return differs("designs", kindOf(design), kindOf(design) === "text" ? "design-in-words" : undefined);
}

function keypadFinding(row: Raw): Finding {
  const [keypad] = valuesOf([row], "dtmf");
  if (keypad === sent.dtmf) return holds("keypads", kindOf(keypad));
  return differs("keypads", kindOf(keypad), kindOf(keypad) === "Cyrillic words" ? "keypad-in-words" : undefined);
}

/** An update that leaves fields out. */
function resetFinding(row: Raw, updated: Raw | undefined): Finding {
  if (updated === undefined) return untold("update-resets", "the changed button is not in the list");
  const [was, is] = [row, updated].map((each) => String(valuesOf([each], "color")[0]));
  return was === is ? differs("update-resets", "what is left out stays") : holds("update-resets", "what is left out");
}

async function removed(ask: Ask, cid: string): Promise<Finding> {
  await ask("webbuttons", { action: "delete", cid });
  return cidsOf(await listed(ask)).includes(cid)
    ? differs("button-removed", `still there: remove “${sent.descr}” in SIPNET's cabinet`)
    : holds("button-removed");
}
