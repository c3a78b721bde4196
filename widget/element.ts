/** `import "sipnet-call-button/element"`: the classes, defined nowhere and without side effects. */
export { CallButton } from "./element/call-button.ts";
export { CallSettings } from "./element/call-settings.ts";
export * from "./element/events.ts";
export type * from "./element/attributes.ts";
export type { ButtonState, Progress } from "./call/progress.ts";
export type { Messages } from "./words/messages.ts";
export type { CallState, ProblemName } from "../worker/contract/visitor.ts";
