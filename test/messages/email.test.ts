/** An owner who reads mail hears of a missed call by mail: encrypted, once, and never in the way of a call. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { TestReply } from "../../worker/contract/owner-messages.ts";
import { forEver, hangUp, PaperMail } from "../stand-ins/paper-mail.ts";
import { mailServers } from "../stand-ins/sockets-in-node.ts";
import { noon } from "../worker/wishes.ts";
import { Firm } from "./office.ts";

const minuteMs = 60_000;
const email = {
  kind: "email",
  host: "smtp.mail.example",
  port: 465,
  username: "shop@mail.example",
  password: "pässword",
  from: "shop@mail.example",
  to: "owner@mail.example",
};
let firm: Firm;
let server: PaperMail;

beforeEach(() => {
  firm = new Firm();
  server = new PaperMail();
  mailServers.clear();
  mailServers.set("smtp.mail.example:465", server);
  mailServers.set("smtp.mail.example:587", server);
});

function read(text = ""): { head: Map<string, string>; body: string } {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const lines = head.replaceAll("\r\n ", "").split("\r\n");
  const decoded = (words: string) =>
    words.replace(/=\?utf-8\?B\?(.*?)\?=/g, (_all, piece: string) => Buffer.from(piece, "base64").toString());
  return {
    head: new Map(lines.map((line) => [line.split(": ", 1)[0] ?? "", decoded(line.slice(line.indexOf(": ") + 2))])),
    body: Buffer.from(body, "base64").toString(),
  };
}

async function tryOut(): Promise<TestReply> {
  const [receiver] = await firm.tell({ ...email, port: 587 });
  const tried = firm.ask<TestReply>("POST", `/receivers/${receiver?.id}/test`);
  await firm.worker.passTime(20_000);
  return (await tried).body;
}

for (const port of [465, 587])
  test(`a missed call is told by mail over ${port}, masked, and nothing secret is said in the clear`, async () => {
    await firm.tell({ ...email, port });
    await firm.miss("+79161234567");
    const [mail] = server.taken;
    assert.deepEqual([mail?.from, mail?.to, server.taken.length], ["<shop@mail.example>", "<owner@mail.example>", 1]);
    const { head, body } = read(mail?.text);
    assert.match(head.get("Subject") ?? "", /^Пропущенный звонок/);
    assert.equal(head.get("From"), "Звонки с сайта <shop@mail.example>");
    assert.match(head.get("Message-ID") ?? "", /^<msg_[\w-]{22}@mail\.example>$/);
    assert.match(head.get("Date") ?? "", /^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000$/);
    assert.match(body, /\+7916\*\*\*4567/);
    assert.doesNotMatch(`${mail?.text} ${body}`, /9161234567/);
    const clear = server.heard.filter(({ encrypted }) => !encrypted).map(({ line }) => line.split(" ")[0]);
    assert.deepEqual(clear, port === 465 ? [] : ["EHLO", "STARTTLS"]);
    assert.ok(
      server.heard.some(({ line }) => line === `AUTH PLAIN ${btoa("\0shop@mail.example\0p\u00c3\u00a4ssword")}`),
    );
    const [delivery] = await firm.deliveries();
    assert.equal(delivery?.state, "delivered");
  });

for (const [zone, shown] of [
  ["Europe/Moscow", "13:00"],
  ["Asia/Vladivostok", "20:00"],
] as const)
  test(`a call for later is told by the owner's own clock: ${zone}`, async () => {
    assert.equal((await firm.ask("PUT", "/settings", { zone })).status, 200);
    await firm.tell(email);
    await firm.visitor(undefined, { at: new Date(noon + 60 * minuteMs).toISOString() });
    await firm.worker.passTime(minuteMs);
    const { body } = read(server.taken[0]?.text);
    assert.deepEqual(body.match(/\d\d:\d\d/g), [shown]);
  });

test("a number goes whole or not at all where the owner says so, and links only lead to the console", async () => {
  await firm.tell({ ...email, number: "whole" }, { ...email, number: "link", to: "other@mail.example" });
  await firm.miss("+79161234567");
  const bodyFor = (to: string) => read(server.taken.find((each) => each.to === `<${to}>`)?.text).body;
  const [whole, link] = [bodyFor(email.to), bodyFor("other@mail.example")];
  assert.match(whole, /\+79161234567/);
  assert.doesNotMatch(link, /\+7916/);
  for (const body of [whole, link])
    for (const [url] of body.matchAll(/https?:\S+/g)) assert.match(url, /\/console\/#|shop\.example\/sofas$/);
});

test("a server that signs in by its own two questions is answered them", async () => {
  server.offers = ["AUTH LOGIN"];
  await firm.tell(email);
  await firm.miss();
  assert.equal(server.taken.length, 1);
  const said = server.heard.map(({ line }) => line);
  assert.deepEqual(said.slice(said.indexOf("AUTH LOGIN"), said.indexOf("AUTH LOGIN") + 2), [
    "AUTH LOGIN",
    btoa("shop@mail.example"),
  ]);
});

test("nothing that a stranger wrote becomes a line of a mail's head, or its end", async () => {
  const odd = "Call\r\nBcc: thief@evil.example\r\n\r\n.\r\nMAIL FROM:<x>\u2028🛋".repeat(3);
  await firm.tell(email);
  await firm.ask("PUT", "/buttons/D6VZ0000000000000000000000000ZG4", { text: odd.slice(0, 60) });
  await firm.visitor(undefined, { page: "https://shop.example/a%0d%0aBcc:%20thief@evil.example" });
  await firm.worker.passTime(minuteMs);
  assert.equal(server.taken.length, 1);
  const names = [...read(server.taken[0]?.text).head.keys()];
  const known = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"];
  assert.deepEqual(names, [...known, "Content-Type", "Content-Transfer-Encoding"]);
  assert.ok(server.taken[0]?.text.split("\r\n").every((line) => line.length <= 78 && !line.startsWith(".")));
});

const refused: [what: string, receiver: object][] = [
  ["another port", { port: 25 }],
  ["an address in the place of a name", { host: "192.0.2.1" }],
  ["this machine", { host: "localhost" }],
  ["this Worker itself", { host: "calls.example" }],
  ["a name with a line break", { host: "smtp.mail.example\r\nX" }],
  ["a recipient with a line break", { to: "a@mail.example>\r\nRCPT TO:<b@mail.example" }],
  ["a recipient with a name", { to: "Anna <a@mail.example>" }],
  ["two recipients", { to: "a@mail.example,b@mail.example" }],
  ["a sender that is no address", { from: "shop" }],
  ["no password", { password: undefined }],
  ["no recipient", { to: undefined }],
];

for (const [what, change] of refused)
  test(`is not kept: ${what}`, async () => {
    const { status } = await firm.ask("PUT", "/receivers", { receivers: [{ ...email, ...change }] });
    assert.equal(status, 400);
  });

test("names of any alphabet are taken as mail servers know them, and what only looks like an address is not", async () => {
  const idn = { from: "o'brien+shop@Пример.рф", to: "info@почта.рф" };
  const [kept] = await firm.tell({ ...email, ...idn });
  assert.equal(kept?.place, "info@xn--80a1acny.xn--p1ai");
  await firm.miss();
  assert.equal(server.taken[0]?.to, "<info@xn--80a1acny.xn--p1ai>");
  const { head } = read(server.taken[0]?.text);
  assert.match(head.get("From") ?? "", /<o'brien\+shop@xn--e1afmkfd\.xn--p1ai>$/);
  for (const to of [
    "инфо@почта.рф",
    "a@b.example/x",
    "a@b.example:25",
    "a@u:p@b.example",
    "a@b。example x",
    "a@[192.0.2.1]",
  ])
    assert.equal((await firm.ask("PUT", "/receivers", { receivers: [{ ...email, to }] })).status, 400, to);
});

test("the password is never answered back nor kept in the clear, and another server is not sent it", async () => {
  const [kept] = await firm.tell(email);
  assert.equal(kept?.place, "owner@mail.example");
  const { body } = await firm.ask<object>("GET", "/receivers");
  const rests = [...firm.worker.databases.values()].map((database) =>
    JSON.stringify(database.prepare("SELECT * FROM sqlite_master").all()),
  );
  assert.doesNotMatch(JSON.stringify([body, rests]), /pässword/);
  const moved = { id: kept?.id, kind: "email", host: "smtp.evil.example", port: 465 };
  assert.equal((await firm.ask("PUT", "/receivers", { receivers: [moved] })).status, 400);
  const [renamed] = await firm.tell({ id: kept?.id, kind: "email", to: "new@mail.example" });
  assert.equal(renamed?.place, "new@mail.example");
  await firm.miss();
  assert.equal(server.taken[0]?.to, "<new@mail.example>", "by the same server, with the password that is kept");
});

const troubles: [what: string, why: string, make: (server: PaperMail) => void][] = [
  ["nobody is there", "no-connection", () => mailServers.clear()],
  ["the certificate is another's", "no-connection", (each) => (each.trouble = "proxy request failed")],
  ["it offers no encryption", "no-tls", (each) => (each.offersTls = false)],
  [
    "somebody says more before the encryption",
    "no-tls",
    (each) => (each.reply = (line, usual) => (line === "STARTTLS" ? `${usual}250 well\r\n` : usual)),
  ],
  [
    "the password is wrong",
    "credentials",
    (each) => (each.reply = (line, usual) => (line.startsWith("AUTH") ? "535 5.7.8 no\r\n" : usual)),
  ],
  ["it has no sign-in", "no-sign-in", (each) => (each.offers = [])],
  [
    "the sender is not theirs",
    "sender",
    (each) => (each.reply = (line, usual) => (line.startsWith("MAIL") ? "553 no\r\n" : usual)),
  ],
  [
    "there is no such mailbox",
    "mailbox",
    (each) => (each.reply = (line, usual) => (line.startsWith("RCPT") ? "550 no\r\n" : usual)),
  ],
  ["it takes it for spam", "refused", (each) => (each.reply = (line, usual) => (line === "." ? "554 no\r\n" : usual))],
  ["it is busy", "later", (each) => (each.reply = () => "421 later\r\n")],
  ["it is no mail server", "not-mail", (each) => (each.reply = () => "HTTP/1.1 400 Bad Request\r\n\r\n")],
  ["it says nothing", "timeout", (each) => (each.reply = () => "")],
  ["it hangs at the end", "timeout", (each) => (each.reply = (line, usual) => (line === "." ? "" : usual))],
  ["it hangs up", "hung-up", (each) => (each.reply = (line, usual) => (line.startsWith("AUTH") ? hangUp : usual))],
  [
    "it talks for ever",
    "too-long",
    (each) => (each.reply = (line, usual) => (line.startsWith("EHLO") ? forEver : usual)),
  ],
];

for (const [what, why, make] of troubles)
  test(`a test of the receiver says in words why it failed: ${what}`, async () => {
    make(server);
    const reply = await tryOut();
    assert.deepEqual([reply.delivered, reply.why], [false, why]);
    assert.match(reply.words, /^[A-Z].+\.(?: \(\w+\))?$/);
    assert.doesNotMatch(reply.words, /pässword/);
  });

test("control: where nothing is wrong, a test arrives and says that it is none", async () => {
  const reply = await tryOut();
  assert.equal(reply.delivered, true);
  assert.match(read(server.taken[0]?.text).body, /Это проверка/);
});

for (const [what, , make] of troubles.slice(11))
  test(`calls are not touched, and the mail arrives later, once by its id: ${what}`, async () => {
    await firm.tell({ ...email, events: ["call.missed"] });
    make(server);
    await firm.miss();
    await firm.worker.passTime(minuteMs);
    const [waiting] = await firm.deliveries();
    assert.equal(waiting?.state, "waiting");
    assert.ok((waiting?.tries ?? 0) >= 2);
    server.reply = (_line, usual) => usual;
    await firm.worker.passTime(15 * minuteMs);
    const [delivery] = await firm.deliveries();
    assert.equal(delivery?.state, "delivered");
    const ids = server.taken.map(({ text }) => read(text).head.get("Message-ID"));
    assert.deepEqual([...new Set(ids)].slice(1), [], server.taken.map(({ text }) => text).join());
  });
