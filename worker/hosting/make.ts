/** `node worker/hosting/make.ts FOLDER`: the program alone, for the container's image. */
import { makeProgram } from "./program.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder?");
await makeProgram(folder, { reachesLocal: false });
