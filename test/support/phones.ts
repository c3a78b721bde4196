/** The simulator's controls, as a test holds them: phones to answer, calls to look at, faults to cause. */
import { until } from "./until.ts";

export interface SimulatedCall {
  id: string;
  operation: string;
  src: string;
  dst: string;
  state: string;
  legs: { number: string; state: string }[];
}

export interface PhoneSettings {
  answerAfterMs?: number;
  talkMs?: number;
  busy?: boolean;
  noAnswer?: boolean;
}

export interface SimulatedRequest {
  operation: string;
  params: Record<string, string>;
}

export type Phones = ReturnType<typeof phonesOf>;

export function phonesOf(sipnetUrl: string) {
  const ask = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const init = { method, headers: { "content-type": "application/json" } };
    const response = await fetch(sipnetUrl + path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
  const calls = () => ask<SimulatedCall[]>("GET", "/sim/calls");
  const ringing = (number: string) =>
    until(`${number} to ring`, calls, (all) =>
      all.some(({ legs }) => legs.some((leg) => leg.number === number && leg.state === "ringing")),
    );
  return {
    calls,
    ringing,
    requests: () => ask<SimulatedRequest[]>("GET", "/sim/requests"),
    set: (number: string, settings: PhoneSettings) => ask("PUT", `/sim/phones/${number}`, settings),
    /** Waits for the ring, then answers. */
    answer: async (number: string) => {
      await ringing(number);
      await ask("POST", `/sim/phones/${number}/answer`);
    },
    decline: async (number: string) => {
      await ringing(number);
      return ask("POST", `/sim/phones/${number}/decline`);
    },
    hangUp: (number: string) => ask("POST", `/sim/phones/${number}/hangup`),
    /** Arms faults of the simulator's table for as long as a test lasts. */
    cause: (faults: Record<string, string>) =>
      ask(
        "PUT",
        "/sim/faults",
        Object.entries(faults).map(([operation, fault]) => ({ operation, fault, times: 100 })),
      ),
    mend: () => ask("DELETE", "/sim/faults"),
    /** The code in the last message that it was sent. */
    codeSentTo: async (number: string) => {
      const phones = await ask<{ number: string; messages: { text: string }[] }[]>("GET", "/sim/phones");
      const texts = phones.find((phone) => phone.number === number)?.messages.map(({ text }) => text) ?? [];
      return /\d{4}/.exec(texts.at(-1) ?? "")?.[0] ?? "";
    },
    callsTo: async (number: string) =>
      (await calls()).filter(({ src, dst }) => [src, ...dst.split(",")].includes(number)),
  };
}
