/**
 * What whoever builds the page should know, once a mistake, in the browser's console. Loaded only where something is
 * wrong: a page that works never pays for it.
 */
import type { PlacedHost } from "../call/call-host.ts";

/** Frameworks may give an element its attributes a while after it has come. */
const patienceMs = 2_000;

class Adviser {
  #said = new Set<string>();

  say(words: string, host?: Element): void {
    if (this.#said.has(words)) return;
    this.#said.add(words);
    console.warn(`sipnet-call-button: ${words}`, ...(host ? [host] : []));
  }
}

const adviser = new Adviser();

/** Lit's policy was refused, and markup without one: nothing can be drawn here. */
function advisePolicy(): void {
  adviser.say(
    "this page lets `lit-html` be a Trusted Types policy only once. Add 'allow-duplicates' to its `trusted-types` directive. Until then the link stays.",
  );
}

/**
 * Looks for what is wrong with a button, when it has had its time; without one, elements could not be defined.
 * @param source - the Worker it asks
 */
export async function advise(host?: PlacedHost, source?: string): Promise<void> {
  if (!host) return advisePolicy();
  await new Promise((resolve) => setTimeout(resolve, patienceMs));
  if (!host.isConnected) return;
  for (const words of attributesOf(host)) adviser.say(words, host);
  // What could not be had shows no button.
  if (host.button && !host.shadowRoot?.querySelector("[part=button]")) await adviseOnRecord(host, source);
}

function attributesOf({ button, mode, placement }: PlacedHost): string[] {
  const wrong: string[] = [];
  if (!button) wrong.push('it has no `button`. Give it the id of the record: <sipnet-call-button button="D6VZ…">.');
  if (mode && mode !== "inline" && mode !== "floating")
    wrong.push(`mode="${mode}" is unknown and counts as inline. There are: inline, floating.`);
  if (placement && !/^(?:top|bottom)-(?:left|right)$/.test(placement))
    wrong.push(
      `placement="${placement}" is unknown and counts as bottom-right. There are: bottom-right, bottom-left, top-right, top-left.`,
    );
  return wrong;
}

async function adviseOnRecord(host: PlacedHost, source: string | undefined): Promise<void> {
  if (source === undefined)
    return adviser.say('it knows no Worker. Say which: endpoint="https://calls.example.com".', host);
  const [cid = ""] = host.button?.match(/\S+/g) ?? [];
  // A visitor who is offline needs no advice.
  if (!navigator.onLine) return;
  const blocked = blockedBy(source);
  const response = await fetch(`${source}/v1/buttons/${encodeURIComponent(cid)}`).catch(() => undefined);
  const directive = await blocked;
  if (directive)
    adviser.say(`the page's Content-Security-Policy blocks the Worker. Add ${source} to its \`${directive}\`.`, host);
  else if (!response)
    adviser.say(`nothing answers at ${source}. Check \`endpoint\`, and whether the Worker runs.`, host);
  else if (response.status === 403)
    adviser.say(`${location.origin} is not among the sites of this Worker. Add it to the sites in its console.`, host);
  else if (response.status === 404)
    adviser.say(`the Worker at ${source} has no button "${cid}". Look up its id in the console.`, host);
}

/** The directive by which the page's policy refuses what is asked next, if it does. */
function blockedBy(source: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const note = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void => {
      if (blockedURI.startsWith(source)) done(effectiveDirective);
    };
    const done = (directive?: string): void => {
      document.removeEventListener("securitypolicyviolation", note);
      resolve(directive);
    };
    document.addEventListener("securitypolicyviolation", note);
    // Told in a task of its own, soon after the request has failed.
    setTimeout(done, patienceMs);
  });
}
