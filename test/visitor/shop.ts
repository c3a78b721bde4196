/** A shop whose Worker keeps its hours: what tests of calls for later, of marks and of peace begin with. */
import type { WeeklyHours } from "../../worker/contract/button.ts";
import type { Call } from "../../worker/contract/visitor.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, origin, secrets } from "../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../stand-ins/paper-provider.ts";
import { settle } from "../stand-ins/settle.ts";

/** From nine to six on workdays, but for one Thursday. */
export const workdays: WeeklyHours = {
  zone: "Europe/Moscow",
  week: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "18:00"]]])),
  holidays: ["2026-11-26"],
};

export interface Shop {
  worker: NodeWorker;
  provider: PaperProvider;
  /** Asks from the shop's page; other methods than GET send JSON. */
  ask(method: string, path: string, body?: object): Promise<Response>;
  /** Asks as the owner. */
  own(method: string, path: string, body?: object): Promise<Response>;
  callOf(id: string): Promise<Call>;
}

/** At noon on a Tuesday in Moscow. Without hours it is open round the clock. */
export async function openShop(hours: WeeklyHours | "always" = "always"): Promise<Shop> {
  // What an earlier test asked for last is on its way still, and would wake its Worker again.
  await settle();
  startOver();
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider });
  const send = (method: string, path: string, body: object | undefined, headers: Record<string, string>) =>
    worker.request(path, {
      method,
      headers: { "cf-connecting-ip": "203.0.113.7", "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const own: Shop["own"] = (method, path, body) =>
    send(method, path, body, { authorization: `Bearer ${secrets.ownerToken}` });
  const kept = await own("PUT", `/v1/owner/buttons/${cid}`, { hours });
  if (!kept.ok) throw new Error(await kept.text());
  return {
    worker,
    provider,
    own,
    ask: (method, path, body) => send(method, path, body, { origin }),
    callOf: async (id) => (await (await worker.request(`/v1/calls/${id}`)).json()) as Call,
  };
}

/** The id of a call that was granted. */
export async function idOf(answer: Response): Promise<string> {
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
