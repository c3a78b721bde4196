/** Waiting until nothing that was set going is on its way any more, however busy the machine is. */

/** Hashes and keys are made in threads of the platform's own. */
const threads = { busy: 0 };
const inThreads = ["decrypt", "deriveBits", "deriveKey", "digest", "encrypt", "importKey", "sign", "verify"] as const;
for (const name of inThreads) {
  const real = crypto.subtle[name].bind(crypto.subtle) as (...args: unknown[]) => Promise<unknown>;
  const counted = (...args: unknown[]) => {
    threads.busy += 1;
    return real(...args).finally(() => (threads.busy -= 1));
  };
  Object.defineProperty(crypto.subtle, name, { value: counted });
}

/** So many turns in which no thread works for it any more. */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 30; quiet++) {
    await new Promise((done) => setImmediate(done));
    if (threads.busy > 0) quiet = 0;
  }
}
