/** What only a receiver's channel may know: an address with a key in it, a token, a password. */
export type Secrets = Readonly<Record<string, string>>;
