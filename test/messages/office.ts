/** A shop whose owner is told of calls: what the tests of messages begin with. */
import { randomBytes } from "node:crypto";
import type { DeliveriesReply, Receiver, ReceiversReply } from "../../worker/contract/owner-messages.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, type NodeWorkerOptions, origin, secrets } from "../stand-ins/node-worker.ts";
import { addressOf } from "../stand-ins/paper-people.ts";
import { cid, PaperProvider } from "../stand-ins/paper-provider.ts";
import { PaperReceiver } from "../stand-ins/paper-receiver.ts";

export const hookUrl = "https://crm.example/calls";
const minuteMs = 60_000;
let people = 0;

/** A message that Telegram is asked to show. */
export interface Said {
  chat_id: string;
  text: string;
  reply_markup?: { inline_keyboard: { text: string; callback_data: string }[][] };
}

export class Firm {
  readonly provider = new PaperProvider();
  readonly receiver = new PaperReceiver();
  readonly telegram = new PaperReceiver();
  readonly worker: NodeWorker;

  constructor(options: Partial<NodeWorkerOptions> = {}) {
    startOver();
    this.provider.talkS = 0;
    const hosts = { "crm.example": this.receiver, "api.telegram.org": this.telegram };
    this.worker = new NodeWorker({ provider: this.provider, hosts, ...options });
  }

  async ask<Body>(method: string, path: string, body?: object): Promise<{ status: number; body: Body }> {
    const response = await this.worker.request(`/v1/owner${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secrets.ownerToken}`,
        "cf-connecting-ip": "192.0.2.9",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Body };
  }

  /** These are all the receivers from now on. */
  async tell(...receivers: object[]): Promise<Receiver[]> {
    const { status, body } = await this.ask<ReceiversReply>("PUT", "/receivers", { receivers });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.receivers;
  }

  async deliveries(): Promise<DeliveriesReply["deliveries"]> {
    return (await this.ask<DeliveriesReply>("GET", "/deliveries")).body.deliveries;
  }

  /** Somebody new asks to be called; the id of the call. */
  async visitor(phone = `+7916${String(1_000_000 + (people += 1) * 10_007)}`, more: object = {}): Promise<string> {
    const headers = { origin, "content-type": "application/json", "cf-connecting-ip": addressOf(500_000 + people) };
    const post = (path: string, body: object, further: Record<string, string> = {}) =>
      this.worker.request(path, { method: "POST", headers: { ...headers, ...further }, body: JSON.stringify(body) });
    const { ticket } = (await (await post("/v1/tickets", { button: cid })).json()) as { ticket: string };
    await this.worker.passTime(2_000);
    const key = randomBytes(18).toString("base64url");
    const wish = { button: cid, phone, ticket, page: "https://shop.example/sofas?utm=secret", ...more };
    const answer = await post("/v1/calls", wish, { "idempotency-key": key });
    if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  }

  /** Somebody asks and is not reached; the call is over. */
  async miss(phone?: string): Promise<string> {
    const id = await this.visitor(phone);
    await this.worker.passTime(minuteMs);
    return id;
  }
}
