/** What a page can listen to. All of it bubbles, out of shadow trees too. */
import type { ProblemName } from "../../worker/contract/visitor.ts";
import type { Refusal } from "../call/api.ts";
import type { ButtonState, Progress } from "../call/progress.ts";

const open: EventInit = { bubbles: true, composed: true };

/** Before a call is asked for; `preventDefault()` keeps it from being. */
export class CallBeforeEvent extends Event {
  button: string;
  /** E.164. */
  phone: string;

  constructor(button: string, phone: string) {
    super("sipnet-call-before", { ...open, cancelable: true });
    this.button = button;
    this.phone = phone;
  }
}

/** The call has come to another state, or one of its legs has. */
export class CallStateEvent extends Event {
  state: ButtonState;
  /** As the Worker told it; of a wish that got no answer there is only the state `unknown`. */
  call: Progress;

  constructor(call: Progress) {
    super("sipnet-call-state", open);
    this.state = call.state;
    this.call = call;
  }
}

/** A call can't be had, and why: a problem of the Worker's, or `endpoint` where nobody said which Worker to ask. */
export class CallErrorEvent extends Event {
  problem: ProblemName | "endpoint";
  /** Seconds until another try makes sense, when known. */
  retryAfterS: number | undefined;

  constructor({ problem, retryAfterS }: Refusal) {
    super("sipnet-call-error", open);
    this.problem = problem;
    this.retryAfterS = retryAfterS;
  }
}

/** The dialog has been opened or closed. */
export class CallDialogEvent extends Event {
  constructor(type: "sipnet-show" | "sipnet-close") {
    super(type, open);
  }
}

declare global {
  interface HTMLElementEventMap {
    "sipnet-call-before": CallBeforeEvent;
    "sipnet-call-state": CallStateEvent;
    "sipnet-call-error": CallErrorEvent;
    "sipnet-show": CallDialogEvent;
    "sipnet-close": CallDialogEvent;
  }
}
