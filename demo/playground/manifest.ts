/** What the custom-elements manifest says of the element: made from the sources at build time, so that nothing here grows old. */
import manifest from "../../dist/package/custom-elements.json";

export interface Described {
  name: string;
  description?: string;
}

export interface Member extends Described {
  kind: string;
  static?: boolean;
  readonly?: boolean;
  type?: { text: string };
  parameters?: { name: string }[];
  return?: { type: { text: string } };
}

export interface Declaration {
  tagName?: string;
  attributes?: (Described & { type?: { text: string } })[];
  members?: Member[];
  events?: Described[];
  slots?: Described[];
  cssParts?: Described[];
  cssProperties?: Described[];
  cssStates?: Described[];
}

const { modules } = manifest as unknown as { modules: { declarations: Declaration[] }[] };

export const callButton: Required<Declaration> = {
  tagName: "sipnet-call-button",
  attributes: [],
  members: [],
  events: [],
  slots: [],
  cssParts: [],
  cssProperties: [],
  cssStates: [],
  ...modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === "sipnet-call-button"),
};

/** Of an instance: what the class itself has is in the README. */
export const methods = callButton.members.filter((member) => member.kind === "method" && !member.static);

/** What an attribute may be, where its type is a choice of words. */
export function wordsOf(type = ""): string[] {
  return [...type.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
}
