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
  const built: { hash: string; integrity: string };
  export default built;
}
