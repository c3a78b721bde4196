/**
 * Keeps what a release leaves on disk: `node test/stores/keep.ts 0.2.0` lives a day with the Worker as it is and
 * writes its tables, its rows and every statement it used. Run once for each release, just before it.
 */
import { writeFileSync } from "node:fs";
import { hand } from "../stand-ins/hand-clock.ts";
import { liveAnHour } from "./day.ts";
import { type KeptStores, readStores } from "./kept.ts";

const [version] = process.argv.slice(2);
if (!version) throw new Error("Say which release: node test/stores/keep.ts 0.2.0");
const { databases, statements } = await liveAnHour();
const kept: KeptStores = { version, keptMs: hand.nowMs, statements, stores: readStores(databases) };
writeFileSync(new URL(`${version}.json`, import.meta.url), `${JSON.stringify(kept, null, 1)}\n`);
