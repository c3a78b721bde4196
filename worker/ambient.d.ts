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
  const built: Built & { modules: Record<"advice" | "comfort" | "departments" | "kk" | "later" | "uz", Built> };
  export default built;
}
