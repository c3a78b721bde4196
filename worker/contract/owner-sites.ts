/** Sites that may embed the buttons, as they cross the network. Types only. */

/** A site whose pages may have the buttons. */
export interface Site {
  /** Exact, in punycode: `https://xn--80aairftm.xn--p1ai`. */
  origin: string;
  /** As the owner wrote it, where that reads otherwise: `магазин.рф`. */
  name?: string;
  /** `settings`: it stands in `ALLOWED_ORIGINS` and is taken out there. */
  from: "settings" | "console";
  addedAt?: string;
  /** When a page of it last asked for a button's record; absent: never. */
  seenAt?: string;
}

/** A site that asked for a button without being listed. */
export interface UnlistedSite {
  origin: string;
  firstAt: string;
  lastAt: string;
}

/** `GET /v1/owner/sites` */
export interface SitesReply {
  version: number;
  sites: Site[];
  /** The latest twenty, newest first. */
  unlisted: UnlistedSite[];
}

/**
 * `PUT /v1/owner/sites`: what the owner's own list is to be, 200 {@link SitesReply}; those of `ALLOWED_ORIGINS` stay
 * whatever is sent. With `version` only what was added and taken out since then changes. A 400 has `mistakes`.
 */
export interface SitesChange {
  version?: number;
  sites: (string | Pick<Site, "origin">)[];
}

/** A site that could not be read. */
export interface SiteMistakeTold {
  /** Its place in `sites`. */
  index: number;
  written: string;
  why: "unreadable" | "wildcard" | "not-https";
  /** In the asked language. */
  words: string;
}
