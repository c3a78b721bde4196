/** How the platform hands something to the code that waits for it: as a task of the scheduler, through the gate. */
import { type Turn, turns } from "./scheduler.ts";

/** Hands a value to the code that waits for it, as an event of its home. */
export function handOver<Value>(turn: Turn, make: () => Value, gated = true): Promise<Value> {
  const after = turn.world.follow(turn);
  return new Promise((resolve, reject) => {
    const deliver = () => {
      try {
        resolve(turns.run(after, make));
      } catch (error) {
        reject(error);
      }
    };
    turn.world.soon(after, () => (gated ? turn.home.enter(after, deliver) : turn.home.alive && deliver()));
  });
}
