/** Deploying to Cloudflare: what wrangler is told and asked, and where the owner's token goes. */
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { deployToCloudflare, isDryRun, requireLogin, tryDry } from "../../worker/hosting/cloudflare/deployment.ts";
import { deployedAddresses } from "../../worker/hosting/cloudflare/targets.ts";
import type { Wrangler } from "../../worker/hosting/cloudflare/wrangler.ts";
import { deriveKeys, proofOf } from "../../worker/crypto.ts";
import type { Settings } from "../../worker/hosting/setting-names.ts";
import { readWranglerConfig } from "../../worker/hosting/wrangler-config.ts";
import { type Authority, makeAuthority } from "./stage/authority.ts";

const settings = {
  SIPNET_APIKEY: "11111111-2222-3333-4444-555555555555",
  APP_SECRET: "s".repeat(43),
  OWNER_TOKEN: "t".repeat(43),
};
const patience = { tries: 3, pauseMs: 1 };

interface DeployedOptions {
  secret?: string;
  provesFrom?: number;
  webhook?: number;
  /** Answers over TLS, by the name `localhost`. */
  authority?: Authority;
}

/** What was deployed: proves itself with the given secret from the n-th time on, and notes what it is sent. */
async function deployed(
  t: TestContext,
  { secret = settings.APP_SECRET, provesFrom = 1, webhook = 200, authority }: DeployedOptions = {},
) {
  const seen: { method: string; path: string; token: string | undefined }[] = [];
  const scheme = authority === undefined ? "http" : "https";
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "", `${scheme}://${request.headers.host}`);
    seen.push({ method: request.method ?? "", path: url.pathname, token: request.headers.authorization });
    if (url.pathname !== "/v1/proof") return void response.writeHead(webhook).end("{}");
    const proof =
      ++proofs < provesFrom
        ? ""
        : await proofOf(await deriveKeys(secret), url.searchParams.get("nonce") ?? "", url.host);
    response.end(JSON.stringify({ proof }));
  };
  const tls = authority && { cert: readFileSync(authority.certificate), key: readFileSync(authority.key) };
  const server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);
  let proofs = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  return { address: `${scheme}://${authority === undefined ? "127.0.0.1" : "localhost"}:${port}`, seen };
}

/** Wrangler's answers, and a note of what it was asked. */
function standIn({
  targets = [] as string[],
  secrets = [] as string[],
  deploys = true,
  loggedIn = true,
  removes = true,
} = {}) {
  const asked: string[][] = [];
  let sent: Settings = {};
  const wrangler: Wrangler = {
    run(args, { env } = {}) {
      asked.push([...args]);
      if (args[0] === "whoami") return { ok: loggedIn, output: JSON.stringify({ loggedIn }) };
      if (args[1] === "delete") return { ok: removes, output: "" };
      if (args[0] === "secret")
        return { ok: true, output: JSON.stringify(secrets.map((name) => ({ name, type: "secret_text" }))) };
      sent = JSON.parse(readFileSync(args[args.indexOf("--secrets-file") + 1] ?? "", "utf8")) as Settings;
      const lines = [
        { type: "wrangler-session", version: 1 },
        { type: "deploy", version: 1, targets },
      ];
      writeFileSync(env?.WRANGLER_OUTPUT_FILE_PATH ?? "", lines.map((line) => JSON.stringify(line)).join("\n"));
      return { ok: deploys, output: "" };
    },
  };
  return { wrangler, asked, sent: () => sent };
}

const quietly = { args: [], say: () => undefined, patience };

test("secrets go by file, never by the command line, and the token only to what proved to be ours", async (t) => {
  const { address, seen } = await deployed(t, { provesFrom: 3 });
  const { wrangler, asked, sent } = standIn();
  const given = { ...settings, PUBLIC_URL: address, ALLOWED_ORIGINS: "https://shop.example" };
  assert.equal(await deployToCloudflare({ wrangler, settings: given, ...quietly }), address);
  assert.deepEqual(sent(), settings);
  assert.ok(!asked.flat().some((word) => Object.values(settings).some((secret) => word.includes(secret))));
  assert.deepEqual(
    seen.map(({ path }) => path),
    ["/v1/proof", "/v1/proof", "/v1/proof", "/v1/owner/webhook"],
  );
  assert.deepEqual(
    seen.filter(({ token }) => token !== undefined).map(({ path }) => path),
    ["/v1/owner/webhook"],
  );
});

test("whoever else answers at PUBLIC_URL is sent no token, and the owner is told how to go on", async (t) => {
  const { address, seen } = await deployed(t, { secret: "x".repeat(43) });
  const { wrangler } = standIn({ targets: ["https://calls.me.workers.dev"] });
  const deploying = deployToCloudflare({ wrangler, settings: { ...settings, PUBLIC_URL: address }, ...quietly });
  await assert.rejects(
    deploying,
    /is deployed, but one thing is left[^]*is not this installation[^]*calls\.me\.workers\.dev[^]*npm run deploy again/,
  );
  assert.ok(seen.every(({ token }) => token === undefined));
});

test("a webhook that SIPNET refuses: deployed, and what is left is said", async (t) => {
  const { address } = await deployed(t, { webhook: 422 });
  const deploying = deployToCloudflare({
    wrangler: standIn().wrangler,
    settings: { ...settings, PUBLIC_URL: address },
    ...quietly,
  });
  await assert.rejects(deploying, /is deployed, but one thing is left: POST \/v1\/owner\/webhook answered 422/);
});

