/** The buttons as one JSON file: for another site, another account, or version control. */
import * as v from "valibot";
import { check } from "../http/body.ts";
import { differingFields, extrasOf, sameFields, sharedOf } from "../buttons/button.ts";
import type { ButtonChange } from "../buttons/plans.ts";
import { buttonChange, withoutUnchanged } from "./button-form.ts";
import type { ImportChange, ButtonsFile, ButtonsReply, OwnerButton } from "../contract/owner-buttons.ts";
import { type Ctx, languageOf } from "../services.ts";
import { buttonsOf } from "../objects.ts";

const format = "sipnet-call-button/1";
const fileSchema = v.object(
  {
    format: v.literal(format, `must be "${format}"`),
    buttons: v.pipe(v.array(v.looseObject({ cid: v.pipe(v.string(), v.maxLength(64)) })), v.maxLength(1_000)),
  },
  "file: must be a file that was exported here",
);

/** Buttons that are there; tombstones stay at home. */
export function exportFile({ buttons }: ButtonsReply, exportedAt: string): ButtonsFile {
  const plain = buttons.map((button) => ({ cid: button.cid, ...sharedOf(button), ...extrasOf(button) }));
  return { format, exportedAt, buttons: plain };
}

/**
 * What a file would change, and with `apply` the changing. A button is known by its cid, or, in
 * another account, by its record; what the file does not mention stays. @throws Refusal `bad-request`
 */
export async function importFile(c: Ctx, file: unknown, apply: boolean): Promise<ImportChange[]> {
  const items = check(fileSchema, file).buttons;
  const { settings, sites } = c.get("services");
  const schema = buttonChange({ countries: settings.countries, sites: await sites.all(), lang: languageOf(c) });
  const { buttons } = await buttonsOf(c.env).list();
  // What SIPNET itself has filled in need not be what this form would take.
  const wishes = items.map(({ cid, ...item }) => {
    const match = buttons.find((button) => button.cid === cid);
    return { cid, wish: check(schema, match ? withoutUnchanged(item, match) : item) };
  });
  const changes: ImportChange[] = [];
  for (const { cid, wish } of wishes) {
    const match = buttons.find((button) => button.cid === cid) ?? buttons.find((button) => isAlike(button, wish));
    const change = compare(cid, wish, match);
    const outcome = apply && change.what !== "same" ? await write(c, wish, match) : undefined;
    changes.push({ ...change, ...(outcome === undefined ? {} : { outcome }) });
  }
  return changes;
}

function compare(cid: string, wish: ButtonChange, match: OwnerButton | undefined): ImportChange {
  const text = wish.text ?? match?.text ?? "";
  if (!match) return { cid, text, what: "add", fields: Object.keys(wish) };
  const extras = Object.entries(extrasOf({ ...match, ...wish }));
  const now: Record<string, unknown> = { ...match };
  const fields = [
    ...differingFields(sharedOf(match), sharedOf({ ...match, ...wish })),
    ...extras.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name])).map(([name]) => name),
  ];
  return { cid, text, what: fields.length > 0 ? "change" : "same", fields };
}

async function write(c: Ctx, wish: ButtonChange, match: OwnerButton | undefined): Promise<ImportChange["outcome"]> {
  const saved = await (match ? buttonsOf(c.env).save(match.cid, wish) : buttonsOf(c.env).add(wish, null));
  if (saved.kind === "failed" || saved.kind === "gone") return "refused";
  return saved.kind;
}

function isAlike(button: OwnerButton, wish: ButtonChange): boolean {
  return sameFields(sharedOf(button), sharedOf({ ...button, ...wish }));
}
