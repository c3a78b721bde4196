import type { MetadataJson } from "libphonenumber-js/core";

/** The whole of it; read when it is first asked for, and kept. */
export function phoneMetadata(): MetadataJson;
