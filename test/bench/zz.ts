import { benchCalls } from "./calls.ts";
import { startUpMs } from "./sizes.ts";
console.log(await benchCalls({ rounds: 3, roundMs: 1200, single: 240 }));
console.log(await startUpMs(3));
