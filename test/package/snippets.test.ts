/** What we hand out to be pasted is well formed, whatever words the owner gives the button. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { transform } from "esbuild";
import { snippetWords } from "../../widget/package/snippet-words.ts";
import { snippetsFor, type SnippetWish } from "../../widget/package/snippets.ts";

const origin = "https://calls.example.com";
const cid = "D6VZ0000000000000000000000000ZG4";
const script = { path: "/v1/widget-0123456789abcdef.js", integrity: "sha384-abc" };
const link = { href: "tel:+74951234567", words: "+7 495 123-45-67" };
const plain: SnippetWish = { origin, attributes: { button: cid }, link, script };
/** What means something in one of the languages. */
const awkward = "</script>\"'`${1+1}{{two}}{/*}@if \\ <!-- --> & ]]>";
const hostile: SnippetWish = {
  ...plain,
  attributes: { button: cid, label: awkward, mode: "floating" },
  properties: { "--sipnet-radius": "0; } </style><script>alert(1)</script>`${2}*/ {" },
  link: { href: "tel:+7", words: awkward },
};
const codeOf = (wish: SnippetWish, kind: string): string =>
  snippetsFor(wish).find((each) => each.kind === kind)?.code ?? "";

test("every kind of site has its lines, and words in both languages", () => {
  const kinds = snippetsFor(plain).map(({ kind }) => kind);
  assert.deepEqual(kinds.toSorted(), Object.keys(snippetWords.ru).toSorted());
  for (const { kind, code } of snippetsFor(plain)) {
    assert.ok(code.includes(cid), kind);
    assert.ok(code.includes("tel:+74951234567"), kind);
    assert.ok(code.includes(origin), kind);
  }
});

test("the first is the contract's: a preload line, /widget.js, the element with its link", () => {
  assert.equal(
    snippetsFor(plain)[0]?.code,
    `<link rel="preload" as="fetch" crossorigin href="${origin}/v1/buttons/${cid}">
<script type="module" src="${origin}/widget.js"></script>
<sipnet-call-button button="${cid}">
  <a href="tel:+74951234567">+7 495 123-45-67</a>
</sipnet-call-button>`,
  );
});

test("of several departments the first one's record is preloaded", () => {
  const code = codeOf({ ...plain, attributes: { button: `${cid} OTHER` } }, "html");
  assert.ok(code.includes(`/v1/buttons/${cid}">`));
  assert.ok(code.includes(`button="${cid} OTHER"`));
});

test("a script on the page's own site is told the Worker, one of the Worker's is not", () => {
  assert.match(codeOf(plain, "ownSite"), /src="\/sipnet\/widget\.js"[^]*endpoint="https:\/\/calls\.example\.com"/);
  assert.doesNotMatch(codeOf(plain, "html"), /endpoint/);
});

test("without a number there is no link, and without a hash no pinned script", () => {
  const { attributes } = plain;
  assert.doesNotMatch(codeOf({ origin, attributes }, "html"), /<a/);
  assert.doesNotMatch(codeOf({ origin, attributes }, "tagManager"), /createElement\("a"\)/);
  assert.equal(codeOf({ origin, attributes }, "pinned"), "");
});

test("what is left empty is not said", () => {
  const code = codeOf(
    { ...plain, attributes: { button: cid, label: "" }, properties: { "--sipnet-font": "" } },
    "html",
  );
  assert.doesNotMatch(code, /label|style/);
});

for (const kind of ["react", "next", "angular"])
  test(`the lines for ${kind} compile, whatever the words`, async () => {
    const loader = kind === "angular" ? "ts" : "tsx";
    const tsconfigRaw = { compilerOptions: { experimentalDecorators: true } };
    for (const wish of [plain, hostile]) {
      const { code } = await transform(codeOf(wish, kind), { loader, jsx: "automatic", tsconfigRaw });
      assert.ok(code.includes("sipnet-call-button"));
    }
    await assert.rejects(transform(codeOf(plain, kind).replace("export", "<"), { loader }), "control");
  });

for (const kind of ["html", "wordpress", "tilda", "tagManager", "pinned", "ownSite", "vue", "svelte"])
  test(`no word of the owner's ends a script or a style of the lines for ${kind}`, () => {
    const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
    for (const pattern of [/<\/script/g, /<script/g, /<\/style/g, /<!--/g])
      assert.ok(
        count(codeOf(hostile, kind), pattern) <=
          count(
            codeOf(
              {
                ...hostile,
                properties: { "--sipnet-radius": "0" },
                attributes: { ...plain.attributes, mode: "floating" },
                link,
              },
              kind,
            ),
            pattern,
          ),
        String(pattern),
      );
  });

test("braces of a template are no braces of the owner's words", () => {
  for (const kind of ["react", "next", "vue", "svelte", "angular"])
    assert.doesNotMatch(codeOf(hostile, kind), /\{\{two|\{1\+1/, kind);
});
