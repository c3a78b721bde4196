/** On every answer that doesn't say otherwise: it is nothing to be framed, guessed at or run. */
export const guards = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};
