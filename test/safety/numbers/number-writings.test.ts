import assert from "node:assert/strict";
import { test } from "node:test";
import parsePhone from "libphonenumber-js/max";
import type { NodeWorker } from "../../stand-ins/node-worker.ts";
import { seedOf } from "../../support/chance.ts";
import { askForPeace } from "../opt-outs.ts";
import { readAll, readers } from "./number-readers.ts";

const seed = seedOf("number writings");
const count = 1_400;

test("a number is read alike by visitor, opt-out, blocks, owner and search, or refused in words", () => {
  const { wrong, unread, unfound, read } = readAll(count, seed);
  assert.deepEqual({ wrong, unread, unfound }, { wrong: [], unread: [], unfound: [] });
  assert.ok((read.marks ?? 0) > 0 && (read["plus eight"] ?? 0) > 0, JSON.stringify(read));
});

test("control: a reader that knows no marks and cuts what is long is seen to refuse, and to read otherwise", () => {
  const careless = (text: string) => {
    const parsed = parsePhone(text.slice(0, 32), { defaultCountry: "RU", extract: true });
    return parsed?.isPossible() ? { e164: parsed.number } : { words: "" };
  };
  const { wrong, unread } = readAll(count, seed, { ...readers, careless });
  assert.ok(wrong.length > 0 && unread.length > 0, `${wrong.length} wrong, ${unread.length} unread`);
});

test("whoever asks for peace in whatever writing is left in peace, or told in words what to mend", async () => {
  const { asked, done, refused, silent, rung } = await askForPeace(280, seed);
  assert.deepEqual({ silent, rung }, { silent: [], rung: [] });
  assert.ok(done > asked / 3 && refused > 0 && done + refused === asked, `${done} done, ${refused} refused`);
});

test("control: where the list of those who want peace is lost, phones ring, and that is seen", async () => {
  const lose = ({ databases }: NodeWorker) => databases.get("LEDGER ledger")?.exec("DELETE FROM suppressed");
  const { rung } = await askForPeace(280, seed, lose);
  assert.ok(rung.length > 0);
});
