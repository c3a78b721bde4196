/**
 * The owner's settings as they rest. A later release may have saved them before the owner went back to this one. A limit
 * that this release doesn't have is kept for that one; what it has and can't read would protect nobody, so that nothing
 * is dialled until the owner has set it anew.
 */
import * as v from "valibot";
import { type LimitsOverride, limitsOf, overrideSchema } from "../contract/limits.ts";
import type { OwnerSettings } from "../contract/owner-safety.ts";
import { isZone } from "../time/wall-clock.ts";

type Groups = Record<string, unknown>;

export interface SavedSettings {
  /** What of them holds here. */
  settings: OwnerSettings;
  /** Limits of another release, as they were saved. */
  foreign: Groups;
  /** What can't be read, by its name in the settings. */
  unread: string[];
  /** All of it, as it rests. */
  rests: Groups;
}

const usualZone = "Europe/Moscow";
const ours: Readonly<Record<string, object>> = limitsOf({});

export function readSaved(saved: unknown): SavedSettings {
  const rests = isGroups(saved) ? saved : {};
  const { limits = {}, panic = false, zone = usualZone } = rests;
  const isClock = typeof zone === "string" && isZone(zone);
  const groups = Object.entries(isGroups(limits) ? limits : {}).map(([name, entries]) => readGroup(name, entries));
  const held = groups.map(({ name, known }) => [name, known]).filter(([, known]) => known !== undefined);
  const foreign = groups.map(({ name, strange }) => [name, strange]).filter(([, strange]) => strange !== undefined);
  return {
    settings: {
      limits: Object.fromEntries(held) as LimitsOverride,
      // Whatever is no plain no: the switch was thrown.
      panic: panic !== false,
      zone: isClock ? zone : usualZone,
    },
    foreign: Object.fromEntries(foreign) as Groups,
    unread: [
      ...(isClock ? [] : ["zone"]),
      ...(isGroups(limits) ? [] : ["limits"]),
      ...groups.flatMap(({ unread }) => unread),
    ],
    rests,
  };
}

/** What rests after a change: what isn't changed stays as it was saved, and so do another release's limits. */
export function afterChange({ rests, foreign }: SavedSettings, change: Partial<OwnerSettings>): Groups {
  const { limits, ...others } = change;
  return { ...rests, ...others, ...(limits === undefined ? {} : { limits: together(limits, foreign) }) };
}

/** What the owner is to know of them. */
export function doubtsAbout({ foreign, unread }: SavedSettings): string[] {
  const names = Object.entries(foreign).flatMap(([group, entries]) =>
    isGroups(entries) ? Object.keys(entries).map((key) => `${group}.${key}`) : [group],
  );
  return [
    ...unread.map((name) => `${name} can't be read: nobody is called until it is saved anew`),
    ...names.map((name) => `${name} was set in another release and does nothing in this one`),
  ];
}

interface ReadGroup {
  name: string;
  known?: Groups;
  strange?: unknown;
  unread: string[];
}

function readGroup(name: string, entries: unknown): ReadGroup {
  const own = Object.hasOwn(ours, name) ? ours[name] : undefined;
  if (own === undefined) return { name, strange: entries, unread: [] };
  if (!isGroups(entries)) return { name, unread: [`limits.${name}`] };
  const each = Object.entries(entries);
  const known = each.filter(([key]) => Object.hasOwn(own, key));
  const strange = each.filter(([key]) => !Object.hasOwn(own, key));
  const isRead = ([key, value]: [string, unknown]) => v.is(overrideSchema, { [name]: { [key]: value } });
  return {
    name,
    known: Object.fromEntries(known.filter(isRead)) as Groups,
    ...(strange.length > 0 ? { strange: Object.fromEntries(strange) as Groups } : {}),
    unread: known.filter((entry) => !isRead(entry)).map(([key]) => `limits.${name}.${key}`),
  };
}

function together(limits: LimitsOverride, foreign: Groups): Groups {
  const merged: Groups = { ...limits };
  for (const [name, entries] of Object.entries(foreign))
    merged[name] = isGroups(entries) && isGroups(merged[name]) ? { ...entries, ...merged[name] } : entries;
  return merged;
}

function isGroups(value: unknown): value is Groups {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
