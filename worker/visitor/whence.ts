/** What a page may say of where its visitor is, in whatever shape: that is for the owner to know, and costs no call. */
import * as v from "valibot";

/** An advertiser's links are long, and what is too long is cut later. */
export const mostBytes = 16_384;

export const whence = {
  page: v.fallback(v.optional(v.string()), undefined),
  campaign: v.optional(v.unknown()),
};
