/** What the provider shows of a call, whatever rows it came in, and how that has moved since the last look. */
import type { Legs } from "../../contract/visitor.ts";
import type { EndWord, LegWord } from "../../sipnet/call-words.ts";

export interface Sighting {
  id?: string;
  /** By what its row is told from others in the list: `rowName`. */
  name?: string;
  /** How the call stands, where a word says so. */
  state?: "ringing" | "connected" | "completed";
  sides: Partial<Record<keyof Legs, LegWord>>;
  /** Why it ended, of nobody in particular. */
  why?: EndWord;
  durationS: number;
  /** Whether a row says how long, in a writing that can be read; where none does, `durationS` is nothing. */
  timed?: boolean;
  /** Which of the owner's several phones has answered. */
  answeredBy?: string;
  price?: number;
  uuids: readonly string[];
  /** A word says that each of these rows is over, though others may follow. */
  saidOver: boolean;
  /** The rows have a word, a duration or a price, so that they would show an end. */
  tells: boolean;
  /** Two calls of the provider fit where there should be one. */
  twice: boolean;
}

export interface Movement {
  /** Nothing has changed for so long that nothing will. */
  still: boolean;
  /** The duration has grown since the last look: two people talk. */
  grows: boolean;
}
