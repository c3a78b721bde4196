/**
 * The platform's own functions, for code of a world: timers, network, chance, the clock and cryptography.
 * Each answers through the world's scheduler. Code outside of a world (the test runner) keeps the real ones.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync } from "node:crypto";
import { handOver } from "./hand-over.ts";
import { send } from "./network.ts";
import { type Turn, turns } from "./scheduler.ts";
import { mixed } from "./mixed.ts";

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  fetch: globalThis.fetch,
  now: Date.now,
  random: Math.random,
  crypto: globalThis.crypto,
};

/** A timer of a world; what is cleared is called off. */
class WorldTimer {
  cancel: () => void = () => undefined;
}

function later(turn: Turn, work: () => void, ms: number, again: boolean): WorldTimer {
  const timer = new WorldTimer();
  const set = () => {
    const after = turn.world.follow(turn);
    const ring = () => {
      if (again && turn.home.alive) set();
      turn.home.enter(after, () => turns.run(after, work));
    };
    timer.cancel = turn.world.at(turn.world.trueMs + Math.max(1, ms), ring);
  };
  set();
  return timer;
}

/** Puts the world's functions in the place of the real ones, for whoever runs inside a world. */
export function installPlatform(): void {
  const timer = (again: boolean, otherwise: (work: () => void, ms?: number) => unknown) => {
    return (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const turn = turns.getStore();
      const act = () => work(...args);
      return turn ? later(turn, act, ms, again) : otherwise(act, ms);
    };
  };
  const clear = (otherwise: (id?: number) => void) => (id?: unknown) =>
    id instanceof WorldTimer ? id.cancel() : otherwise(id as number);
  Object.assign(globalThis, {
    setTimeout: timer(false, real.setTimeout),
    setInterval: timer(true, real.setInterval),
    clearTimeout: clear(real.clearTimeout),
    clearInterval: clear(real.clearInterval),
    fetch: (input: string | URL | Request, init: RequestInit = {}) => {
      const turn = turns.getStore();
      return turn ? send(turn, init) : real.fetch(input, init);
    },
  });
  Date.now = () => turns.getStore()?.world.nowMs ?? real.now();
  Math.random = () => randomOf(turns.getStore()) ?? real.random();
  Object.defineProperty(globalThis, "crypto", { value: worldCrypto, configurable: true, writable: true });
}

function randomOf(turn: Turn | undefined): number | undefined {
  return turn && turn.world.chance(turn);
}

function fill<View extends ArrayBufferView>(bytes: View): View {
  const turn = turns.getStore();
  if (!turn) return real.crypto.getRandomValues(bytes as never);
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < view.length; i++) view[i] = mixed(turn.origin, (turn.made += 1), i) & 255;
  return bytes;
}

/** What the stand-in's keys hold; the Worker only hands them on. */
interface Key {
  bytes: Uint8Array;
}
type Bytes = ArrayBuffer | ArrayBufferView<ArrayBuffer>;
type Work = (...args: never[]) => unknown;

const bytesOf = (data: Bytes) =>
  data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
const bufferOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

/** The operations that the Worker uses on its calls' way, done at once and handed over by the scheduler. */
const operations: Record<string, Work> = {
  importKey: (_format: string, data: Bytes): Key => ({ bytes: new Uint8Array(bytesOf(data)) }),
  deriveBits: ({ salt, info }: { salt: Bytes; info: Bytes }, key: Key, bits: number) =>
    hkdfSync("sha256", createSecretKey(key.bytes), bytesOf(salt), bytesOf(info), bits / 8),
  sign: (_algorithm: unknown, key: Key, data: Bytes) => bufferOf(hmac(key, data)),
  verify: (_algorithm: unknown, key: Key, mac: Bytes, data: Bytes) => hmac(key, data).equals(bytesOf(mac)),
  digest: (_algorithm: unknown, data: Bytes) => bufferOf(createHash("sha256").update(bytesOf(data)).digest()),
  encrypt: ({ iv }: { iv: Bytes }, key: Key, data: Bytes) => {
    const cipher = createCipheriv("aes-256-gcm", key.bytes, bytesOf(iv));
    return bufferOf(Buffer.concat([cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()]));
  },
  decrypt: ({ iv }: { iv: Bytes }, key: Key, data: Bytes) => bufferOf(decrypted(key, bytesOf(iv), bytesOf(data))),
};

function hmac(key: Key, data: Bytes): Buffer {
  return createHmac("sha256", key.bytes).update(bytesOf(data)).digest();
}

function decrypted(key: Key, iv: Uint8Array, data: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, iv);
  decipher.setAuthTag(data.subarray(-16));
  try {
    return Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]);
  } catch {
    throw new DOMException("The operation failed", "OperationError");
  }
}

/** On the platform nothing is delivered while cryptography works; here the seed may let something go first. */
const subtle = new Proxy(real.crypto.subtle, {
  get(target, name: string) {
    const genuine = Reflect.get(target, name) as Work;
    const work = operations[name];
    return (...args: never[]) => {
      const turn = turns.getStore();
      return turn && work ? handOver(turn, () => work(...args), false) : genuine.apply(target, args);
    };
  },
});

const worldCrypto = {
  subtle,
  getRandomValues: fill,
  randomUUID: () => {
    const turn = turns.getStore();
    if (!turn) return real.crypto.randomUUID();
    const hex = Buffer.from(fill(new Uint8Array(16))).toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  },
};
