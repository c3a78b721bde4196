/**
 * What a page's author pastes, for each kind of site. The console, the demo's page and the playground hand out these
 * same lines, so that they are mended in one place.
 */
import type { SnippetKind } from "./snippet-words.ts";
import { attributesOf, css, indent, jsString, type Markup, markup, styleBlock } from "./snippet-markup.ts";

export interface SnippetWish {
  /** The Worker's own address. */
  origin: string;
  /** Attributes of the element, `button` among them. */
  attributes: Readonly<Record<string, string>>;
  /** Custom properties and what they are set to. */
  properties?: Readonly<Record<string, string>>;
  /** The owner's number, which works where a call can't be had. */
  link?: { href: string; words: string } | undefined;
  /** Of the script that is served now, for pages that pin it. */
  script?: { path: string; integrity: string } | undefined;
}

export interface Snippet {
  kind: SnippetKind;
  code: string;
}

/** Those whose script tag brings the element, then those with a build of their own. */
export function snippetsFor(wish: SnippetWish): Snippet[] {
  const plain = pageSnippet(wish);
  const code: Partial<Record<SnippetKind, string>> = {
    html: plain,
    wordpress: `<!-- wp:html -->\n${plain}\n<!-- /wp:html -->`,
    tilda: plain,
    tagManager: tagManager(wish),
    npm: `npm install sipnet-call-button\n\nimport "sipnet-call-button";\n\n${styleBlock(wish)}${element(wish, "html")}`,
    react: jsx(wish),
    next: `"use client";\n\n${jsx(wish)}`,
    vue: vue(wish),
    svelte: svelte(wish),
    angular: angular(wish),
    ...(wish.script && { pinned: pinned(wish, wish.script) }),
    ownSite: [preload(wish), script("/sipnet/widget.js"), styleBlock(wish), element(wish, "html")].join(""),
  };
  return (Object.keys(code) as SnippetKind[]).map((kind) => ({ kind, code: code[kind] ?? "" }));
}

/** The lines of any page. */
export function pageSnippet(wish: SnippetWish): string {
  return [preload(wish), script(`${wish.origin}/widget.js`), styleBlock(wish), markup(wish, "html")].join("");
}

/** A record is asked for by the first department's id. */
function preload({ origin, attributes }: SnippetWish): string {
  const [cid = ""] = (attributes.button ?? "").split(" ");
  return `<link rel="preload" as="fetch" crossorigin href="${origin}/v1/buttons/${cid}">\n`;
}

function script(src: string, more = ""): string {
  return `<script type="module" src="${src}"${more}></script>\n`;
}

/** The element as an npm build needs it: there is no script tag to tell it the Worker. */
function element(wish: SnippetWish, kind: Markup): string {
  return markup({ ...wish, attributes: { endpoint: wish.origin, ...wish.attributes } }, kind);
}

function pinned(wish: SnippetWish, { path, integrity }: NonNullable<SnippetWish["script"]>): string {
  const tag = script(wish.origin + path, `\n  integrity="${integrity}" crossorigin="anonymous"`);
  return [preload(wish), tag, styleBlock(wish), markup(wish, "html")].join("");
}

function vue(wish: SnippetWish): string {
  const begin = `<script setup>\nimport "sipnet-call-button";\n</script>`;
  return `${begin}\n\n<template>\n${indent(element(wish, "braces"))}\n</template>${styleOf(wish)}`;
}

function svelte(wish: SnippetWish): string {
  const begin = `<script>\n  import "sipnet-call-button";\n</script>`;
  return `${begin}\n\n${element(wish, "braces")}${styleOf(wish, ":global(sipnet-call-button)")}`;
}

function jsx(wish: SnippetWish): string {
  const styles = css(wish);
  const note = styles === "" ? "" : `\n\n/* ${styles.replaceAll("\n", "\n   ")} */`;
  return `import "sipnet-call-button";\n\nexport function CallMe() {\n  return (\n${indent(element(wish, "braces"), 4)}\n  );\n}${note}`;
}

function styleOf(wish: SnippetWish, selector?: string): string {
  const styles = css(wish, selector);
  return styles === "" ? "" : `\n\n<style>\n${indent(styles)}\n</style>`;
}

function angular(wish: SnippetWish): string {
  const styles = css(wish);
  const template = indent(element(wish, "template"), 4);
  return `import { Component, CUSTOM_ELEMENTS_SCHEMA } from "@angular/core";
import "sipnet-call-button";

@Component({
  selector: "call-me",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
${template}
  \`,${styles === "" ? "" : `\n  styles: \`\n${indent(styles, 4)}\n  \`,`}
})
export class CallMe {}`;
}

/** Tag managers drop unknown elements and module scripts, so that a script puts them there. */
function tagManager(wish: SnippetWish): string {
  const { origin, link, properties = {} } = wish;
  const attributes = Object.entries(attributesOf({ mode: "floating", ...wish.attributes }));
  const styles = Object.entries(properties).filter(([, value]) => value !== "");
  const lines = [
    'var script = document.createElement("script");',
    'script.type = "module";',
    `script.src = ${jsString(`${origin}/widget.js`)};`,
    'var button = document.createElement("sipnet-call-button");',
    ...attributes.map(([name, value]) => `button.setAttribute(${jsString(name)}, ${jsString(value)});`),
    ...styles.map(([name, value]) => `button.style.setProperty(${jsString(name)}, ${jsString(value)});`),
    ...(link === undefined
      ? []
      : [
          'var link = document.createElement("a");',
          `link.href = ${jsString(link.href)};`,
          `link.textContent = ${jsString(link.words)};`,
          "button.appendChild(link);",
        ]),
    "document.body.appendChild(button);",
    "document.head.appendChild(script);",
  ];
  return `<script>\n  (function () {\n${indent(lines.join("\n"), 4)}\n  })();\n</script>`;
}
