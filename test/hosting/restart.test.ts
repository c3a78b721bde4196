/** A restart and a call, seen by visitors before the proxy: nothing fails, nothing comes late. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { until } from "../support/until.ts";
import { ask, open } from "./stage/ask.ts";
import { type Authority, makeAuthority } from "./stage/authority.ts";
import { pageOrigin, type RunningServer } from "./stage/own-server.ts";
import { host, type Proxy, startCaddy, startNginx } from "./stage/proxy.ts";
import { askForCall, button, type Door, setStage, type Stage, takeTicket } from "./stage/stage.ts";

let stage: Stage;
let server: RunningServer;
let authority: Authority;
const proxies: Record<string, Proxy> = {};

before(async () => {
  stage = await setStage();
  server = await stage.home.start({ verb: "keep" });
  authority = await makeAuthority(host);
  const upstream = `127.0.0.1:${server.port}`;
  proxies.caddy = await startCaddy(upstream, authority);
  proxies.nginx = await startNginx(upstream, authority);
  await stage.owner(server.port, "POST", "/v1/owner/health/address", { by: "doctor" });
});

after(async () => {
  for (const proxy of Object.values(proxies)) await proxy.close();
  await authority.remove();
  await stage.end();
});

const door = (name: string): Door => ({ port: proxies[name]?.port ?? 0, ca: authority.ca });

test("a restart under load: no visitor's request fails", async () => {
  const load = { over: false };
  const statuses: number[] = [];
  const visitor = async (n: number) => {
    for (let i = 0; !load.over; i++) {
      const from = `127.0.${20 + n}.${1 + (i % 200)}`;
      const path = `/v1/buttons/${button}`;
      const by = door(n % 2 ? "caddy" : "nginx");
      const answers = [ask({ ...by, from, path, headers: { origin: pageOrigin } }), takeTicket(by, from)];
      for (const answer of answers) statuses.push((await answer.catch(() => ({ status: 0 }))).status);
    }
  };
  const visitors = [0, 1, 2, 3].map(visitor);
  await until(
    "load before",
    () => statuses.length,
    (count) => count > 40,
    30_000,
  );
  await restart();
  const atRestart = statuses.length;
  await until(
    "load after",
    () => statuses.length,
    (count) => count > atRestart + 40,
    30_000,
  );
  load.over = true;
  await Promise.all(visitors);
  assert.deepEqual(
    statuses.filter((status) => status !== 200 && status !== 201),
    [],
  );
});

/** As systemctl restart does: the socket stays, the server goes and comes. */
async function restart(): Promise<void> {
  const pid = () => readFileSync(join(stage.home.folder, "run/pid"), "utf8");
  const firstPid = pid();
  process.kill(Number(firstPid), "SIGTERM");
  await until("another server", pid, (now) => now !== firstPid);
}

for (const verb of ["keep", "unit"] as const)
  test(`${verb}: who had only connected when the server was told to stop is answered by the next`, async () => {
    await server.stop();
    server = await stage.home.start({ verb });
    const visitor = connect(server.port, "127.0.0.1");
    await once(visitor, "connect");
    // Who came later has been answered: the first would have been accepted long ago.
    assert.equal((await takeTicket(server, "127.0.0.51")).status, 201);
    await restart();
    const body = JSON.stringify({ button });
    const headers = `Host: ${host}\r\nX-Forwarded-For: 192.0.2.7\r\nOrigin: ${pageOrigin}\r\nConnection: close`;
    const lines = `${headers}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    visitor.end(`POST /v1/tickets HTTP/1.1\r\n${lines}\r\n\r\n${body}`);
    let answer = "";
    for await (const chunk of visitor) answer += String(chunk);
    assert.match(answer, /^HTTP\/1.1 201 /);
  });

for (const [n, name] of ["caddy", "nginx"].entries())
  test(`${name}: each state of a call reaches the visitor's page within a second`, async () => {
    const [shop, visitor] = ["74951234567", `7916123030${n}`];
    const from = `127.0.40.${n + 1}`;
    const { ticket } = JSON.parse((await takeTicket(door(name), from)).text) as { ticket: string };
    const ageMs = Date.now() + 1_600;
    await until(
      "the ticket's age",
      () => Date.now(),
      (nowMs) => nowMs > ageMs,
    );
    const asked = await askForCall(door(name), from, {
      ticket,
      phone: `+${visitor}`,
      key: `key-of-${visitor}-for-one-intent`,
    });
    assert.equal(asked.status, 202, asked.text);
    const { id } = JSON.parse(asked.text) as { id: string };
    const headers = { origin: pageOrigin, accept: "text/event-stream" };
    const [straight, proxied] = [
      await listen({ port: server.port }, id, from, headers),
      await listen(door(name), id, from, headers),
    ];
    const press = (phone: string, what: string) =>
      fetch(`${stage.simulator.url}/sim/phones/${phone}/${what}`, { method: "POST" });
    await until(
      "the shop's phone to ring",
      () => press(shop, "answer"),
      ({ ok }) => ok,
    );
    await until(
      "the visitor's phone to ring",
      () => press(visitor, "answer"),
      ({ ok }) => ok,
    );
    await until(
      "connected",
      () => proxied.seen(),
      (seen) => seen.has("connected"),
      30_000,
    );
    await until(
      "the end of talk",
      () => press(shop, "hangup"),
      ({ ok }) => ok,
    );
    await until(
      "an end",
      () => proxied.seen(),
      (seen) => seen.has("ended"),
      30_000,
    );
    for (const [state, atMs] of straight.seen()) {
      const lateMs = (proxied.seen().get(state) ?? Infinity) - atMs;
      assert.ok(lateMs < 1_000, `${state} came ${lateMs} ms late`);
    }
  });

/** When each state was first heard. */
async function listen(at: Door, id: string, from: string, headers: Record<string, string>) {
  const stream = await open({ ...at, from, path: `/v1/calls/${id}/events`, headers });
  assert.equal(stream.statusCode, 200);
  const heard = new Map<string, number>();
  stream
    .on("error", () => undefined)
    .on("data", (chunk: Buffer) => {
      for (const [, state = ""] of chunk.toString().matchAll(/"state":"([a-z-]+)"/g))
        if (!heard.has(state)) heard.set(state, Date.now());
    });
  return { seen: () => heard };
}
