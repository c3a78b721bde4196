/**
 * Imported before Lit and before our own classes: while they are made they find the browser's own things, whatever a
 * page has put in their place. The page gets its own back before it can notice.
 */

type Policies = Pick<TrustedTypePolicyFactory, "createPolicy">;

interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: { createHTML(html: string): string }): unknown;
}

const page = globalThis as unknown as { Event: typeof Event; CustomEvent?: object; trustedTypes?: Policies };
const { Event: pagesEvent, trustedTypes } = page;
let isRefused = false;

// MooTools has a class of its own by that name, of which no event can be made that a browser takes.
const realEvent: typeof Event = page.CustomEvent && Object.getPrototypeOf(page.CustomEvent);
if (realEvent !== pagesEvent) page.Event = realEvent;

if (trustedTypes) {
  const create = trustedTypes.createPolicy.bind(trustedTypes);
  // A page that has Lit already, or our script, may allow no second policy of that name.
  trustedTypes.createPolicy = (name, rules) => {
    try {
      return create(name, rules);
    } catch {
      isRefused = true;
      return rules;
    }
  };
}

/** @returns whether templates can be made on this page */
export function giveBack(): boolean {
  if (realEvent !== pagesEvent) page.Event = pagesEvent;
  // What was put over it goes; the browser's own is the prototype's.
  delete (trustedTypes as Partial<Policies> | undefined)?.createPolicy;
  return !isRefused || takesText();
}

/** Without a policy markup is text, which a strict page takes nowhere. */
function takesText(): boolean {
  try {
    document.createElement("template").innerHTML = "<br>";
    return true;
  } catch {
    return false;
  }
}
