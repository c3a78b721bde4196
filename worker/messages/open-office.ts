/** Puts the desk's post office together with what it asks: the Ledger, the buttons, the provider, Telegram. */
import type { ButtonsRecord } from "../buttons/buttons-record.ts";
import { hookSecret, type Keys } from "../crypto.ts";
import { callPages } from "../ledger/told/call-pages.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Remote } from "../remote.ts";
import { readSettings, type Settings, type Vars } from "../settings.ts";
import { createSipnet } from "../sipnet/client.ts";
import type { Sql, StoredValues } from "../storage.ts";
import { callBack } from "./call-back.ts";
import { CalledNumber } from "./called-number.ts";
import { post } from "./channels/post.ts";
import type { Failure } from "./failure.ts";
import { Office } from "./office.ts";
import { PushKeys } from "./push/push-key.ts";
import type { ReceiverChange, Saved } from "./receiver-store.ts";
import { ChatStore } from "./telegram/chat-store.ts";
import { Conversation } from "./telegram/conversation.ts";
import { newId, Switchboard } from "./telegram/switchboard.ts";
import { Watch } from "./watch.ts";

export interface OfficeSurroundings {
  env: Vars;
  sql: Sql;
  values: StoredValues;
  keys(): Promise<Keys>;
  ledger(): Remote<Ledger>;
  buttons(): Remote<ButtonsRecord>;
  publicUrl(): string | null;
  mayAnswer(person: string): boolean;
  note(person: string, act: string): void;
}

export interface OpenOffice {
  office: Office;
  chats: ChatStore;
  switchboard: Switchboard;
  push: PushKeys;
  /** Puts these in the place of all receivers; a bot's name is asked of Telegram first. */
  save(changes: readonly ReceiverChange[], version: number | null): Promise<Saved | { refused: Failure }>;
}

export function openOffice(around: OfficeSurroundings): OpenOffice {
  const settings = readSettings(around.env);
  const chats = new ChatStore(around.sql);
  const number = new CalledNumber({ ...around, sipnet: sipnetOf(settings), countries: settings.countries });
  const push = new PushKeys(around.values, async () => (await around.keys()).message);
  const office = officeOf(around, settings, { chats, number, push });
  const letterKey = async () => (await around.keys()).letter;
  const switchboard: Switchboard = new Switchboard({
    ...around,
    chats,
    receivers: office.receivers,
    letterKey,
    conversation: new Conversation({
      ...around,
      chats,
      newId,
      hashCode: (code) => switchboard.hashCode(code),
      settle: async (call) => void (await around.ledger().reports.settleMissed(call)),
      callBack: async (tap, from) => {
        const to = await number.find(tap.number);
        if (to === null) return "noNumber";
        return callBack(dialling(around, settings), { key: `chat ${tap.id}`, button: tap.button, from, to });
      },
    }),
  });
  return {
    office,
    chats,
    switchboard,
    push,
    save: (changes, version) => save(changes, version, { office, chats, switchboard }),
  };
}

function officeOf(
  around: OfficeSurroundings,
  settings: Settings,
  { chats, number, push }: { chats: ChatStore; number: CalledNumber; push: PushKeys },
): Office {
  const { values, keys, ledger, buttons } = around;
  const watch = new Watch({
    values,
    sipnet: sipnetOf(settings),
    hookUrl: async () => {
      const url = around.publicUrl();
      return url && `${url}/v1/hooks/sipnet/${hookSecret(await keys())}`;
    },
    settings: () => ledger().safety.settings(),
    callsBetween: (fromMs, toMs) => callPages(ledger().reports, fromMs, toMs),
  });
  return new Office({
    ...around,
    chats,
    watch,
    toldSince: (ms) => ledger().reports.toldSince(ms),
    remindersSince: (ms) => ledger().reports.remindersSince(ms),
    textOf: async (cid) => (await buttons().find(cid))?.button.text ?? "",
    stillWaits: (call) => ledger().reports.stillWaits(call),
    phoneOf: async (row) => (row.number === null ? null : number.find(row.number, row.sealed)),
    zone: async () => (await around.ledger().safety.settings()).zone,
    link: () => {
      const url = around.publicUrl();
      return url && `${url}/console/#/calls/missed`;
    },
    post: (letter, { id, kind }, secrets, row) => {
      const of = row?.call && row.number ? { call: row.call, number: row.number } : null;
      return post(letter, { receiver: id, kind, secrets, chats, push, of, ownHosts: ownHosts(around) });
    },
  });
}

function dialling({ buttons, ledger }: OfficeSurroundings, { countries }: Settings) {
  return {
    countries,
    findButton: (cid: string) => buttons().find(cid),
    placeCall: (request: Parameters<Ledger["calls"]["placeOwnerCall"]>[0]) => ledger().calls.placeOwnerCall(request),
  };
}

async function save(
  changes: readonly ReceiverChange[],
  version: number | null,
  { office, chats, switchboard }: Pick<OpenOffice, "office" | "chats" | "switchboard">,
): Promise<Saved | { refused: Failure }> {
  const named: ReceiverChange[] = [];
  for (const change of changes) {
    const token = change.kind === "telegram" ? change.secrets?.token : undefined;
    const bot = token === undefined ? null : await switchboard.meet(token);
    if (bot && "why" in bot) return { refused: bot };
    named.push(bot ? { ...change, place: bot.name } : change);
  }
  const before = office.receivers.all();
  const saved = await office.replaceReceivers(named, newId, version);
  if (!("receivers" in saved)) return saved;
  for (const { id } of before.filter((each) => office.receivers.find(each.id) === null)) chats.drop("receiver", id);
  await switchboard.subscribeAll();
  return saved;
}

/** Hosts under which this Worker was asked, or is known to be reached. */
function ownHosts({ values, publicUrl }: OfficeSurroundings): string[] {
  const url = publicUrl();
  const known = values.get<string[]>("ownHosts", []);
  return url === null ? known : [...known, new URL(url).hostname];
}

function sipnetOf({ sipnetUrl: url, credentials }: Settings) {
  return createSipnet({ url, credentials, fetch: (input, init) => fetch(input, init), maxBytes: 4_194_304 });
}
