/** `import "sipnet-call-button/element"`: the classes, defined nowhere and without side effects. */
export { CallButton } from "./call-button.ts";
export { CallSettings } from "./call-settings.ts";
export * from "./events.ts";
export type * from "./attributes.ts";
