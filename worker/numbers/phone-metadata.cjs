/**
 * What libphonenumber knows of all countries: a sixth of the Worker's script. Only CommonJS can be asked for it where
 * it is needed, in the same turn: as a module it would be compiled and made at each cold start, for page views too.
 */
exports.phoneMetadata = () => require("libphonenumber-js/metadata.max.json");
