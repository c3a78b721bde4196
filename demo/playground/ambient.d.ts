/** Made by the build: what it says is read in manifest.ts. */
declare module "*/custom-elements.json" {
  const manifest: unknown;
  export default manifest;
}
