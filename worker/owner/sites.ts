/** `/v1/owner/sites`: which sites may embed the buttons, when each was last seen, and who asks unlisted. */
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { note, requireProof } from "../access/session.ts";
import type { SiteMistakeTold, SitesReply } from "../contract/owner-sites.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { readSite, siteWords } from "../http/site-origin.ts";
import { buttonsOf } from "../objects.ts";
import { type App, type Ctx, languageOf } from "../services.ts";
import type { ListedSite } from "../buttons/site-store.ts";

const mostSites = 200;
const text = v.pipe(v.string(), v.trim(), v.maxLength(300));
const change = v.object({
  version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  sites: v.pipe(
    v.array(
      v.union(
        [
          text,
          v.pipe(
            v.object({ origin: text }),
            v.transform(({ origin }) => origin),
          ),
        ],
        "must be an address",
      ),
      'must be a list such as ["https://shop.example"]',
    ),
    v.maxLength(mostSites, `at most ${mostSites} sites`),
  ),
});

export const ownerSites = new Hono<App>()
  .get("/sites", async (c) => {
    await c.get("services").sightings.deliver();
    return c.json<SitesReply>(await buttonsOf(c.env).sites());
  })
  .put("/sites", async (c) => {
    requireProof(c);
    const { sites, version } = await readJson(c, change, 65_536);
    const reply = await buttonsOf(c.env).replaceSites(listed(c, sites), version ?? null);
    c.get("services").sites.forget();
    await note(c, "changed the sites", sites.join(", ").slice(0, 500));
    return c.json<SitesReply>(reply);
  });

/** Each as it becomes. @throws Refusal that tells every mistake with its place */
function listed(c: Ctx, written: readonly string[]): ListedSite[] {
  const lang = languageOf(c);
  const mistakes: SiteMistakeTold[] = [];
  const found = new Map<string, ListedSite>();
  for (const [index, each] of written.entries()) {
    const read = readSite(each);
    if ("mistake" in read)
      mistakes.push({ index, written: each, why: read.mistake, words: siteWords(read.mistake, lang) });
    else found.set(read.origin, { origin: read.origin, name: nameOf(each, read.origin) });
  }
  const [first] = mistakes;
  if (!first) return [...found.values()];
  const detail = `sites.${first.index}: ${first.written}: ${first.words}`;
  throw new Refusal("bad-request", { rule: "site.unreadable", detail, extra: { mistakes } });
}

/** The host as it was written, where punycode took its letters: `магазин.рф`. */
function nameOf(written: string, origin: string): string {
  const host = written.replace(/^[a-z][a-z\d+.-]*:\/\//i, "").split(/[/?#]/)[0] ?? "";
  return /[^ -~]/.test(host) ? host.toLowerCase() : origin;
}
