/** One test file in a process of its own, quiet, with a limit for what a fault may make endless. */
import { execFile } from "node:child_process";

export interface Ran {
  passed: boolean;
  ms: number;
  said: string;
}

export function runTest(root: string, file: string, env: NodeJS.ProcessEnv, limitMs = 600_000): Promise<Ran> {
  const startedMs = Date.now();
  // The same random stories for every fault.
  const options = { cwd: root, env: { ...process.env, SEED: "1", ...env }, timeout: limitMs, maxBuffer: 64 * 2 ** 20 };
  return new Promise((settle) => {
    const args = ["--test-force-exit", "--test", "--test-isolation=none", file];
    execFile(process.execPath, args, { ...options, killSignal: "SIGKILL" }, (error, stdout, stderr) => {
      settle({ passed: error === null, ms: Date.now() - startedMs, said: stdout + stderr });
    });
  });
}
