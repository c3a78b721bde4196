/** The script as a page's own site serves it: which Worker to ask is said by the element's `endpoint`. */
import { define } from "./define.ts";

define();
