/** A mail server without a socket: it takes mail as RFC 5321 has it, or answers as a test says. */

export interface PaperMailTaken {
  from: string;
  to: string;
  /** Head and body, as they came. */
  text: string;
}

/** In the place of an answer. */
export const hangUp = Symbol("hang up");
export const forEver = Symbol("more and more");

export class PaperMail {
  readonly taken: PaperMailTaken[] = [];
  /** Every line of every talk, and whether it came encrypted. */
  readonly heard: { line: string; encrypted: boolean }[] = [];
  /** Why nobody can connect; null where one can. */
  trouble: string | null = null;
  offers = ["AUTH PLAIN LOGIN"];
  offersTls = true;
  /** What comes back, given what would; an empty text is silence. */
  reply: (line: string, usual: string) => string | typeof hangUp | typeof forEver = (_line, usual) => usual;

  /** @param isGreeted - the same talk goes on behind a STARTTLS */
  async talk(
    readable: ReadableStream<Uint8Array>,
    writable: WritableStream<Uint8Array>,
    transport: string,
    isGreeted = false,
  ): Promise<void> {
    const writer = writable.getWriter();
    const session = { encrypted: transport === "on", from: "", to: "", data: null as string[] | null };
    const answer = async (line: string, usual: string): Promise<boolean> => {
      const said = this.reply(line, usual);
      if (said === hangUp) return (await writer.close(), false);
      if (said === forEver) for (;;) await writer.write(new TextEncoder().encode("250-more\r\n".repeat(1_000)));
      if (said !== "") await writer.write(new TextEncoder().encode(String(said)));
      return true;
    };
    try {
      if (!isGreeted && !(await answer("", "220 paper\r\n"))) return;
      let rest = "";
      for await (const chunk of readable) {
        rest += new TextDecoder().decode(chunk);
        const lines = rest.split("\r\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          const usual = this.#usual(line, session);
          if (usual !== "" && !(await answer(line, usual))) return;
        }
      }
    } catch {
      // The other side has gone.
      return;
    }
  }

  #usual(line: string, session: { encrypted: boolean; from: string; to: string; data: string[] | null }): string {
    if (session.data !== null) {
      if (line !== ".") return (session.data.push(line), "");
      this.taken.push({ from: session.from, to: session.to, text: session.data.join("\r\n") });
      session.data = null;
      return "250 taken\r\n";
    }
    this.heard.push({ line, encrypted: session.encrypted });
    const [word = ""] = line.toUpperCase().split(/[ :]/, 1);
    const offers = ["paper", ...(this.offersTls && !session.encrypted ? ["STARTTLS"] : []), ...this.offers, "8BITMIME"];
    if (word === "EHLO") return offers.map((each, n) => `250${n < offers.length - 1 ? "-" : " "}${each}\r\n`).join("");
    if (word === "STARTTLS") return "220 go on\r\n";
    if (word === "AUTH") return line.toUpperCase() === "AUTH LOGIN" ? "334 VXNlcm5hbWU6\r\n" : "235 in\r\n";
    if (word === "MAIL") session.from = line.slice("MAIL FROM:".length);
    if (word === "RCPT") session.to = line.slice("RCPT TO:".length);
    if (word === "DATA") return ((session.data = []), "354 go on\r\n");
    if (word === "QUIT") return "221 bye\r\n";
    if (word === "MAIL" || word === "RCPT") return "250 well\r\n";
    return this.heard.at(-2)?.line.toUpperCase() === "AUTH LOGIN" ? "334 UGFzc3dvcmQ6\r\n" : "235 in\r\n";
  }
}
