/** Runs a program of some package's own, and says what it said when it fails. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const start = promisify(execFile);

export interface Ran {
  code: number;
  said: string;
}

/** @param path - of the program, from `cwd` */
export async function tryNode(cwd: string, path: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const options = { cwd, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...env }, timeout: 600_000 };
  return start(process.execPath, [resolve(cwd, path), ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout = "", stderr = "" }: { code?: number; stdout?: string; stderr?: string }) => ({
      code: typeof code === "number" ? code : -1,
      said: stdout + stderr,
    }),
  );
}

export async function runNode(cwd: string, path: string, ...args: string[]): Promise<string> {
  const { code, said } = await tryNode(cwd, path, args);
  if (code !== 0) throw new Error(`${path} ${args.join(" ")} ended with ${code}:\n${said}`);
  return said;
}
