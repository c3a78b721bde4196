/** All buttons of a page share the one call, and with it this one object. */
import { CallController } from "./call-controller.ts";

export const pageCall = new CallController();
