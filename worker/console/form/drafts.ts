/**
 * What an owner has typed and not saved. It rests in this tab until it is saved or given up, so that the
 * end of a session, a reload, Back or another language take nothing away.
 */

/** Unsaved fields of one record, and which version of it they were typed over. */
export interface KeptDraft {
  version: number | null;
  fields: Record<string, unknown>;
}

const prefix = "draft ";

export function keptDraft(record: string): KeptDraft | undefined {
  const text = sessionStorage.getItem(prefix + record);
  return text === null ? undefined : (JSON.parse(text) as KeptDraft);
}

/** Keeps it, or drops it where nothing differs. */
export function keepDraft(record: string, draft: KeptDraft): void {
  if (Object.keys(draft.fields).length === 0) sessionStorage.removeItem(prefix + record);
  else sessionStorage.setItem(prefix + record, JSON.stringify(draft));
}

export function dropDraft(record: string): void {
  sessionStorage.removeItem(prefix + record);
}

/** The records that have one. */
export function drafts(): string[] {
  const keys = Array.from({ length: sessionStorage.length }, (_each, n) => sessionStorage.key(n) ?? "");
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

/** Whoever signs out by their own will leaves nothing of theirs in the tab. */
export function dropAllDrafts(): void {
  for (const record of drafts()) dropDraft(record);
}

/** The fields in which two records differ, as the second one has them. */
export function changesOf(base: object, edited: object): Record<string, unknown> {
  const before: Record<string, unknown> = { ...base };
  return Object.fromEntries(
    Object.entries(edited).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
}
