/** A button as it crosses a boundary: SIPNET's record and, beside it, what this system adds. */
import type { WebButton } from "../sipnet/readers.ts";
import type { Language } from "./visitor.ts";

/** The record of `webbuttons`. API document, section 6.8. */
export interface ButtonRecord extends Omit<WebButton, "raw" | "cid"> {
  cid: string;
}

/** Opening hours: round the clock, weekly in a zone of the IANA database, or not said. */
export type Hours = "always" | WeeklyHours;

export interface WeeklyHours {
  zone: string;
  /** Spans of `HH:MM` to `HH:MM` (`24:00` too) that begin on each day; one that ends earlier than it begins goes on after midnight. */
  week: Partial<Record<Weekday, [string, string][]>>;
  /** `2027-01-01`; closed all day. */
  holidays?: string[];
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** Somebody of the owner's whose phone a button rings. */
export interface Agent {
  name: string;
  phone: string;
  /** When they may be rung, within the button's own hours; at any time where it is not said. */
  hours?: Hours;
  /** Not to be rung until then (RFC 3339), or until they are back. */
  away?: string | true;
}

/** How several agents are rung: all at once, one after another, or so that each begins in their turn. */
export type Ring = "all" | "in-turn" | "round-robin";

export interface ButtonExtras {
  agents: Agent[];
  ring: Ring;
  rings: "owner" | "visitor";
  hours: Hours | null;
  /** Empty means all of `ALLOWED_ORIGINS`. */
  origins: string[];
  lang: Language;
  /** Text of the consent box; none is shown without. */
  consent: string | null;
  /** Sub-account that dials (`foruser`). */
  account: string | null;
  /** Calls of this button, where fewer than `button.perHour` and `button.perDay` of the limits. */
  limits: { perHour?: number; perDay?: number } | null;
}

export type Button = ButtonRecord & ButtonExtras;

/** SIPNET's record without its name: what both sides may change. */
export type SharedFields = Omit<ButtonRecord, "cid">;
