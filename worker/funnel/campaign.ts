/** Which advertisement has brought a visitor, as its link says in `utm_source`, `utm_medium` and `utm_campaign`. */
import type { Campaign } from "../contract/visitor.ts";
import { addressOf, withoutNumbers } from "./page.ts";

const names = ["source", "medium", "campaign"] as const;
const mostCharacters = 64;

/** Links without any, and those of a day that were too many to be told apart. */
export const noCampaign = "";
export const otherCampaigns = "other";

interface Said {
  page?: string | undefined;
  /** Anything at all: a stranger has sent it. */
  campaign?: unknown;
}

/** In one line of text, as it rests and is counted; null where there is none. */
export function campaignOf({ page, campaign }: Said, countries: readonly string[]): string | null {
  const query = addressOf(page)?.searchParams;
  const given = typeof campaign === "object" && campaign !== null ? (campaign as Record<string, unknown>) : {};
  const parts = names.map((name) => {
    const said = given[name] ?? query?.get(`utm_${name}`);
    return typeof said === "string" ? tidy(said, countries) : "";
  });
  return parts.every((part) => part === "") ? null : JSON.stringify(parts);
}

/** What `campaignOf` has written; the last of them for what was too much or is none of it. */
export function readCampaign(text: string): Campaign {
  if (text === noCampaign || text === otherCampaigns) return { source: text, medium: "", campaign: "" };
  const [source = "", medium = "", campaign = ""] = JSON.parse(text) as string[];
  return { source, medium, campaign };
}

/** A link may hold its reader's number, and anything else; nobody is to be misled by what can't be seen. */
function tidy(text: string, countries: readonly string[]): string {
  const seen = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return [...withoutNumbers(seen.slice(0, 4 * mostCharacters), countries)].slice(0, mostCharacters).join("");
}
