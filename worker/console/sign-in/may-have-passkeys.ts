/** Passkeys are bound to a domain, which an address of the network is not; and the browser must know them. */
export function mayHavePasskeys(): boolean {
  return "PublicKeyCredential" in globalThis && !/^[\d.]+$|^\[/.test(location.hostname);
}