test("without PUBLIC_URL and without an address from wrangler nothing is guessed", async () => {
  const { wrangler } = standIn({ targets: ["schedule: */5 * * * *"] });
  await assert.rejects(
    deployToCloudflare({ wrangler, settings, ...quietly }),
    /wrangler named no address, and none is guessed[^]*\/console\/[^]*Health/,
  );
});

test("moving from a key to a login removes the old key, which would win", async (t) => {
  const { address } = await deployed(t);
  const { wrangler, asked } = standIn({ secrets: ["SIPNET_APIKEY", "APP_SECRET"] });
  const { SIPNET_APIKEY: _, ...rest } = settings;
  await deployToCloudflare({
    wrangler,
    settings: { ...rest, SIPNET_LOGIN: "me", SIPNET_PASSWORD: "p", PUBLIC_URL: address },
    ...quietly,
  });
  assert.deepEqual(
    asked.filter(([, verb]) => verb === "delete"),
    [["secret", "delete", "SIPNET_APIKEY"]],
  );
});

test("an old key that can't be removed is said, with the command that removes it, and no token is used", async (t) => {
  const { address, seen } = await deployed(t);
  const { SIPNET_APIKEY: _, ...rest } = settings;
  const login = { ...rest, SIPNET_LOGIN: "me", SIPNET_PASSWORD: "p", PUBLIC_URL: address };
  const { wrangler } = standIn({ secrets: ["SIPNET_APIKEY"], removes: false });
  await assert.rejects(
    deployToCloudflare({ wrangler, settings: login, ...quietly }),
    /is deployed, but one thing is left[^]*npx wrangler secret delete SIPNET_APIKEY/,
  );
  assert.deepEqual(seen, []);
});

test("without PUBLIC_URL the address is what wrangler wrote; it proves itself, is confirmed, then gets the hook", async (t) => {
  const authority = await makeAuthority("localhost");
  const usual = getCACertificates("default");
  t.after(async () => {
    setDefaultCACertificates(usual);
    await authority.remove();
  });
  setDefaultCACertificates([...usual, authority.ca]);
  const { address, seen } = await deployed(t, { authority });
  const { wrangler, asked } = standIn({ targets: ["schedule: */5 * * * *", address] });
  assert.equal(await deployToCloudflare({ wrangler, settings, ...quietly }), address);
  assert.deepEqual(
    seen.map(({ method, path, token }) => [method, path, token !== undefined]),
    [
      ["GET", "/v1/proof", false],
      ["PUT", "/v1/owner/address", true],
      ["POST", "/v1/owner/webhook", true],
    ],
  );
  assert.ok(!asked.flat().some((word) => word.startsWith("PUBLIC_URL")));
});

const dry: [args: string[], env: Record<string, string>, is: boolean][] = [
  [["--dry-run"], {}, true],
  [["--dry-run=true"], {}, true],
  [[], { npm_config_dry_run: "true" }, true],
  [[], { npm_config_dry_run: "" }, false],
  [["--keep-vars"], {}, false],
];
for (const [args, env, is] of dry)
  test(`npm run deploy ${args.join(" ")} ${JSON.stringify(env)} ${is ? "sends nothing" : "deploys"}`, () => {
    assert.equal(isDryRun(args, env), is);
  });

test("a dry run tells wrangler so too, once, whichever way it was asked for", () => {
  const asked: string[][] = [];
  const wrangler: Wrangler = { run: (args) => ({ ok: asked.push([...args]) > 0, output: "" }) };
  tryDry(wrangler, ["--dry-run=true", "--keep-vars"]);
  tryDry(wrangler, []);
  assert.deepEqual(asked, [
    ["deploy", "--dry-run", "--keep-vars"],
    ["deploy", "--dry-run"],
  ]);
  assert.throws(() => tryDry({ run: () => ({ ok: false, output: "" }) }, []), /found a fault/);
});

test("a deployment that wrangler refuses is said to have changed nothing", async () => {
  await assert.rejects(
    deployToCloudflare({ wrangler: standIn({ deploys: false }).wrangler, settings, ...quietly }),
    /Nothing was changed/,
  );
});

test("who isn't logged in hears it first, in our words", () => {
  assert.throws(() => requireLogin(standIn({ loggedIn: false }).wrangler), /not logged in[^]*npx wrangler login/);
  requireLogin(standIn().wrangler);
});

test("the platform keeps no visitors' addresses, and each cold start loads a small script", () => {
  const config = readWranglerConfig() as unknown as {
    minify: boolean;
    observability: { logs: { invocation_logs: boolean } };
  };
  assert.equal(config.observability.logs.invocation_logs, false);
  assert.equal(config.minify, true);
});

test("addresses are read from what wrangler wrote, schedules and patterns are none", () => {
  const targets = [
    "https://calls.me.workers.dev",
    "calls.example.com (custom domain)",
    "schedule: */5 * * * *",
    "*.example.com/* (zone name: example.com)",
  ];
  const written = `not json\n${JSON.stringify({ type: "deploy", targets })}\n`;
  assert.deepEqual(deployedAddresses(written), ["https://calls.me.workers.dev", "https://calls.example.com"]);
});
