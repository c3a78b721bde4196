/** What each finding is called, and what the owner can do where it isn't well. */
import type { Finding, FindingName } from "../../contract/owner-health.ts";
import type { Words } from "../words.ts";
import { words } from "../words/findings.ts";

/** What is looked at, what to do about it, and where in the console that is done. */
interface Telling {
  title: Words;
  advice: Words;
  look?: { path: readonly string[]; words: Words };
}

export const tellings: Record<FindingName, Telling> = {
  account: {
    title: () => words().account.title,
    advice: () => words().account.advice,
  },
  money: {
    title: () => words().money.title,
    advice: () => words().money.advice,
    look: { path: ["account", "cabinet"], words: () => words().money.look },
  },
  "caller-number": {
    title: () => words()["caller-number"].title,
    advice: () => words()["caller-number"].advice,
    look: { path: ["account", "numbers"], words: () => words()["caller-number"].look },
  },
  webhook: {
    title: () => words().webhook.title,
    advice: () => words().webhook.advice,
    look: { path: ["account", "webhook"], words: () => words().webhook.look },
  },
  "public-url": {
    title: () => words()["public-url"].title,
    advice: () => words()["public-url"].advice,
  },
  tls: {
    title: () => words().tls.title,
    advice: () => words().tls.advice,
  },
  sites: {
    title: () => words().sites.title,
    advice: () => words().sites.advice,
    look: { path: ["buttons", "new"], words: () => words().sites.look },
  },
  address: {
    title: () => words().address.title,
    advice: () => words().address.advice,
  },
  restored: {
    title: () => words().restored.title,
    advice: () => words().restored.advice,
  },
  dialling: {
    title: () => words().dialling.title,
    advice: () => words().dialling.advice,
    look: { path: ["safety"], words: () => words().dialling.look },
  },
};

export const stateWords: Record<Finding["state"], readonly [mood: string, words: Words]> = {
  wrong: ["bad", () => words().wrong],
  waiting: ["warn", () => words().waitsForYou],
  unknown: ["", () => words().cantBeTold],
  ok: ["good", () => words().fine],
};

/** Where SIPNET gave no answer there is nothing that the owner could mend. */
export const unknownAdvice: Words = () => words().sipnetGaveNoAnswer;
