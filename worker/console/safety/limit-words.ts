/** A limit by its name, as warnings and refusals give it. */
import type { CallLimits } from "../../contract/limits.ts";
import { words } from "../words/limits.ts";

export type Group = keyof CallLimits;

/** Undefined where there is no such limit. */
export function limitWords(group: string, key: string): string | undefined {
  const { groups, each } = words();
  const label = (each as Record<string, Record<string, string>>)[group]?.[key];
  return label === undefined ? undefined : `${groups[group as Group]}: ${label}`;
}
