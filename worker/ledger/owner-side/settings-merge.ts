/** The owner's settings as fields of a version, and an edit of an older version laid upon what holds now. */
import type { LimitsOverride } from "../../contract/limits.ts";
import type { OwnerSettings, SettingsChange, SettingsConflict } from "../../contract/owner-safety.ts";
import { type Fields, merged, type Versions } from "../../versions.ts";

const record = "settings";
const limitPrefix = "limits.";

/** The version of what holds now. */
export function settingsVersion(versions: Versions, settings: OwnerSettings): number {
  return versions.note(record, fieldsOf(settings), "console");
}

/**
 * What an edit changes of the settings as they are now, or where both have changed the same. The panic switch and the
 * breaker never wait for that.
 */
export function fitSettings(
  versions: Versions,
  settings: OwnerSettings,
  { version, resolve, panic, limits, zone }: SettingsChange,
): Partial<OwnerSettings> | { conflict: SettingsConflict } {
  const switched = panic === undefined ? {} : { panic };
  const change = { ...(limits && { limits }), ...(zone !== undefined && { zone }) };
  if (version === undefined) return { ...change, ...switched };
  const now = fieldsOf(settings);
  const base = versions.at(record, version)?.fields;
  const edit = editOf(change, base ?? now);
  const { changes, clashes } = base ? merged(base, now, edit) : merged({}, now, edit);
  if (clashes.length > 0 && resolve === undefined) {
    const side = (fields: Fields) => Object.fromEntries(clashes.map((name) => [name, fields[name] ?? null]));
    const [seen, mine, theirs] = [base ?? now, { ...now, ...edit }, now].map(side);
    const current = settingsVersion(versions, settings);
    return {
      conflict: {
        source: "console",
        fields: clashes,
        version: current,
        base: seen ?? {},
        mine: mine ?? {},
        theirs: theirs ?? {},
      },
    };
  }
  const kept = Object.entries(changes).filter(([name]) => resolve !== "theirs" || !clashes.includes(name));
  return { ...settingsOf({ ...now, ...Object.fromEntries(kept) }), ...switched };
}

/** Every single limit is a field of its own; one that is not set is none. */
function fieldsOf({ limits, zone }: Pick<OwnerSettings, "limits" | "zone">): Fields {
  const single = Object.entries(limits).flatMap(([group, entries]) =>
    Object.entries(entries ?? {}).map(([key, value]) => [`${limitPrefix}${group}.${key}`, value]),
  );
  return { zone, ...Object.fromEntries(single) };
}

/** What is sent of the limits is all of them: one that was seen and is left out is taken back. */
function editOf({ limits, zone }: Partial<Pick<OwnerSettings, "limits" | "zone">>, seen: Fields): Fields {
  const sent = limits === undefined ? {} : fieldsOf({ limits, zone: "" });
  const left = limits === undefined ? [] : Object.keys(seen).filter((name) => name.startsWith(limitPrefix));
  const { zone: _, ...single } = { ...Object.fromEntries(left.map((name) => [name, undefined])), ...sent };
  return { ...single, ...(zone === undefined ? {} : { zone }) };
}

function settingsOf({ zone, ...single }: Fields): Pick<OwnerSettings, "limits" | "zone"> {
  const limits: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(single)) {
    const [group = "", key = ""] = name.slice(limitPrefix.length).split(".");
    if (value !== undefined) (limits[group] ??= {})[key] = value;
  }
  return { zone: String(zone), limits: limits as LimitsOverride };
}
