/** What stands before one's own server: visitors keep their addresses, states and bytes on the way through. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { EchoReply } from "../../worker/contract/owner-health.ts";
import { ask } from "./stage/ask.ts";
import { type Authority, makeAuthority } from "./stage/authority.ts";
import { ownerToken, type RunningServer } from "./stage/own-server.ts";
import { host, type Proxy, startCaddy, startNginx } from "./stage/proxy.ts";
import { type Door, setStage, type Stage, takeTicket } from "./stage/stage.ts";

let stage: Stage;
let server: RunningServer;
let authority: Authority;
const proxies: Record<string, Proxy> = {};
const visitor = "127.0.0.77";
const forged = "203.0.113.66";

before(async () => {
  stage = await setStage();
  server = await stage.home.start();
  authority = await makeAuthority(host);
  const upstream = `127.0.0.1:${server.port}`;
  proxies.caddy = await startCaddy(upstream, authority);
  proxies.nginx = await startNginx(upstream, authority);
  proxies.bare = await startNginx(upstream, authority, { bare: true });
});

after(async () => {
  for (const proxy of Object.values(proxies)) await proxy.close();
  await authority.remove();
  await stage.end();
});

/** `direct` is a machine of another network that reaches the port itself: not trusted. */
function door(name: string): Door {
  return name === "direct" ? { port: server.port } : { port: proxies[name]?.port ?? 0, ca: authority.ca };
}

async function echo(name: string, headers: Record<string, string> = {}): Promise<EchoReply> {
  const answer = await ask({
    ...door(name),
    from: visitor,
    path: "/v1/owner/echo",
    headers: { authorization: `Bearer ${ownerToken}`, ...headers },
  });
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text) as EchoReply;
}

const forgeries: Record<string, string>[] = [
  {},
  { "cf-connecting-ip": forged },
  { "x-forwarded-for": forged },
  { "x-forwarded-for": `${forged}, 127.0.0.1` },
  { forwarded: `for=${forged}` },
  { "cf-connecting-ip": forged, "cf-connecting-ipv6": "2001:db8::66", "true-client-ip": forged, "x-real-ip": forged },
];

for (const name of ["caddy", "nginx", "direct"])
  for (const headers of forgeries)
    test(`${name}: a visitor who sends ${Object.keys(headers).join(", ") || "nothing"} is counted as themselves`, async () => {
      assert.equal((await echo(name, headers)).address, visitor);
    });

for (const headers of forgeries) {
  // The control: this is what the doctor must find.
  const seen = "x-forwarded-for" in headers ? forged : null;
  test(`a bare proxy_pass with ${Object.keys(headers).join(", ") || "nothing"} says ${seen ?? "nobody's address"}`, async () => {
    assert.equal((await echo("bare", headers)).address, seen);
    assert.equal((await takeTicket(door("bare"), visitor, headers)).status, seen === null ? 400 : 201);
  });
}

test("one address gets its twenty tickets, and no more for new names", async () => {
  for (const [n, name] of ["caddy", "nginx"].entries()) {
    const from = `127.0.1.${n + 1}`;
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, last) =>
        takeTicket(door(name), from, {
          "x-forwarded-for": `198.51.100.${last}`,
          "cf-connecting-ip": `198.51.100.${last}`,
        }),
      ),
    );
    const counted = Object.groupBy(answers, ({ status }) => String(status));
    assert.equal(counted[201]?.length, 20, name);
    assert.equal(counted[429]?.length, 5, name);
  }
});

test("the Worker sees the host and the scheme that were asked", async () => {
  for (const name of ["caddy", "nginx"]) {
    const { scheme, host: seen } = await echo(name);
    assert.equal(`${scheme}://${seen}`, `https://${host}`, name);
  }
});

test("the widget comes through as it was compressed at build time", async () => {
  const straight = await ask({ port: server.port, path: "/widget.js", headers: { "accept-encoding": "br" } });
  for (const name of ["caddy", "nginx"]) {
    const { headers, text } = await ask({
      ...door(name),
      path: "/widget.js",
      headers: { "accept-encoding": "br, gzip" },
    });
    assert.equal(headers["content-encoding"], "br", name);
    assert.equal(text, straight.text, name);
  }
});
