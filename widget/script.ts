/** The script tag's entry: the Worker to ask is the one that served it. */
import { define } from "./define.ts";

define(new URL(import.meta.url).origin);
