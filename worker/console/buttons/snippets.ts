/** What the owner (or whoever keeps the site) pastes, for each kind of site. */
import { words } from "../words/buttons.ts";

export interface SnippetWish {
  /** The Worker's own address. */
  origin: string;
  cid: string;
  /** E.164 of the button's own phone; none where that is an address of SIPNET or can't be read. */
  number: string | undefined;
  /** Of the script that is served now. */
  script: { path: string; integrity: string };
}

export interface Snippet {
  name: string;
  code: string;
  /** Where to paste it. */
  how: string;
}

export function snippetsFor(wish: SnippetWish): Snippet[] {
  const { origin, cid, script } = wish;
  const pinned = `<script type="module" src="${origin}${script.path}"\n  integrity="${script.integrity}" crossorigin="anonymous"></script>`;
  const early = `<link rel="preload" as="fetch" crossorigin href="${origin}/v1/buttons/${cid}">`;
  const plain = `${early}\n<script type="module" src="${origin}/widget.js"></script>`;
  const element = `<sipnet-call-button button="${cid}">${link(wish)}</sipnet-call-button>`;
  const inside = words().plainSiteHint;
  return [
    {
      name: "HTML",
      code: `${pinned}\n${element}`,
      how: `${inside} ${words().pinnedHint}`,
    },
    {
      name: "npm",
      code: npmCode(origin, element),
      how: words().siteCodeHint,
    },
    { name: "React", code: reactCode(wish), how: words().reactHint },
    {
      name: "Vue",
      code: vueCode(wish),
      how: words().vueHint,
    },
    {
      name: "WordPress",
      code: `<!-- wp:html -->\n${plain}\n${element}\n<!-- /wp:html -->`,
      how: words().customBlockHint,
    },
    { name: "Tilda", code: `${plain}\n${element}`, how: words().tildaHint },
    {
      name: "Google Tag Manager",
      code: gtmCode(wish),
      how: words().tagManagerHint,
    },
  ];
}

function link({ number }: SnippetWish): string {
  return number === undefined ? "" : `<a href="tel:${number}">${number}</a>`;
}

function npmCode(origin: string, element: string): string {
  return `npm install sipnet-call-button\n\nimport "sipnet-call-button";\n\n<sipnet-call-settings endpoint="${origin}">\n  ${element}\n</sipnet-call-settings>`;
}

function reactCode(wish: SnippetWish): string {
  return `import "sipnet-call-button";

export function CallMe() {
  return (
    <sipnet-call-button endpoint="${wish.origin}" button="${wish.cid}">
      ${link(wish)}
    </sipnet-call-button>
  );
}`;
}

function vueCode(wish: SnippetWish): string {
  return `<script setup>
import "sipnet-call-button";
</script>

<template>
  <sipnet-call-button endpoint="${wish.origin}" button="${wish.cid}">
    ${link(wish)}
  </sipnet-call-button>
</template>`;
}

/** Tag managers drop unknown elements and module scripts, so that a script puts them there. */
function gtmCode({ origin, cid }: SnippetWish): string {
  return `<script>
  (function () {
    var script = document.createElement("script");
    script.type = "module";
    script.src = "${origin}/widget.js";
    document.head.appendChild(script);
    var button = document.createElement("sipnet-call-button");
    button.setAttribute("button", "${cid}");
    button.setAttribute("mode", "floating");
    document.body.appendChild(button);
  })();
</script>`;
}
