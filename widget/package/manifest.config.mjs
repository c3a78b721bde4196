/**
 * How editors learn of the elements: a manifest made from the sources at build time.
 * https://github.com/webcomponents/custom-elements-manifest
 */
import { CallButton } from "../element/call-button.ts";
import { CallSettings } from "../element/call-settings.ts";

const attributes = [...CallButton.observedAttributes, ...CallSettings.observedAttributes];

/** The analyzer takes fields for attributes that Lit keeps to itself, and shows what's nobody's business. */
const publicOnly = {
  name: "public-only",
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      for (const declaration of module.declarations) {
        declaration.members &&= declaration.members.filter(({ privacy = "public" }) => privacy === "public");
        declaration.attributes &&= declaration.attributes.filter(({ name }) => attributes.includes(name));
        // What `new CallDialogEvent(type)` dispatches has the names of its type already.
        declaration.events &&= declaration.events.filter(({ name }) => name?.startsWith("sipnet-"));
      }
    }
    const text = JSON.stringify(customElementsManifest.modules).replaceAll(
      /"\/?widget\/([\w/-]+)\.ts"/g,
      '"dist/package/widget/$1.js"',
    );
    customElementsManifest.modules = JSON.parse(text);
  },
};

export default {
  globs: [
    "widget/element/call-button.ts",
    "widget/element/call-settings.ts",
    "widget/element/events.ts",
    "widget/define.ts",
  ],
  outdir: "dist/package",
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [publicOnly],
};
