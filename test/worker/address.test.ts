import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, visitorAddress } from "../../worker/http/client-address.ts";

const readable: [given: string, prefixes: string[]][] = [
  ["203.0.113.7", ["4/203.0.113.7"]],
  ["0.0.0.0", ["4/0.0.0.0"]],
  ["2001:db8:1:2a3::1", ["2001:db8:1:200/56", "2001:db8:1:2a3/64", "2001:db8:1/48"]],
  ["2001:DB8:0001:02a3:0:0:0:9", ["2001:db8:1:200/56", "2001:db8:1:2a3/64", "2001:db8:1/48"]],
  ["::1", ["0:0:0:0/56", "0:0:0:0/64", "0:0:0/48"]],
  ["::ffff:203.0.113.7", ["4/203.0.113.7"]],
  ["::ffff:cb00:7107", ["4/203.0.113.7"]],
];

for (const [given, [net, net64, net48]] of readable) {
  test(`the address ${given} is counted as ${net}`, () => {
    const address = readAddress(given);
    assert.equal(address?.net, net);
    if (address?.kind === "ipv6") assert.deepEqual([address.net64, address.net48], [net64, net48]);
    else assert.equal(net64, undefined);
  });
}

const unreadable = [
  "",
  "unknown",
  "256.1.1.1",
  "1.2.3",
  "1.2.3.4.5",
  "01.2.3.4",
  "0x7f.1.1.1",
  "1.2.3.4, 5.6.7.8",
  " 1.2.3.4",
  "1.2.3.4:80",
  "[::1]",
  "::1%eth0",
  "1::2::3",
  "2001:db8::g",
  "::1/64",
  "::1]@evil",
  "2001:db8:1:2:3:4:5:6:7",
  "a".repeat(50),
];

for (const given of unreadable) {
  test(`the address "${given.slice(0, 24)}" is refused, not guessed`, () => assert.equal(readAddress(given), null));
}

test("a request without an address is refused", () => {
  assert.equal(readAddress(undefined), null);
  assert.equal(readAddress(null), null);
});

const behindPseudoIpv4: [what: string, ip: string, ipv6: string | undefined, net: string | undefined][] = [
  [
    "an IPv6 visitor behind Pseudo IPv4 is counted as what they are",
    "240.1.2.3",
    "2001:db8:1:2a3::1",
    "2001:db8:1:200/56",
  ],
  ["and however often the invented address changes", "255.9.8.7", "2001:db8:1:2a3::2", "2001:db8:1:200/56"],
  ["an invented address without the true one beside it is refused", "241.0.0.1", undefined, undefined],
  ["and so is one with another IPv4 address beside it", "241.0.0.1", "203.0.113.7", undefined],
  ["an ordinary IPv4 visitor can't be another by a header more", "203.0.113.7", "2001:db8::1", "4/203.0.113.7"],
];

for (const [what, ip, ipv6, net] of behindPseudoIpv4) {
  test(what, () => {
    const headers: Record<string, string | undefined> = { "CF-Connecting-IP": ip, "CF-Connecting-IPv6": ipv6 };
    assert.equal(visitorAddress((name) => headers[name])?.net, net);
  });
}
