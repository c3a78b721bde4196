/** How a call stands, and for how long: other words, numbers, or nothing but a duration or a price. */
import type { Row } from "../assumed.ts";
import { changing, ofCalls2, talkedS, without } from "./reshape.ts";

const words = ["State", "SrcState", "DstState"];

const russian: Readonly<Record<string, string>> = {
  waiting: "Ожидание",
  ringing: "Вызов",
  connected: "Разговор",
  answered: "Отвечен",
  completed: "Завершён",
  ended: "Завершён",
  busy: "Занято",
  noanswer: "Нет ответа",
  declined: "Отклонён",
};
const numbers = ["waiting", "ringing", "connected", "completed", "answered", "busy", "noanswer", "declined", "ended"];

const inRussian = (value: unknown) => russian[String(value)] ?? value;
const asNumber = (value: unknown) => numbers.indexOf(String(value));
const wordless = (row: Row): Row => without(row, ...words);

function inWords(value: unknown): string {
  const seconds = Number(value);
  return seconds < 60 ? `${seconds} сек` : `${Math.floor(seconds / 60)} мин ${seconds % 60} сек`;
}

/** A call detail record's one word, which is there once the call is over. */
function disposition(row: Row): Row {
  if (row.State !== "completed") return wordless(row);
  const failed: Record<string, string> = { busy: "BUSY", noanswer: "NO ANSWER", declined: "BUSY" };
  const said = [row.SrcState, row.DstState].map((word) => failed[String(word)]).find(Boolean);
  return { ...wordless(row), State: Number(row.Duration) > 0 ? "ANSWERED" : (said ?? "FAILED") };
}

export const stateShapes = {
  "russian-states": ofCalls2("states are Russian words", (row) => changing(row, words, inRussian)),
  "numeric-states": ofCalls2("states are numbers that nobody has explained", (row) => changing(row, words, asNumber)),
  "upper-states": ofCalls2("states are in capitals, with underscores", (row) =>
    changing(row, words, (value) => String(value).replace("noanswer", "no_answer").toUpperCase()),
  ),
  "states-alone": ofCalls2("the only word is a past call's NO ANSWER, BUSY or ANSWERED", disposition),
  "no-states": ofCalls2("there is no word at all", wordless),
  "durations-in-words": ofCalls2("durations are written `37 сек`", (row) => changing(row, ["Duration"], inWords)),
  "live-duration": ofCalls2("the duration counts while two talk, and there is no word", (row, call, nowMs) => ({
    ...wordless(row),
    Duration: talkedS(call, nowMs),
  })),
  "live-minutes": ofCalls2("the duration counts by started minutes, and there is no word", (row, call, nowMs) => ({
    ...wordless(row),
    Duration: Math.ceil(talkedS(call, nowMs) / 60) * 60,
  })),
  "price-from-the-start": ofCalls2("a call has its price before it rings, and there is no word", (row) => ({
    ...wordless(row),
    Price: 1.25,
  })),
};
