/** The walk's SIPNET: says its address, and runs until it is stopped. */
import { startSimulator } from "../../../demo/sipnet/simulator.ts";

const simulator = await startSimulator({ port: 0 });
console.log(`${simulator.url}/api.php`);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void simulator.close());
