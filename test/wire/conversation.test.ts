/**
 * Some networks cut a connection after 16 KB. The script may lie on the page's own site; a visitor's whole conversation
 * with the Worker besides, from handshake to goodbye, takes half of that at most, so that it fits twice.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../support/words.ts";
import type { CountingProxy, Part } from "./counting-proxy.ts";
import { converse, stage, visitorPhone, wantMore } from "./stage.ts";

const mostBytes = 8_192;

test(`everything but the script of a whole call with five changes of state fits ${mostBytes} bytes`, async (t) => {
  const { proxy, visitor, phones } = await stage(t);
  const heard = await converse(visitor, phones);
  await visitor.leave();
  t.diagnostic(tableOf(proxy.parts()));
  t.diagnostic(`changes: ${heard.join(", ")}`);
  assert.ok(heard.length >= 5, "five changes at least");
  assert.equal(proxy.connections(), 1, "one connection carries all of it");
  const changes = proxy.parts().filter(({ name }) => name.includes("/events"));
  assert.equal(changes.length, 1, "one stream carries every change");
  assertFits(proxy);
});

test(`the same with five stars for the call fits ${mostBytes} bytes`, async (t) => {
  const { proxy, visitor, phones } = await stage(t);
  await converse(visitor, phones);
  await visitor.page.locator("#inline >>> [part=rating] button:last-child").click();
  await visitor.page.waitForSelector("#inline >>> [part=rating]", { hidden: true });
  await visitor.leave();
  t.diagnostic(tableOf(proxy.parts()));
  assertFits(proxy);
});

test(`a call for later, asked for and taken back, fits ${mostBytes} bytes`, async (t) => {
  const { proxy, visitor } = await stage(t);
  await visitor.press();
  await wantMore(visitor);
  await (await visitor.page.waitForSelector("#inline >>> .times label:nth-child(3)"))?.click();
  await visitor.ask(`+${visitorPhone}`);
  await visitor.reads(en.scheduled);
  await wantMore(visitor);
  await visitor.reads(en.cancelled);
  await visitor.leave();
  t.diagnostic(tableOf(proxy.parts()));
  assertFits(proxy);
});

test(`a call to one of two departments fits ${mostBytes} bytes`, async (t) => {
  const { proxy, visitor, phones } = await stage(t, { choose: ({ shop, workshop }) => `${shop} ${workshop}` });
  await visitor.press();
  await visitor.page.waitForSelector("#inline >>> select");
  await converse(visitor, phones);
  await visitor.leave();
  t.diagnostic(tableOf(proxy.parts()));
  assertFits(proxy);
});

/** The script and what it loads later: these may lie on the page's own site, and the build has their limit. */
const isScript = ({ name }: Part): boolean => name.endsWith(".js");

const bytesOf = (parts: Part[]): number => parts.reduce((all, { bytes }) => all + bytes, 0);

function assertFits(proxy: CountingProxy): void {
  assert.ok(proxy.parts().some(isScript), "the script came over the same connection");
  const besides = bytesOf(proxy.parts().filter((part) => !isScript(part)));
  assert.ok(besides <= mostBytes, `${besides} bytes received besides the script`);
}

function tableOf(parts: Part[]): string {
  const rows = [
    ...parts,
    { name: "in all", bytes: bytesOf(parts) },
    { name: "besides the script", bytes: bytesOf(parts.filter((part) => !isScript(part))) },
  ];
  return [
    "bytes received by the visitor",
    ...rows.map(({ name, bytes }) => `${String(bytes).padStart(7)}  ${name}`),
  ].join("\n");
}
