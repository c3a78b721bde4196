/**
 * By which push services know this installation (VAPID, RFC 8292): one pair, made when the first browser subscribes.
 * A subscription holds for its key alone, so the pair rests in the desk's store, its private half sealed.
 */
import { base64url, fromBase64url, seal, unseal } from "../../crypto.ts";
import type { StoredValues } from "../../storage.ts";

const curve = { name: "ECDSA", namedCurve: "P-256" } as const;
const goodForS = 12 * 60 * 60;
const utf8 = new TextEncoder();

export interface PushKey {
  sign: CryptoKey;
  /** The public half, as browsers take it: the point in base64url. */
  shown: string;
}

export class PushKeys {
  readonly #values: StoredValues;
  readonly #seal: () => Promise<CryptoKey>;
  #opened: Promise<PushKey> | undefined;

  constructor(values: StoredValues, sealedBy: () => Promise<CryptoKey>) {
    this.#values = values;
    this.#seal = sealedBy;
  }

  /** The same for all who ask meanwhile, so that no second pair is made. */
  open(): Promise<PushKey> {
    this.#opened ??= this.#read().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #read(): Promise<PushKey> {
    const sealed = this.#values.get("pushKey", "");
    const text = sealed === "" ? null : await unseal(await this.#seal(), sealed);
    return text === null ? this.#make() : keyOf(JSON.parse(text) as JsonWebKey);
  }

  /** Also where the old one was sealed with another secret: subscriptions went with it. */
  async #make(): Promise<PushKey> {
    const pair = (await crypto.subtle.generateKey(curve, true, ["sign", "verify"])) as CryptoKeyPair;
    const jwk = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as JsonWebKey;
    this.#values.set("pushKey", await seal(await this.#seal(), JSON.stringify(jwk)));
    return keyOf(jwk);
  }
}

/** `Authorization` of one request to the push service that an endpoint belongs to. */
export async function vapid(
  { sign, shown }: PushKey,
  { endpoint, contact, nowMs }: { endpoint: string; contact: string; nowMs: number },
): Promise<string> {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(nowMs / 1000) + goodForS, sub: contact };
  const part = (value: object) => base64url(utf8.encode(JSON.stringify(value)));
  const signed = `${part({ typ: "JWT", alg: "ES256" })}.${part(claims)}`;
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, sign, utf8.encode(signed));
  return `vapid t=${signed}.${base64url(new Uint8Array(signature))}, k=${shown}`;
}

async function keyOf(jwk: JsonWebKey): Promise<PushKey> {
  const [x, y] = [jwk.x, jwk.y].map((each) => fromBase64url(each ?? "") ?? new Uint8Array());
  const sign = await crypto.subtle.importKey("jwk", jwk, curve, false, ["sign"]);
  return { sign, shown: base64url(Uint8Array.of(4, ...(x ?? []), ...(y ?? []))) };
}
