/**
 * A recording anybody can play, made in code: MPEG-2 Layer III, 16 kHz, mono, 8 kbit/s. Each frame holds one
 * spectral line, so a call sounds like two voices humming in turn, and is as long as the talk was.
 */
import type { Account, RecordingRules } from "../account.ts";
import { type Call, type Leg, talkS } from "./call.ts";

const frameBytes = 36;
const samplesPerFrame = 576;
const sampleRate = 16_000;

export function shouldRecord(rules: RecordingRules, account: Account, call: Call, leg: Leg): boolean {
  if (talkS(leg) === 0 || (account.kind === "child" && rules.child === "N")) return false;
  if (rules.reccount > 0 && account.recorded >= rules.reccount) return false;
  return (call.operation === "incoming" ? rules.incalls : rules.outcalls) === "Y";
}

/** Whether the recording is still kept. */
export function isKept(leg: Leg, { expiration }: RecordingRules, nowMs: number): boolean {
  return leg.recording !== undefined && (leg.endedAt ?? 0) + expiration * 1_000 > nowMs;
}

export function makeRecording(durationS: number): Uint8Array {
  const frames = Math.max(1, Math.round((durationS * sampleRate) / samplesPerFrame));
  const bytes = new Uint8Array(frames * frameBytes);
  for (let index = 0; index < frames; index += 1) bytes.set(makeFrame(index), index * frameBytes);
  return bytes;
}

/** ISO 13818-3: header, side information, then one quadruple of spectral lines after another. */
function makeFrame(index: number): Uint8Array {
  const { line, gain } = voiceAt(index);
  const quads = line === 0 ? 0 : Math.floor(line / 4) + 1;
  const bits: [value: number, width: number][] = [
    [0xfff318c0, 32],
    [0, 9], // main data begins in this very frame
    [quads === 0 ? 0 : quads * 4 + 1, 12],
    [0, 9], // no pairs of big values
    [gain, 8],
    [0, 9 + 1 + 15 + 7 + 1],
    [1, 1], // quadruples by table B, four bits each, inverted
  ];
  for (let quad = 0; quad < quads - 1; quad += 1) bits.push([0b1111, 4]);
  // The sign turns every second frame: that keeps a line in the middle of its band a steady tone.
  if (quads > 0) bits.push([0b1111 ^ (0b1000 >> (line % 4)), 4], [Number((index & 2) > 0), 1]);
  return pack(bits);
}

/** Phrases of 1.4 seconds, the owner low, the visitor high, a breath between them. */
function voiceAt(index: number): { line: number; gain: number } {
  const phrase = Math.floor(index / 40);
  const inPhrase = index % 40;
  if (inPhrase >= 34 || inPhrase % 9 === 8) return { line: 0, gain: 0 };
  const melody = phrase % 2 === 0 ? [10, 12, 11, 9] : [16, 15, 17, 14];
  return { line: melody[Math.floor(inPhrase / 9) % 4] ?? 12, gain: 198 };
}

function pack(fields: readonly [value: number, width: number][]): Uint8Array {
  const bytes = new Uint8Array(frameBytes);
  let at = 0;
  for (const [value, width] of fields) {
    for (let bit = width - 1; bit >= 0; bit -= 1, at += 1) {
      // Not a shift: the unused fields are wider than 32 bits together.
      if (Math.floor(value / 2 ** bit) % 2 === 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
    }
  }
  return bytes;
}
