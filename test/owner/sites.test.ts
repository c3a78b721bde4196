/** Sites in the console: what the owner lists may embed the buttons, and nothing else. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { SitesReply, SiteMistakeTold } from "../../worker/contract/owner-sites.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, origin as settingsOrigin, secrets } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { noon } from "../worker/wishes.ts";

const minuteMs = 60_000;
const shop = "https://chai.example";
let worker: NodeWorker;
let cid: string;
/** What was done to storage, statement by statement. */
let statements: string[];

async function start(vars: Record<string, string | undefined> = {}): Promise<void> {
  startOver();
  const mine: string[] = (statements = []);
  worker = new NodeWorker({ provider: new PaperProvider(), vars, breaker: (use) => void mine.push(use) });
  const { body } = await ask<{ buttons: { cid: string }[] }>("GET", "/buttons");
  cid = body.buttons[0]?.cid ?? "";
}

async function ask<Body>(method: string, path: string, body?: unknown, lang = "en") {
  const response = await worker.request(`/v1/owner${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secrets.ownerToken}`,
      "accept-language": lang,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

/** A page of the site asks for the button's record, as the widget does. */
async function look(origin: string) {
  const response = await worker.request(`/v1/buttons/${cid}`, { headers: { origin } });
  const text = await response.text();
  return { status: response.status, allows: response.headers.get("access-control-allow-origin"), text };
}

async function ticket(origin: string): Promise<number> {
  const headers = { origin, "content-type": "application/json", "cf-connecting-ip": "192.0.2.9" };
  const response = await worker.request("/v1/tickets", {
    method: "POST",
    headers,
    body: JSON.stringify({ button: cid }),
  });
  return response.status;
}

const sites = async () => (await ask<SitesReply>("GET", "/sites")).body;

beforeEach(() => start());

test("without any site no page may embed; one that is listed in the console may at once, and no longer once it is taken out", async () => {
  await start({ ALLOWED_ORIGINS: undefined });
  const before = await look(shop);
  assert.deepEqual([before.status, before.allows], [403, shop], "what its page may read");
  assert.match(before.text, /not listed/, "said in words");
  assert.equal(await ticket(shop), 403);
  await ask("PUT", "/sites", { sites: [shop] });
  const after = await look(shop);
  assert.deepEqual([after.status, after.allows, await ticket(shop)], [200, shop, 201]);
  assert.equal((await look("https://other.example")).status, 403);
  await ask("PUT", "/sites", { sites: [] });
  assert.deepEqual([(await look(shop)).status, await ticket(shop)], [403, 403]);
});

const writings: [written: string, becomes: string][] = [
  ["https://shop.example/", "https://shop.example"],
  ["shop.example", "https://shop.example"],
  ["  HTTPS://Shop.Example/catalogue?tea=green#top ", "https://shop.example"],
  ["https://shop.example:443", "https://shop.example"],
  ["https://shop.example:8443/", "https://shop.example:8443"],
  ["https://shop.example.", "https://shop.example"],
  ["магазин.рф", "https://xn--80aairftm.xn--p1ai"],
  ["https://МАГАЗИН.рф/чай", "https://xn--80aairftm.xn--p1ai"],
  ["http://127.0.0.1:5173/", "http://127.0.0.1:5173"],
];

for (const [written, becomes] of writings) {
  test(`“${written}” is understood, and shown as what it becomes`, async () => {
    const { status, body } = await ask<SitesReply>("PUT", "/sites", { sites: [written] });
    assert.equal(status, 200);
    const own = body.sites.filter(({ from }) => from === "console");
    const expected = becomes === settingsOrigin ? [] : [becomes];
    assert.deepEqual(
      own.map(({ origin }) => origin),
      expected,
    );
    assert.equal((await look(becomes)).status, 200, "the very origin that a browser says");
  });
}

const refused = [
  "*",
  "https://*.shop.example",
  "shop",
  "http://shop.example",
  "ftp://shop.example",
  "https://a@b.example",
  "null",
  "",
];

for (const written of refused) {
  test(`“${written}” is refused beside its place, and nothing changes`, async () => {
    const { status, body } = await ask<{ mistakes: SiteMistakeTold[] }>("PUT", "/sites", { sites: [shop, written] });
    assert.equal(status, 400);
    assert.deepEqual(
      body.mistakes.map(({ index, written: said }) => [index, said]),
      [[1, written]],
    );
    assert.match(body.mistakes[0]?.words ?? "", /[a-z]{3}/);
    assert.deepEqual(
      (await sites()).sites.map(({ origin }) => origin),
      [settingsOrigin],
    );
  });
}

test("a site in its own letters keeps its name beside what it becomes", async () => {
  await ask("PUT", "/sites", { sites: ["магазин.рф/"] });
  assert.equal((await sites()).sites[1]?.name, "магазин.рф");
});

test("those of the settings stay whatever is sent, and say where they come from", async () => {
  await ask("PUT", "/sites", { sites: [] });
  assert.deepEqual(
    (await sites()).sites.map(({ origin, from }) => [origin, from]),
    [[settingsOrigin, "settings"]],
  );
});

test("two tabs: what one has added, the other's later save leaves", async () => {
  const { version } = await sites();
  await ask("PUT", "/sites", { version, sites: ["https://one.example"] });
  await ask("PUT", "/sites", { version, sites: ["https://two.example"] });
  const own = (await sites()).sites.filter(({ from }) => from === "console");
  assert.deepEqual(own.map(({ origin }) => origin).toSorted(), ["https://one.example", "https://two.example"]);
});

test("a button's own sites are among the listed ones, in any writing", async () => {
  await ask("PUT", "/sites", { sites: [shop] });
  const put = (origins: string[]) => ask<{ origins: string[]; detail: string }>("PUT", `/buttons/${cid}`, { origins });
  assert.deepEqual((await put(["chai.example/"])).body.origins, [shop]);
  assert.deepEqual([(await look(shop)).status, (await look(settingsOrigin)).status], [200, 403]);
  const { status, body } = await put(["https://stranger.example"]);
  assert.equal(status, 400);
  assert.match(body.detail, /must be one of the sites/);
  await ask("PUT", "/sites", { sites: [] });
  assert.deepEqual(
    [(await look(shop)).status, (await look(settingsOrigin)).status],
    [403, 403],
    "taken out, not widened",
  );
});

test("the owner sees when a site was last seen, and who asked without being listed", async () => {
  assert.equal((await sites()).sites[0]?.seenAt, undefined);
  await look(settingsOrigin);
  await look("https://xn--80aairftm.xn--p1ai");
  const seen = await sites();
  assert.equal(Date.parse(seen.sites[0]?.seenAt ?? ""), noon);
  assert.deepEqual(
    seen.unlisted.map(({ origin }) => origin),
    ["https://xn--80aairftm.xn--p1ai"],
  );
  await ask("PUT", "/sites", { sites: ["магазин.рф"] });
  assert.deepEqual((await sites()).unlisted, [], "listed now");
});

test("control: an id that nobody has, a page that names no site and a look without a page leave no trace", async () => {
  await worker.request("/v1/buttons/NOBODYHASTHISID", { headers: { origin: "https://evil.example" } });
  await look("null");
  await worker.request(`/v1/buttons/${cid}`);
  const { unlisted, sites: listed } = await sites();
  assert.deepEqual([unlisted, listed[0]?.seenAt], [[], undefined]);
});

test("of a flood of made-up sites the latest twenty are kept, and a thousand page views cost a handful of writes", async () => {
  const writes = () => statements.filter((each) => /seeSites|INTO siteSightings/.test(each)).length;
  const earlier = writes();
  for (let n = 0; n < 500; n++) {
    await look(settingsOrigin);
    await look(`https://evil-${n}.example`);
    await worker.passTime(100);
  }
  await worker.passTime(minuteMs);
  assert.ok(writes() - earlier <= 12, `${writes() - earlier} writes in two minutes`);
  assert.ok(writes() > earlier, "control: writes are seen");
  assert.ok((await sites()).unlisted.length <= 20);
});

test("where the list can't be read, a listed page is refused and no page is let in", async () => {
  await ask("PUT", "/sites", { sites: [shop] });
  let broken = false;
  const broke = new NodeWorker({
    provider: new PaperProvider(),
    databases: worker.databases,
    breaker: (use) => {
      if (broken && use.includes("siteOrigins")) throw new Error("broken");
    },
  });
  broken = true;
  const headers = {
    origin: "https://evil.example",
    "content-type": "application/json",
    "cf-connecting-ip": "192.0.2.9",
  };
  for (const origin of [shop, "https://evil.example"]) {
    const body = JSON.stringify({ button: cid });
    const response = await broke.request("/v1/tickets", { method: "POST", headers: { ...headers, origin }, body });
    assert.equal(response.status, 503, origin);
    assert.equal(response.headers.get("access-control-allow-origin"), null);
  }
});
