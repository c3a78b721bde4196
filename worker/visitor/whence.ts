/** What a page may say of where its visitor is, in whatever shape: that is for the owner to know, and costs no call. */
import * as v from "valibot";

export const whence = {
  page: v.fallback(v.optional(v.string()), undefined),
  campaign: v.optional(v.unknown()),
};
