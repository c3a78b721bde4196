/** What a process has used so far, by the kernel's own accounting. */
import { readdirSync, readFileSync } from "node:fs";

/** Whether this system keeps such accounts where we can read them: Linux does. */
export const hasAccounts = process.platform === "linux";

/** Milliseconds on a processor, all threads together; NaN where the system doesn't tell. */
export function cpuMs(pid: number): number {
  if (!hasAccounts) return Number.NaN;
  const nanoseconds = (thread: string) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + nanoseconds(thread), 0) / 1e6;
}

/** Memory that the process holds, in MB; NaN where the system doesn't tell. */
export function residentMb(pid: number): number {
  if (!hasAccounts) return Number.NaN;
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
