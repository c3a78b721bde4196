/** A viewer and a manager at the console: what their role allows them, and what it does not. */
import type { Objects } from "./platform/objects.ts";
import type { Scheduler } from "./platform/scheduler.ts";
import { address as ownAddress } from "./platform/cloud.ts";
import { acts, phones, roles, type Step } from "./history.ts";
import type { People, Reply } from "./people.ts";
import { cids, ownerPhones } from "./provider/sipnet.ts";
import { granted, type Seen, type Told } from "./seen.ts";

type Of<Kind extends Step["do"]> = Extract<Step, { do: Kind }>;

type Act = (typeof acts)[number];

const ofManagers: readonly Act[] = ["call back", "done", "take", "look"];

/** A session of a person; how they came to it (a passkey) is another test's. */
interface Signed {
  person: string;
  token: string;
  usedMs: number;
}

interface Desk {
  invite(name: string, role: string): Promise<{ person: { id: string }; invitation: string } | null>;
  accept(invitation: string, passkey: object, name: string): Promise<boolean>;
  open(person: string, passkey: string): Promise<string>;
}

/** So long a session may rest. */
const idleMs = 25 * 60_000;

export class Colleagues {
  readonly #objects: Objects;
  readonly #people: People;
  readonly #world: Scheduler;
  readonly #seen: Seen;
  readonly #signed = new Map<string, Signed>();
  /** Sessions of those who were removed. */
  readonly #dismissed = new Map<string, Signed>();

  constructor(objects: Objects, people: People, world: Scheduler, seen: Seen) {
    this.#objects = objects;
    this.#people = people;
    this.#world = world;
    this.#seen = seen;
  }

  /** One act in a role; somebody who was removed tries the same by the session they had. */
  async act(step: Of<"colleague">): Promise<void> {
    const role = roles[step.role] ?? "viewer";
    const act = acts[step.act] ?? "look";
    const dismissed = this.#dismissed.get(role);
    if (dismissed) await this.#try({ who: "who was removed", mayDo: false, act, step }, dismissed.token);
    const signed = await this.#signIn(role, step.id);
    if (!signed) return;
    const mayDo = act === "look" || (role === "manager" && ofManagers.includes(act));
    await this.#try({ who: role, mayDo, act, step }, signed.token);
  }

  /** The owner removes the colleague of this role. */
  async dismiss({ role: n }: Of<"dismiss">): Promise<void> {
    const role = roles[n] ?? "viewer";
    const signed = this.#signed.get(role);
    if (!signed) return;
    const { status } = await this.#people.owner("DELETE", `/people/${signed.person}`);
    this.#signed.delete(role);
    if (status === 204) this.#dismissed.set(role, signed);
  }

  /** The desk was put back: whoever it knew then is another story. */
  forget(): void {
    this.#signed.clear();
    this.#dismissed.clear();
  }

  async #signIn(role: string, id: number): Promise<Signed | null> {
    const signed = this.#signed.get(role);
    if (signed && this.#world.nowMs >= signed.usedMs && this.#world.nowMs - signed.usedMs < idleMs) return signed;
    const desk = this.#objects.namespaces().find(([name]) => name === "DESK")?.[1] as { getByName(id: string): Desk };
    const { invite, accept, open } = desk.getByName("desk");
    try {
      const invited = await invite(`a ${role}`, role);
      const passkey = { record: { id: `${role}-${id}`, publicKey: "", counter: 0 }, person: invited?.person.id };
      if (!invited || !(await accept(invited.invitation, passkey, role))) return null;
      const token = await open(invited.person.id, `${role}-${id}`);
      const fresh = { person: invited.person.id, token, usedMs: this.#world.nowMs };
      this.#signed.set(role, fresh);
      return fresh;
    } catch {
      // The desk has crashed meanwhile, or its disk: then nobody is signed in.
      return null;
    }
  }

  async #try(
    { who, mayDo, act, step }: { who: string; mayDo: boolean; act: Act; step: Of<"colleague"> },
    token: string,
  ): Promise<void> {
    const headers = { cookie: `__Host-owner=${token}`, origin: ownAddress, "sec-fetch-site": "same-origin" };
    const ask = (method: string, path: string, body?: unknown, key?: string) => {
      const keyed = key === undefined ? {} : { "idempotency-key": key };
      return this.#people.send(method, `/v1/owner${path}`, { headers: { ...headers, ...keyed }, body });
    };
    const status = await this.#perform(act, step, mayDo, ask);
    if (status !== null) this.#seen.tries.push({ who, what: act, mayDo, status });
  }

  async #perform(
    act: Act,
    { id, phone }: Of<"colleague">,
    mayDo: boolean,
    ask: (method: string, path: string, body?: unknown, key?: string) => Promise<Reply>,
  ): Promise<number | null> {
    if (act === "look") return (await ask("GET", "/missed")).status;
    if (act === "panic") return (await ask("PUT", "/settings", { panic: id % 2 === 0 })).status;
    if (act === "edit") return (await ask("PUT", `/buttons/${cids[0]}`, { text: `A colleague's ${id}` })).status;
    if (act === "people") return (await ask("POST", "/people", { name: "friend", role: "owner" })).status;
    if (act === "dial") {
      const body = { srcphone: ownerPhones[0], dstphone: phones[phone] };
      return (await ask("POST", "/sipnet/gencall", body, `a-colleague-dials-${id}`)).status;
    }
    const { body } = await this.#people.owner("GET", "/missed");
    const [first] = (body.missed ?? []) as { id: string }[];
    const wish = first && this.#seen.wishes.find((each) => granted(each) === first.id);
    if (!first || !wish) return null;
    if (act === "take") return (await ask("POST", `/missed/${first.id}/take`)).status;
    if (act === "done") {
      const ms = this.#world.trueMs;
      const { status } = await ask("POST", `/missed/${first.id}/done`);
      // It may have been done though the answer says otherwise: the disk failed, or the object, on the way back.
      if (mayDo && (status < 400 || status >= 500)) this.#seen.dealtWith.push({ phone: wish.phone, ms });
      return status;
    }
    const call = { phone: wish.phone, askedMs: this.#world.trueMs, told: null as Told | null };
    if (mayDo) this.#seen.callBacks.push(call);
    const askedClockMs = this.#world.nowMs;
    const { status } = await ask("POST", `/missed/${first.id}/call`, {}, `colleague-calls-back-${id}`);
    const { trueMs: ms, nowMs: clockMs } = this.#world;
    call.told = { ms, clockMs, askedMs: call.askedMs, askedClockMs, status };
    return status;
  }
}
