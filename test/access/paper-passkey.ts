/** An authenticator on paper: makes passkeys and signs with them as a browser would hand it on. */
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();

export interface Ceremony {
  challenge: string;
  origin: string;
  rpId: string;
  /** User present and verified unless told otherwise. */
  flags?: number;
  /** What the authenticator says whose key it is; nothing unless told otherwise. */
  userHandle?: string;
}

export class PaperPasskey {
  readonly id = text(sha256(`${Math.random()}`));
  readonly #kind: "ec" | "ed25519" | "rsa";
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject };
  #counter = 0;

  constructor(kind: "ec" | "ed25519" | "rsa" = "ec") {
    this.#kind = kind;
    if (kind === "ec") this.#keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
    else if (kind === "rsa") this.#keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
    else this.#keys = generateKeyPairSync("ed25519");
  }

  register({ challenge, origin, rpId, flags = 0x45 }: Ceremony) {
    const id = Buffer.from(this.id, "base64url");
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, this.#coseKey()]);
    const authData = Buffer.concat([this.#data(rpId, flags), attested]);
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: client("webauthn.create", challenge, origin),
        authenticatorData: text(authData),
        attestationObject: text(attestationObject(authData)),
        publicKey: text(this.#keys.publicKey.export({ type: "spki", format: "der" })),
        publicKeyAlgorithm: { ec: -7, ed25519: -8, rsa: -257 }[this.#kind],
      },
    };
  }

  assert({ challenge, origin, rpId, flags = 0x05, userHandle }: Ceremony, counter = (this.#counter += 1)) {
    this.#counter = counter;
    const clientDataJSON = client("webauthn.get", challenge, origin);
    const data = this.#data(rpId, flags);
    const message = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    const signature = sign(this.#kind === "ed25519" ? null : "sha256", message, this.#keys.privateKey);
    const response = {
      clientDataJSON,
      authenticatorData: text(data),
      signature: text(signature),
      ...(userHandle === undefined ? {} : { userHandle }),
    };
    return { id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {}, response };
  }

  /** SubjectPublicKeyInfo in base64url, as it was kept before 0.2, and the algorithm. */
  get kept(): { publicKey: string; algorithm: number } {
    const publicKey = text(this.#keys.publicKey.export({ type: "spki", format: "der" }));
    return { publicKey, algorithm: { ec: -7, ed25519: -8, rsa: -257 }[this.#kind] };
  }

  /** RFC 9053, section 7. */
  #coseKey(): Uint8Array {
    const jwk = this.#keys.publicKey.export({ format: "jwk" });
    const number = (part: unknown) => new Uint8Array(Buffer.from(String(part), "base64url"));
    const keys: Record<string, [number, number | Uint8Array<ArrayBuffer>][]> = {
      ec: [
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, number(jwk.x)],
        [-3, number(jwk.y)],
      ],
      ed25519: [
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, number(jwk.x)],
      ],
      rsa: [
        [1, 3],
        [3, -257],
        [-1, number(jwk.n)],
        [-2, number(jwk.e)],
      ],
    };
    return isoCBOR.encode(new Map(keys[this.#kind]));
  }

  #data(rpId: string, flags: number): Buffer {
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags);
    rest.writeUInt32BE(this.#counter, 1);
    return Buffer.concat([sha256(rpId), rest]);
  }
}

function attestationObject(authData: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(authData);
  return isoCBOR.encode(
    new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", bytes],
    ]) as never,
  );
}

function client(type: string, challenge: string, origin: string): string {
  return text(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
}
