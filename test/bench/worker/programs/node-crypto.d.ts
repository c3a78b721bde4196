/** The one part of workerd's own `node:crypto` that the floor uses. */
declare module "node:crypto" {
  interface Digest {
    subarray(from: number, to: number): { toString(coding: "base64url"): string };
  }
  interface Hmac {
    update(text: string): Hmac;
    digest(): Digest;
  }
  export function createHmac(algorithm: "sha256", key: string): Hmac;
}
