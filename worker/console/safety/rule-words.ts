/** Which rule refused a request, in words; rules that are known by name alone stay as they are. */
import { words } from "../words/rules.ts";
import { limitWords } from "./limit-words.ts";

export function ruleWords(rule: string): string {
  const known = (words().rules as Record<string, string>)[rule];
  if (known !== undefined) return known;
  const [group = "", key = ""] = rule.split(".");
  return limitWords(group, key) ?? rule;
}
