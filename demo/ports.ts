/** A taken port is the commonest reason for a start that fails: say which, and how to choose another. */
import { createServer } from "node:net";
import { once } from "node:events";
import { StartError } from "./start-error.ts";

export interface NamedPort {
  port: number;
  /** Who will listen there, in words. */
  what: string;
  /** The environment variable that chooses another. */
  variable: string;
}

/** Each wanted port, or a free one for 0. @throws StartError naming every port that is taken. */
export async function choosePorts(wanted: readonly NamedPort[]): Promise<number[]> {
  const chosen = await Promise.all(wanted.map(({ port }) => tryPort(port)));
  const taken = wanted.filter((_, index) => chosen[index] === undefined);
  if (taken.length > 0) throw new StartError(taken.map(describe).join("\n"));
  return chosen.filter((port) => port !== undefined);
}

function describe({ port, what, variable }: NamedPort): string {
  return `Port ${port} (${what}) is taken. Stop what listens there, or choose another: ${variable}=${port + 10} npm start`;
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen({ host: "127.0.0.1", port, exclusive: true });
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" ? address?.port : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")) return;
    throw error;
  } finally {
    server.close();
  }
}
