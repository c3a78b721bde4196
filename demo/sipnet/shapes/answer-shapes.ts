/** The writing of whole answers: numbers, lists, texts, ids, addresses. */
import type { Assumed } from "../assumed.ts";
import { changing, ofAnswers, ofCalls2, ofRows } from "./reshape.ts";

/** Beyond what a double holds: an id that is rounded is somebody else's. */
const beyond = 9_007_199_254_740_993n;

function withGreatIds(assumed: Assumed): Assumed {
  const great = (id: unknown) => BigInt(String(id)) * 2n + beyond;
  const { of } = ofCalls2("", (row) => changing(row, ["ID"], great));
  return {
    ...of(assumed),
    placed: ({ id }) => ({ id: great(id) }),
    callId: (asked) => (/^\d+$/.test(asked) ? String((BigInt(asked) - beyond) / 2n) : asked),
  };
}

const inRubles = (value: unknown) => `${Number(value).toFixed(2).replace(".", ",")} руб.`;

export const answerShapes = {
  "great-ids": { says: "ids are numbers above 2^53", of: withGreatIds },
  "numbers-as-texts": ofAnswers("numbers are texts", { numbers: "string" }),
  "lower-keys": ofAnswers("keys of rows are in lower case", { keyCase: "lower" }),
  "upper-keys": ofAnswers("keys of rows are in upper case", { keyCase: "upper" }),
  "empty-lists": ofAnswers("a list that is empty is there all the same", { emptyLists: "present" }),
  "lists-by-id": ofAnswers("a list is an object with the id of each row for a key", { lists: "by-id" }),
  "escaped-texts": ofAnswers("texts are escaped for a page", { escaped: true }),
  "money-in-words": ofCalls2("a price is written `12,30 руб.`", (row) => changing(row, ["Price"], inRubles)),
  "old-directions": ofRows("a call's direction is written with the account", ({ calls }) => ({
    calls: (...args) => changing(calls(...args), ["Direction"], (way) => `SIP ID (${String(way).toUpperCase()})`),
  })),
  "key-in-addresses": ofRows("the address of a recording holds the key that asked for it", ({ calls }) => ({
    calls: (...args) => changing(calls(...args), ["URL"], (url) => `${String(url)}&apikey=${demoKey}`),
  })),
};

const demoKey = "11111111-2222-3333-4444-555555555555";
