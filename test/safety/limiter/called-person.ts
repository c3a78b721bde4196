/** One person's phone, and ten thousand visitors who all want it to ring. */
import { hand } from "../../stand-ins/hand-clock.ts";
import { NodeWorker } from "../../stand-ins/node-worker.ts";
import { hour } from "./oracle.ts";
import { PaperProvider } from "../../stand-ins/paper-provider.ts";
import { addressOf } from "../../stand-ins/paper-people.ts";
import { askForCall } from "../../stand-ins/paper-visitor.ts";

export interface Bothered {
  asked: number;
  calls: number;
  mostPerHour: number;
}

/** Every visitor has an address, a ticket and a key of their own; they come evenly over so many hours. */
export async function bother(identities: number, hours: number, limits: object = {}): Promise<Bothered> {
  const provider = new PaperProvider();
  // Bothering by night would be refused for the night already.
  const vars = { LIMITS: JSON.stringify({ night: { on: false }, ...limits }) };
  const worker = new NodeWorker({ provider, vars });
  const everyMs = Math.floor((hours * hour) / identities);
  for (let i = 0; i < identities; i++) {
    await askForCall(worker, { phone: "+79161234567", address: addressOf(i) });
    await worker.passTime(everyMs);
  }
  const times = provider.placed.map(({ atMs }) => atMs);
  const within = times.map((from) => times.filter((at) => at >= from && at < from + hour).length);
  hand.nowMs += 24 * hour;
  return { asked: identities, calls: times.length, mostPerHour: Math.max(...within) };
}
