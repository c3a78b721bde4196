/** Whose request it is, on one's own server: what the kernel says, and whom it lets speak for others. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Peer, visitorAddress } from "../../worker/hosting/server/whose-request.ts";
import { readPeer, readTrustedProxies } from "../../worker/hosting/server/whose-request.ts";

const peer = (address: string): Peer => ({ kind: "address", address });
const user = (uid: number): Peer => ({ kind: "user", uid });

const rows: [what: string, trusted: string | null, from: Peer, forwardedFor: string | null, expected: string | null][] =
  [
    ["a direct visitor is who the kernel says", null, peer("203.0.113.5"), null, "203.0.113.5"],
    ["a direct visitor's own header counts nothing", null, peer("203.0.113.5"), "198.51.100.1", "203.0.113.5"],
    ["a proxy on this machine says whose it is", null, peer("127.0.0.1"), "203.0.113.5", "203.0.113.5"],
    ["so does one that came over IPv6", null, peer("::1"), "203.0.113.5", "203.0.113.5"],
    ["an IPv4-mapped loopback is loopback", null, peer("::ffff:127.0.0.1"), "203.0.113.5", "203.0.113.5"],
    ["what the client wrote before is not believed", null, peer("127.0.0.1"), "1.1.1.1, 203.0.113.5", "203.0.113.5"],
    ["trusted hops are passed over", "127.0.0.1,10.0.0.0/8", peer("127.0.0.1"), "203.0.113.5, 10.1.2.3", "203.0.113.5"],
    [
      "and no further than the first that isn't trusted",
      "127.0.0.1,10.0.0.0/8",
      peer("127.0.0.1"),
      "9.9.9.9, 203.0.113.5, 10.1.2.3",
      "203.0.113.5",
    ],
    ["a proxy that says nothing: nobody", null, peer("127.0.0.1"), null, null],
    ["only trusted hops: nobody", null, peer("127.0.0.1"), "127.0.0.9, ::1", null],
    ["a malformed last entry: nobody, never the one before", null, peer("127.0.0.1"), "203.0.113.5, unknown", null],
    ["an empty last entry: nobody", null, peer("127.0.0.1"), "203.0.113.5,", null],
    ["an entry with a port: nobody", null, peer("127.0.0.1"), "203.0.113.5:4711", null],
    ["a socket file of the proxy's user", "uid:33", user(33), "203.0.113.5", "203.0.113.5"],
    ["over a socket file even loopback is a visitor", "uid:33", user(33), "127.0.0.1", "127.0.0.1"],
    ["a socket file of anybody else: nobody", "uid:33", user(1000), "203.0.113.5", null],
    ["an address isn't trusted where only a user is", "uid:33", peer("127.0.0.1"), "203.0.113.5", "127.0.0.1"],
    ["a network in CIDR, to its last address", "192.0.2.0/25", peer("192.0.2.127"), "203.0.113.5", "203.0.113.5"],
    ["and not one further", "192.0.2.0/25", peer("192.0.2.128"), "203.0.113.5", "192.0.2.128"],
    ["IPv6 networks", "2001:db8::/33", peer("2001:db8:7fff::1"), "2001:db8:8000::1", "2001:db8:8000::1"],
    ["a visitor's IPv4-mapped address is IPv4", null, peer("127.0.0.1"), "::ffff:203.0.113.5", "203.0.113.5"],
    ["a peer that nobody knows: nobody", null, { kind: "unknown" }, "203.0.113.5", null],
  ];

for (const [what, setting, from, forwardedFor, expected] of rows)
  test(what, () => {
    const trusted = readTrustedProxies(setting);
    assert.ok(trusted);
    assert.equal(visitorAddress(from, forwardedFor, trusted), expected);
  });

test("the kernel's word is read with and without a port", () => {
  assert.deepEqual(readPeer({ clientIp: "203.0.113.5:4711" }), peer("203.0.113.5"));
  assert.deepEqual(readPeer({ clientIp: "203.0.113.5" }), peer("203.0.113.5"));
  assert.deepEqual(readPeer({ clientIp: "[2001:db8::1]:4711" }), peer("2001:db8::1"));
  assert.deepEqual(readPeer({ clientIp: "2001:db8::1" }), peer("2001:db8::1"));
  assert.deepEqual(readPeer({ clientUid: 0 }), user(0));
  assert.deepEqual(readPeer(undefined), { kind: "unknown" });
});

for (const setting of [
  "loopbak",
  "10.0.0.1/8",
  "10.0.0.0/33",
  "10.0.0/8",
  "uid:",
  "uid:root",
  "1.2.3.4/",
  "127.0.0.1,,",
  "*",
])
  test(`TRUSTED_PROXY=${setting} is refused, not guessed at`, () => assert.equal(readTrustedProxies(setting), null));

test("unset and empty both mean loopback", () => {
  assert.deepEqual(readTrustedProxies(null), readTrustedProxies("loopback"));
  assert.deepEqual(readTrustedProxies(""), readTrustedProxies("loopback"));
});

test("whatever a client writes, the last entry of the proxy is the visitor", () => {
  const trusted = readTrustedProxies("loopback");
  assert.ok(trusted);
  fc.assert(
    fc.property(
      fc.string(),
      fc.ipV4().filter((ip) => !ip.startsWith("127.")),
      (forged, real) => {
        assert.equal(visitorAddress(peer("127.0.0.1"), `${forged}, ${real}`, trusted), real);
      },
    ),
  );
});
