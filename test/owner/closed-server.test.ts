/** An own server that may not dial yet: the overview says so, the buttons are closed, the Health page opens them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { HealthReply } from "../../worker/contract/owner-health.ts";
import type { StatusReply } from "../../worker/contract/owner.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../stand-ins/paper-provider.ts";

const closed: [what: string, vars: Record<string, string>, trouble: string][] = [
  ["whose visitors' addresses nobody has proved", { OWN_SERVER: "yes" }, "address-unproven"],
  [
    "restored from a backup and not confirmed",
    {
      OWN_SERVER: "yes",
      RESTORED: JSON.stringify({
        id: "r",
        takenAt: "2026-11-20T00:00:00Z",
        restoredAt: "2026-11-24T00:00:00Z",
        optOuts: "0",
      }),
    },
    "restored-unconfirmed",
  ],
];

for (const [what, vars, trouble] of closed) {
  test(`an own server ${what} says so, has its buttons closed, and opens once it is settled`, async () => {
    const worker = new NodeWorker({ provider: new PaperProvider(), vars });
    const ask = async <Body>(method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" };
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
      return (await (await worker.request(path, init)).json()) as Body;
    };
    const troubles = async () => (await ask<StatusReply>("GET", "/v1/owner/status")).troubles.map(({ name }) => name);
    const isOpen = async () => (await ask<{ open: boolean }>("GET", `/v1/buttons/${cid}`)).open;
    const dialling = async () =>
      (await ask<HealthReply>("GET", "/v1/owner/health")).findings.find(({ name }) => name === "dialling")?.state;
    await ask("PUT", `/v1/owner/buttons/${cid}`, { hours: "always" });
    assert.ok((await troubles()).includes(trouble as never), trouble);
    assert.deepEqual([await isOpen(), await dialling()], [false, "wrong"]);
    await ask("POST", "/v1/owner/health/address", { by: "owner" });
    await ask("POST", "/v1/owner/health/restored", {});
    await worker.passTime(11_000);
    assert.ok(!(await troubles()).includes(trouble as never));
    assert.deepEqual([await isOpen(), await dialling()], [true, "ok"]);
  });
}

test("control: a Worker on Cloudflare has neither to settle", async () => {
  const worker = new NodeWorker({ provider: new PaperProvider() });
  const headers = { authorization: `Bearer ${secrets.ownerToken}` };
  const response = await worker.request("/v1/owner/status", { headers });
  const { troubles } = (await response.json()) as StatusReply;
  assert.ok(!troubles.some(({ name }) => name.startsWith("address") || name.startsWith("restored")));
});
