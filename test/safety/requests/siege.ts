/**
 * A day in which somebody wants a shop's button to be of no use: four IPv4 addresses and one IPv6 /48 that never rest,
 * against visitors who each come once. What the attacker has rung is let ring out: nobody there asked for a call.
 */
import { hand, startOver } from "../../stand-ins/hand-clock.ts";
import { NodeWorker, secrets } from "../../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../../stand-ins/paper-people.ts";
import { cid, PaperProvider } from "../../stand-ins/paper-provider.ts";
import { askForCall } from "../../stand-ins/paper-visitor.ts";
import type { Chance } from "../../support/chance.ts";
import { day, hour, minute } from "../limiter/oracle.ts";

export interface Siege {
  honest: number;
  served: number;
  attacks: number;
  /** What the attacker was granted, calls for later among them. */
  granted: number;
  /** Of any number that the attacker had rung. */
  mostPerHour: number;
  mostPerDay: number;
}

export interface SiegeOptions {
  hours: number;
  /** Visitors of the shop in an hour. */
  honestPerHour: number;
  /** How often each of the attacker's five networks asks. */
  everyMs: number;
  /** Where its next requests come from, one each. */
  addresses?: (chance: Chance) => string[];
}

/** Whom the attacker has rung: strangers whose numbers lie apart from the shop's visitors'. */
const strangers = 400;
const strangerFrom = 100_000;

export async function besiege(
  { hours, honestPerHour, everyMs, addresses = fiveNetworks }: SiegeOptions,
  chance: Chance,
): Promise<Siege> {
  startOver();
  const provider = new PaperProvider();
  const victims = new Set(Array.from({ length: strangers }, (_, n) => phoneOf(strangerFrom + n).slice(1)));
  provider.write = (row) =>
    victims.has(String(row.DstPhone)) && row.State === "completed"
      ? { ...row, State: "no answer", SrcState: "ended", DstState: "no answer", Duration: 0 }
      : row;
  const worker = new NodeWorker({ provider });
  await worker.request(`/v1/owner/buttons/${cid}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${secrets.ownerToken}`, "content-type": "application/json" },
    body: JSON.stringify({ hours: "always" }),
  });
  const siege: Siege = { honest: 0, served: 0, attacks: 0, granted: 0, mostPerHour: 0, mostPerDay: 0 };
  const endMs = hand.nowMs + hours * hour;
  let honestMs = hand.nowMs + minute;
  while (hand.nowMs < endMs) {
    for (const address of addresses(chance)) {
      siege.attacks++;
      siege.granted += Number(await attack(worker, address, chance));
    }
    if (hand.nowMs >= honestMs) {
      const answer = await askForCall(worker, { address: addressOf(siege.honest), phone: phoneOf(siege.honest) });
      siege.honest++;
      siege.served += Number(answer.status === 202);
      honestMs += (hour / honestPerHour) * (0.5 + chance.next());
    }
    await worker.passTime(everyMs);
  }
  const rung = provider.placed.filter(({ dst }) => victims.has(dst));
  for (const { dst, atMs } of rung) {
    const times = rung.filter((call) => call.dst === dst && call.atMs >= atMs).map((call) => call.atMs - atMs);
    siege.mostPerHour = Math.max(siege.mostPerHour, times.filter((ms) => ms < hour).length);
    siege.mostPerDay = Math.max(siege.mostPerDay, times.filter((ms) => ms < day).length);
  }
  worker.end();
  return siege;
}

/** Of the /48 any address at all: it has more of them than the day has seconds. */
function fiveNetworks(chance: Chance): string[] {
  const part = () => chance.under(65_536).toString(16);
  return [...[1, 2, 3, 4].map((n) => `203.0.113.${n}`), `2001:db8:7:${part()}:${part()}::${part()}`];
}

/** A call at once, one for later, or one for later that is taken back as soon as it is granted. */
async function attack(worker: NodeWorker, address: string, chance: Chance): Promise<boolean> {
  const phone = phoneOf(strangerFrom + chance.under(strangers));
  const kind = chance.under(4);
  const at = new Date(hand.nowMs + (1 + chance.under(40)) * 30 * minute).toISOString();
  const answer = await askForCall(worker, { address, phone, ...(kind < 2 ? {} : { at }) });
  if (answer.status !== 202) return false;
  const { id } = (await answer.json()) as { id: string };
  if (kind === 3)
    await worker.request(`/v1/calls/${id}`, { method: "DELETE", headers: { origin: "https://shop.example" } });
  return true;
}
