/**
 * Hands one mail in at a mail server, encrypted before anything secret is said: from the first byte on 465, by STARTTLS
 * on 587 and never without it. RFC 6409, 8314, 3207, 4954. Written here, since the one library there is for these
 * sockets goes on in plain text where a server does not offer STARTTLS, and spins for ever once one hangs up.
 */
import { base64 } from "../../crypto.ts";
import { nameOf } from "../../log.ts";
import { limited } from "../../sipnet/patience.ts";
import { SipnetTimedOut } from "../../sipnet/sipnet-error.ts";
import type { Failure, Why } from "../failure.ts";
import { Lines, TalkEnded } from "./lines.ts";
import { connect, type Encryption } from "./sockets.ts";

const patienceMs = 8_000;

export interface Submission {
  host: string;
  port: number;
  encryption: Encryption;
  username: string;
  password: string;
  from: string;
  to: string;
  /** RFC 5322 in lines that end with CR and LF, none of which begins with a dot. */
  mail: string;
}

/** The server has said no to a step. */
class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.why);
    this.failure = failure;
  }
}

interface Reply {
  code: number;
  lines: string[];
}

/** Never throws: every failure is an outcome. */
export async function submit(submission: Submission): Promise<Failure | null> {
  const talk = new Talk(submission);
  try {
    await limited(() => talk.handIn(), patienceMs);
    return null;
  } catch (error) {
    return failureOf(error);
  } finally {
    talk.end();
  }
}

class Talk {
  readonly #submission: Submission;
  #lines: Lines | undefined;

  constructor(submission: Submission) {
    this.#submission = submission;
  }

  async handIn(): Promise<void> {
    const { host, port, encryption, from, to, mail } = this.#submission;
    const socket = connect(host, port, encryption);
    const opened = (this.#lines = new Lines(socket));
    await socket.opened;
    await this.#expect(2, "not-mail", await this.#hear(opened));
    const lines = encryption === "starttls" ? await this.#encrypt(opened) : opened;
    await this.#signIn(lines, await this.#greet(lines));
    await this.#step(lines, `MAIL FROM:<${from}>`, 2, "sender");
    await this.#step(lines, `RCPT TO:<${to}>`, 2, "mailbox");
    await this.#step(lines, "DATA", 3, "refused");
    await this.#step(lines, `${mail}\r\n.`, 2, "refused");
    // Whether it hears this changes nothing any more.
    await lines.say("QUIT");
  }

  end(): void {
    this.#lines?.end();
  }

  async #encrypt(lines: Lines): Promise<Lines> {
    const offers = await this.#greet(lines);
    if (!offers.some((offer) => /^STARTTLS$/i.test(offer))) throw new Refused({ why: "no-tls" });
    await this.#step(lines, "STARTTLS", 2, "no-tls");
    // Said before the encryption, by whoever stands in between: it would be taken for the server's.
    if (lines.hasMore) throw new Refused({ why: "no-tls" });
    return (this.#lines = lines.encrypted());
  }

  /** What the server can do, a line each. */
  async #greet(lines: Lines): Promise<string[]> {
    const domain = this.#submission.from.split("@").at(-1) ?? "localhost";
    const reply = await this.#step(lines, `EHLO ${domain}`, 2, "not-mail");
    return reply.lines.slice(1);
  }

  async #signIn(lines: Lines, offers: readonly string[]): Promise<void> {
    const { username, password } = this.#submission;
    const ways = offers.find((offer) => /^AUTH[ =]/i.test(offer))?.toUpperCase() ?? "";
    if (/\bPLAIN\b/.test(ways)) {
      await this.#step(lines, `AUTH PLAIN ${encoded(`\0${username}\0${password}`)}`, 2, "credentials");
    } else if (/\bLOGIN\b/.test(ways)) {
      await this.#step(lines, "AUTH LOGIN", 3, "credentials");
      await this.#step(lines, encoded(username), 3, "credentials");
      await this.#step(lines, encoded(password), 2, "credentials");
    } else throw new Refused({ why: "no-sign-in" });
  }

  async #step(lines: Lines, said: string, expected: 2 | 3, why: Why): Promise<Reply> {
    await lines.say(said);
    return this.#expect(expected, why, await this.#hear(lines));
  }

  #expect(expected: 2 | 3, why: Why, reply: Reply): Reply {
    const { code } = reply;
    if (Math.floor(code / 100) === expected) return reply;
    if (Math.floor(code / 100) === 4) throw new Refused({ why: "later", code: String(code) });
    // Asked for at any step. RFC 4954, section 6.
    throw new Refused({ why: [530, 534, 535, 538].includes(code) ? "credentials" : why, code: String(code) });
  }

  /** RFC 5321, section 4.2.1: every line but the last has a hyphen behind its code. */
  async #hear(lines: Lines): Promise<Reply> {
    const said: string[] = [];
    for (;;) {
      const line = await lines.read();
      const [, code, isMore, text] = /^(\d{3})(-?) ?(.*)$/.exec(line) ?? [];
      if (code === undefined) throw new Refused({ why: "not-mail" });
      said.push(text ?? "");
      if (isMore === "") return { code: Number(code), lines: said };
    }
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Refused) return error.failure;
  if (error instanceof SipnetTimedOut) return { why: "timeout" };
  if (error instanceof TalkEnded) return { why: error.why === "closed" ? "hung-up" : "too-long" };
  // The platform tells a server that is not there and one with a wrong certificate in the same words.
  return { why: "no-connection", code: nameOf(error) };
}

function encoded(text: string): string {
  return base64(new TextEncoder().encode(text));
}
