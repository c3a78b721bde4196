import assert from "node:assert/strict";
import { test } from "node:test";
import { codingFor } from "../../worker/http/content-coding.ts";
import { hasCopy } from "../../worker/http/etag.ts";

const copies: [header: string | undefined, hasIt: boolean][] = [
  [undefined, false],
  ['"abc"', true],
  ['W/"abc"', true],
  ['"x", W/"abc" , "y"', true],
  ['"x,\\"abc", "abd"', false],
  ["*", true],
  [" * ", true],
  ["abc", false],
  ["", false],
];

for (const [header, hasIt] of copies)
  test(`a browser that sends If-None-Match: ${header} ${hasIt ? "keeps its copy" : "gets the file"}`, () => {
    assert.equal(hasCopy(header, '"abc"'), hasIt);
    assert.equal(hasCopy(header, 'W/"abc"'), hasIt);
  });

const codings: [header: string | undefined, coding: string | null][] = [
  [undefined, null],
  ["", null],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip", "gzip"],
  ["GZIP", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["br; q=0.0, gzip;q=0", null],
  ["gzip;q=1, br;q=0.5", "gzip"],
  ["*", "br"],
  ["br;q=0, *;q=0.1", "gzip"],
  ["identity", null],
  ["x-br, gzip-like", null],
  ["br;q=nonsense", null],
];

for (const [header, coding] of codings)
  test(`a browser that accepts "${header}" gets ${coding ?? "the file as it is"}`, () =>
    assert.equal(codingFor(header), coding));
