/** Which limits let more pass than others do: loosening is allowed, but asks for a proof and earns a warning. */
import type { CallLimits } from "../contract/limits.ts";
import { isDark } from "./night.ts";

const dayMinutes = 24 * 60;

/** Which of the owner's limits are looser than this installation's own, as `group.key`. */
export function looserThan(base: CallLimits, limits: CallLimits): string[] {
  const groups = Object.keys(base) as (keyof CallLimits)[];
  return groups.flatMap((group) => {
    const [own, set] = [Object.entries(base[group]), limits[group] as Record<string, unknown>];
    const changed = own.filter(([key, value]) => value !== set[key]);
    const looser = changed.filter(([key, value]) =>
      group === "night" ? leavesLight(base.night, limits.night) : isLooser(key, value, set[key]),
    );
    return looser.map(([key]) => `${group}.${key}`);
  });
}

/** More calls are looser; so is a shorter gap or pause, a lower price, a smaller share that must answer, no cap. */
function isLooser(key: string, own: unknown, set: unknown): boolean {
  if (own === null) return false;
  if (set === null) return true;
  // The breaker waits for so many calls before it judges; with none of them it never does.
  if (key === "window") return own !== 0 && (set === 0 || Number(set) > Number(own));
  const tighterWhenMore = /^(?:gapS|pauseMin|answered|medianTalkS|pricePerMinute|reservedMinutes)$/.test(key);
  return tighterWhenMore ? Number(set) < Number(own) : Number(set) > Number(own);
}

/** Whether some minute that was night is none any more: a night goes over midnight, and its hours can't be compared. */
function leavesLight(own: CallLimits["night"], set: CallLimits["night"]): boolean {
  const minutes = Array.from({ length: dayMinutes }, (_, minute) => minute);
  return own.on && minutes.some((minute) => isDark(own, minute) && !(set.on && isDark(set, minute)));
}
