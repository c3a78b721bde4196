/** How one element is written in the languages that snippets are in: each has characters of its own that mean something. */
import type { SnippetWish } from "./snippets.ts";

/** HTML; templates in which braces mean something; a template in a string of JavaScript. */
export type Markup = "html" | "braces" | "template";

const html: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const braces: Record<string, string> = { ...html, "{": "&#123;", "}": "&#125;" };
/** A backslash, a backtick and `${` would end or change the string, `@` begins a block. */
const template: Record<string, string> = { ...braces, "`": "&#96;", "\\": "&#92;", $: "&#36;", "@": "&#64;" };
const escapes: Record<Markup, Record<string, string>> = { html, braces, template };

/** A mode that is the default, or what was left empty, needs no words. */
export function attributesOf(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ""));
}

export function markup({ attributes, link }: SnippetWish, kind: Markup): string {
  const escape = (text: string): string => text.replaceAll(/[&<>"{}`\\$@]/g, (sign) => escapes[kind][sign] ?? sign);
  const said = Object.entries(attributesOf(attributes)).map(([name, value]) => `${name}="${escape(value)}"`);
  const inline = `<sipnet-call-button ${said.join(" ")}>`;
  const begin = inline.length <= 110 ? inline : `<sipnet-call-button\n${said.map((each) => `  ${each}`).join("\n")}\n>`;
  if (link === undefined) return `${begin}</sipnet-call-button>`;
  return `${begin}\n  <a href="${escape(link.href)}">${escape(link.words)}</a>\n</sipnet-call-button>`;
}

/** What a page says of its looks; empty where it leaves them as they are. */
export function css({ properties = {} }: SnippetWish, selector = "sipnet-call-button"): string {
  const said = Object.entries(properties).filter(([, value]) => value !== "");
  if (said.length === 0) return "";
  return `${selector} {\n${said.map(([name, value]) => `  ${name}: ${plain(value)};`).join("\n")}\n}`;
}

export function styleBlock(wish: SnippetWish): string {
  const styles = css(wish);
  return styles === "" ? "" : `<style>\n${indent(styles)}\n</style>\n`;
}

/** A value must not end its declaration, its rule, its comment or its element. */
function plain(value: string): string {
  return value.replaceAll(/[;{}<>`\\]|\*\//g, "");
}

/** Within a script element no text may look like its end. */
export function jsString(text: string): string {
  return JSON.stringify(text).replaceAll("<", "\\u003c");
}

export function indent(text: string, by = 2): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}
