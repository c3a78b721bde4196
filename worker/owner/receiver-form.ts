/** What the owner may say of a receiver, and how it is kept: `kind` and what that kind needs is enough. */
import * as v from "valibot";
import { messageTypes, type MessageType, type ReceiverKind } from "../contract/owner-messages.ts";
import { isBitrixAddress } from "../messages/channels/bitrix24.ts";
import { mostReceivers, type ReceiverChange } from "../messages/receiver-store.ts";
import type { Secrets } from "../messages/secrets.ts";
import { isAllowed } from "../messages/channels/send.ts";
import { encryptionFor } from "../messages/email/email.ts";
import { hostNamed, mailAddress } from "../messages/email/mail.ts";
import { isSubscriber } from "../messages/push/encrypt.ts";
import { isPushEndpoint } from "../messages/push/push.ts";
import { isSecret } from "../messages/channels/webhook.ts";
import { isZone } from "../time/wall-clock.ts";

const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));
const filled = (most: number) => v.pipe(text(most), v.minLength(1, "must not be empty"));
const clock = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be HH:MM"));
const zone = v.pipe(v.string(), v.check(isZone, "must be a zone such as Europe/Moscow"));
const listOf = <Item extends v.GenericSchema>(item: Item, most: number) => v.pipe(v.array(item), v.maxLength(most));

const rules = {
  id: v.optional(filled(64)),
  name: v.optional(text(60), ""),
  on: v.optional(v.boolean(), true),
  events: v.optional(listOf(v.picklist(messageTypes), messageTypes.length)),
  buttons: v.optional(listOf(filled(64), 300), []),
  quiet: v.optional(
    v.nullable(v.strictObject({ from: clock, to: clock, zone: v.optional(zone, "Europe/Moscow") })),
    null,
  ),
  waitS: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600)), 0),
  number: v.optional(v.picklist(["whole", "masked", "link"]), "masked"),
  lang: v.optional(v.picklist(["ru", "en"]), "ru"),
};

/** Shown back by the Worker; what is sent with them changes nothing. */
const shown = { place: v.optional(v.string()), ended: v.optional(v.boolean()), chats: v.optional(v.unknown()) };

/** What a browser answers when it is asked to subscribe, of its own push service only. */
const subscription = v.object({
  endpoint: v.pipe(text(2_048), v.check(isPushEndpoint, "must be of a browser's push service")),
  keys: v.pipe(v.object({ p256dh: text(200), auth: text(60) }), v.check(isSubscriber, "must be a browser's keys")),
});

/** @param ownHosts nothing may be sent to this Worker itself */
export function receiversForm(ownHosts: readonly string[]) {
  const address = v.pipe(
    text(2_048),
    v.check((url) => isAllowed(url, ownHosts), "must be https on port 443, without a password, and not this Worker"),
  );
  const secret = v.pipe(v.string(), v.check(isSecret, "must be whsec_ and 24 to 64 bytes of base64"));
  const kinds = v.variant("kind", [
    v.strictObject({
      ...rules,
      ...shown,
      kind: v.literal("webhook"),
      url: v.optional(address),
      secret: v.optional(secret),
      rotate: v.optional(v.boolean(), false),
    }),
    v.strictObject({
      ...rules,
      ...shown,
      kind: v.literal("bitrix24"),
      url: v.optional(v.pipe(address, v.check(isBitrixAddress, "must be an incoming webhook: https://…/rest/1/key/"))),
    }),
    v.strictObject({
      ...rules,
      ...shown,
      kind: v.literal("telegram"),
      token: v.optional(
        v.pipe(text(100), v.regex(/^\d{3,15}:[\w-]{20,60}$/, "must be a bot's token, as BotFather gives it")),
      ),
    }),
    emailForm(ownHosts),
    v.strictObject({ ...rules, ...shown, kind: v.literal("push"), subscription: v.optional(subscription) }),
  ]);
  return v.strictObject({
    version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    receivers: listOf(kinds, mostReceivers),
  });
}

/** A mailbox to send from; who changes the server or the name there says the password anew. */
function emailForm(ownHosts: readonly string[]) {
  const address = v.pipe(
    text(254),
    v.check((written) => mailAddress(written) !== null, "must be a plain mail address"),
    v.transform((written) => mailAddress(written) ?? written),
  );
  return v.pipe(
    v.strictObject({
      ...rules,
      ...shown,
      kind: v.literal("email"),
      host: v.optional(
        v.pipe(
          filled(253),
          v.transform((written) => hostNamed(written) ?? written),
        ),
      ),
      port: v.optional(v.pipe(v.union([v.number(), v.pipe(v.string(), v.trim(), v.toNumber())]), v.integer())),
      username: v.optional(filled(254)),
      password: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
      from: v.optional(address),
      to: v.optional(address),
    }),
    v.forward(
      v.partialCheck(
        [["host"], ["port"], ["username"], ["password"]],
        ({ host, port, username, password }) =>
          new Set([host, port, username, password].map((each) => each === undefined)).size === 1,
        "is given together with port, username and password",
      ),
      ["host"],
    ),
    v.forward(
      v.partialCheck(
        [["host"], ["port"]],
        ({ host = "", port = 0 }) => host === "" || encryptionFor({ host, port }, ownHosts) !== null,
        "must be a name, with port 465 or 587, and not this Worker",
      ),
      ["host"],
    ),
    v.check(
      ({ id, host, from, to }) => id !== undefined || ![host, from, to].includes(undefined),
      "email: host, port, username, password, from and to are needed",
    ),
  );
}

type Entry = v.InferOutput<ReturnType<typeof receiversForm>>["receivers"][number];

/** What people are told of unless they choose; a program is told of everything. */
const usual: MessageType[] = ["call.missed", "call.scheduled", "call.failed", "trouble.raised", "trouble.cleared"];
const usualOf: Record<ReceiverKind, MessageType[]> = {
  telegram: usual,
  email: usual,
  push: usual,
  webhook: [...messageTypes],
  bitrix24: ["call.missed", "call.scheduled", "call.failed"],
};

export function changeOf(entry: Entry): ReceiverChange {
  const { id, kind, name, on, events, buttons, quiet, waitS, number, lang } = entry;
  const secrets = secretsIn(entry);
  const address = secrets?.url ?? secrets?.endpoint;
  return {
    id,
    kind,
    on,
    buttons,
    quiet,
    waitS,
    number,
    lang,
    name,
    events: events ?? usualOf[kind],
    secrets,
    place: secrets?.to ?? (address === undefined ? "" : new URL(address).host),
    ...(entry.kind === "webhook" && entry.rotate ? { rotate: true } : {}),
  };
}

const secretNames = [
  "url",
  "secret",
  "token",
  "host",
  "port",
  "username",
  "password",
  "from",
  "to",
  "endpoint",
  "p256dh",
  "auth",
];

/** Null where nothing was given, so that what is kept stays. */
function secretsIn(entry: Entry): Secrets | null {
  const pushed = entry.kind === "push" ? entry.subscription : undefined;
  const given = Object.entries({ ...entry, endpoint: pushed?.endpoint, ...pushed?.keys }).filter(
    ([name, value]) => secretNames.includes(name) && value !== undefined && value !== "",
  );
  return given.length === 0 ? null : Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
