/** Compressed files become modules of bytes (`rules` in wrangler.jsonc). */
declare module "*.br" {
  const bytes: ArrayBuffer;
  export default bytes;
}
declare module "*.gz" {
  const bytes: ArrayBuffer;
  export default bytes;
}
declare module "*/widget.json" {
  interface Built {
    hash: string;
    integrity: string;
  }
  const built: Built & {
    modules: Record<"advice" | "comfort" | "departments" | "kk" | "later" | "remedies" | "uz", Built>;
  };
  export default built;
}
/** The one part of the platform's `node:crypto` that is used. */
declare module "node:crypto" {
  interface Digest {
    subarray(from: number, to: number): { toString(coding: "base64url"): string };
  }
  interface Hmac {
    update(text: string): Hmac;
    digest(): Digest;
  }
  export function createHmac(algorithm: "sha256", key: string | Uint8Array): Hmac;
}
