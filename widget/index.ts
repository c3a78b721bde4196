/** `import "sipnet-call-button"`: the classes, and the elements defined. */
import { define } from "./define.ts";

export * from "./element.ts";

define();
