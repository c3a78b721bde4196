/**
 * A push service and the one browser behind it. What it is handed it opens as that browser would, by RFC 8291: the
 * Worker's own code has no part in it.
 */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

export interface PushNote {
  title: string;
  body: string;
  tag: string;
}

export interface PushSubscriber {
  p256dh: string;
  auth: string;
}

const keyAt = 21;

export class ToyBrowser {
  readonly #pair = createECDH("prime256v1");
  readonly #auth = randomBytes(16);

  constructor() {
    this.#pair.generateKeys();
  }

  /** What its subscription says of it. */
  get keys(): PushSubscriber {
    return { p256dh: this.#pair.getPublicKey("base64url"), auth: this.#auth.toString("base64url") };
  }

  /** @throws where it was sealed for somebody else, or changed on its way */
  open(body: Buffer): string {
    const [salt, theirs, sealed] = [body.subarray(0, 16), body.subarray(keyAt, keyAt + 65), body.subarray(keyAt + 65)];
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.#pair.getPublicKey(), theirs]);
    const material = Buffer.from(hkdfSync("sha256", this.#pair.computeSecret(theirs), this.#auth, info, 32));
    const part = (name: string, bytes: number) =>
      Buffer.from(hkdfSync("sha256", material, salt, `Content-Encoding: ${name}\0`, bytes));
    const cipher = createDecipheriv("aes-128-gcm", part("aes128gcm", 16), part("nonce", 12));
    cipher.setAuthTag(sealed.subarray(-16));
    const record = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    return record.subarray(0, record.lastIndexOf(2)).toString();
  }
}
