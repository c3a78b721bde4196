/**
 * What all views share. They live in the page's own tree, without shadow roots, so that one style
 * sheet, the browser's labels and its autofill reach every field.
 */
import { LitElement } from "lit";
import { isCancelled, wordsFor } from "./troubles.ts";

/** Something the owner should hear of; the frame shows it and reads it out. */
export class NoticeEvent extends Event {
  readonly text: string;
  readonly kind: "done" | "failed";
  readonly undo: (() => Promise<unknown>) | undefined;

  constructor(text: string, kind: "done" | "failed", undo?: () => Promise<unknown>) {
    super("notice", { bubbles: true, composed: true });
    this.text = text;
    this.kind = kind;
    this.undo = undo;
  }
}

export class View extends LitElement {
  static override properties = { busy: { state: true } };
  /** While something is being sent; its buttons rest. */
  declare busy: boolean | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /**
   * Does something for the owner and says how it went; false where it failed.
   * @param onError - true where it has shown the error in its own place
   */
  async act(
    work: () => Promise<unknown>,
    done: string,
    { undo, onError }: { undo?: (() => Promise<unknown>) | undefined; onError?: (error: unknown) => boolean } = {},
  ): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      await work();
      if (done) this.dispatchEvent(new NoticeEvent(done, "done", undo));
      return true;
    } catch (error) {
      // Whoever thought better of it when asked for the token has lost nothing, and need not be told.
      if (!isCancelled(error) && !onError?.(error)) this.dispatchEvent(new NoticeEvent(wordsFor(error), "failed"));
      return false;
    } finally {
      this.busy = false;
    }
  }
}
