/** Many visitors in the same instant, and few calls to be had. */
import { SlidingWindow } from "../../../worker/safety/sliding-window.ts";
import { NodeWorker } from "../../stand-ins/node-worker.ts";
import { PaperProvider } from "../../stand-ins/paper-provider.ts";
import { addressOf, phoneOf } from "../../stand-ins/paper-people.ts";
import { askForCall } from "../../stand-ins/paper-visitor.ts";

/** How many of so many simultaneous visitors of one button are called, where `allowed` may be. */
export async function countBurst(visitors: number, allowed: number): Promise<number> {
  const provider = new PaperProvider();
  const vars = { LIMITS: JSON.stringify({ button: { perHour: allowed }, account: { perMinute: 1_000 } }) };
  const worker = new NodeWorker({ provider, vars });
  const visits = Array.from({ length: visitors }, (_, n) => ({ address: addressOf(n), phone: phoneOf(n) }));
  const answers = await Promise.all(visits.map((visit) => askForCall(worker, visit)));
  return answers.filter(({ status }) => status === 202).length;
}

/** The control: the same window, with one `await` between looking and counting. */
export async function hastyAsk(visitors: number, allowed: number): Promise<number> {
  const history = new SlidingWindow<{ atMs: number }>();
  const window = { keys: ["button"], max: allowed, windowMs: 3_600_000 };
  const ask = async () => {
    if (history.waitS(window, 0) > 0) return false;
    await Promise.resolve();
    history.add("button", { atMs: 0 });
    return true;
  };
  const answers = await Promise.all(Array.from({ length: visitors }, ask));
  return answers.filter(Boolean).length;
}
