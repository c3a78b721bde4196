/**
 * A mail server that takes mail from this machine and shows it to nobody else. It speaks as much of RFC 5321 as a
 * client needs to hand something in, without encryption: only the demo's own build goes on without it.
 */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { DemoReceivers } from "./receivers.ts";

export interface Mailbox {
  port: number;
  close(): Promise<void>;
}

/** @param receiversNow who takes the mail, and how well they behave */
export async function openMailbox(host: string, receiversNow: () => DemoReceivers): Promise<Mailbox> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    // Whoever breaks a talk off has handed nothing in.
    take(socket, receiversNow).catch(() => socket.destroy());
  });
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

async function take(socket: Socket, receiversNow: () => DemoReceivers): Promise<void> {
  const { habit } = receiversNow();
  if (habit === "hangs") return;
  if (habit === "streams") {
    const more = setInterval(() => socket.write("220-more\r\n".repeat(1_000)), 20);
    socket.once("close", () => clearInterval(more));
    return;
  }
  const say = (line: string) => socket.write(`${line}\r\n`);
  say(habit === "well" ? "220 the demo's mailbox" : "421 not now");
  let mail: string[] | null = null;
  for await (const line of createInterface({ input: socket })) {
    if (mail === null) {
      const word = line.slice(0, 4).toUpperCase();
      if (word === "DATA") mail = [];
      say(answers[word] ?? "250 well");
    } else if (line === ".") {
      receiversNow().takeMail(mail.join("\n"));
      mail = null;
      say("250 taken");
    } else mail.push(line.replace(/^\./, ""));
  }
}

const answers: Readonly<Record<string, string>> = {
  EHLO: "250-the demo's mailbox\r\n250 AUTH PLAIN",
  AUTH: "235 come in",
  DATA: "354 go on",
  QUIT: "221 bye",
};
