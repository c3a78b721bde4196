/** The npm package, as strangers' tools see it: unpacked from its tarball, beside nothing but its two dependencies. */
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { CallButton, CallSettings } from "../../widget/element.ts";
import { pack, root } from "./pack.ts";
import { runNode, tryNode } from "./run-node.ts";

let directory: string;
let tarball: string;
let installed: string;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "package-"));
  tarball = await pack(directory);
  installed = join(directory, "node_modules/sipnet-call-button");
  await mkdir(installed, { recursive: true });
  // What npm would install: the published files, with the repository's own dependencies beside them.
  for (const path of ["package.json", "dist/package"])
    await cp(join(root, path), join(installed, path), { recursive: true });
  for (const name of ["lit", "@lit", "lit-html", "lit-element"])
    await symlink(join(root, "node_modules", name), join(directory, "node_modules", name), "dir");
});

after(() => rm(directory, { recursive: true, force: true }));

async function runScript(source: string): Promise<string> {
  await writeFile(join(directory, "script.mjs"), source);
  return (await runNode(directory, "script.mjs")).trim();
}

async function bundle(source: string): Promise<string> {
  const stdin = { contents: source, resolveDir: directory };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", write: false, minify: true });
  return outputFiles[0]?.text ?? "";
}

test("publint finds nothing to say", async () => {
  const { code, said } = await tryNode(root, "node_modules/publint/src/cli.js", ["run", tarball, "--strict"]);
  assert.equal(code, 0, said);
});

test("every entry's types are found by every resolution that knows ES modules", async () => {
  const attw = "node_modules/@arethetypeswrong/cli/dist/index.js";
  const { code, said } = await tryNode(root, attw, [tarball, "--profile", "esm-only"]);
  assert.equal(code, 0, said);
});

test("only lit and @lit/context come with it", async () => {
  const { dependencies, peerDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  assert.deepEqual(Object.keys(dependencies).toSorted(), ["@lit/context", "lit"]);
  assert.equal(peerDependencies, undefined);
});

test("a server may import it: nothing throws without a document", async () => {
  const names = await runScript(`
    import * as defined from "sipnet-call-button";
    import * as classes from "sipnet-call-button/element";
    console.log(Object.keys(classes).sort().join() === Object.keys(defined).sort().join(), typeof classes.CallButton);
  `);
  assert.equal(names, "true function");
});

test("the class entry defines nothing", async () => {
  const found = await runScript(`
    const defined = [];
    globalThis.customElements = { define: (name) => defined.push(name), get: () => undefined };
    await import("sipnet-call-button/element");
    const before = defined.length;
    await import("sipnet-call-button");
    console.log(before, defined.sort().join());
  `);
  assert.equal(found, "0 sipnet-call-button,sipnet-call-settings");
});

test("a second copy of the script leaves the first one's elements alone", async () => {
  const found = await runScript(`
    const registry = new Map();
    globalThis.customElements = {
      get: (name) => registry.get(name),
      define(name, element) {
        if (registry.has(name)) throw new Error(name + " is defined twice");
        registry.set(name, element);
      },
    };
    const { CallButton } = await import("sipnet-call-button");
    await import("./node_modules/sipnet-call-button/dist/package/widget/index.js?again");
    console.log(registry.get("sipnet-call-button") === CallButton);
  `);
  assert.equal(found, "true");
});

test("a bundler drops what nobody uses", async () => {
  assert.equal((await bundle('import { CallButton } from "sipnet-call-button/element";')).trim(), "");
  const events = await bundle('export { CallStateEvent } from "sipnet-call-button/element";');
  assert.ok(events.length < 800, `${events.length} bytes for one event's class`);
  assert.ok((await bundle('import "sipnet-call-button";')).includes("sipnet-call-button"), "the control keeps it");
});

test("the manifest tells editors every attribute and event, and nothing private", async () => {
  const manifest = JSON.parse(await readFile(join(installed, "dist/package/custom-elements.json"), "utf8"));
  const declared = new Map<
    string,
    { attributes?: { name: string }[]; members?: { name: string; privacy?: string }[] }
  >();
  for (const { declarations } of manifest.modules)
    for (const one of declarations) if (one.tagName) declared.set(one.tagName, one);
  const attributesOf = (tag: string) =>
    declared
      .get(tag)
      ?.attributes?.map(({ name }) => name)
      .toSorted();
  assert.deepEqual(attributesOf("sipnet-call-button"), CallButton.observedAttributes.toSorted());
  assert.deepEqual(attributesOf("sipnet-call-settings"), CallSettings.observedAttributes.toSorted());
  const members = declared.get("sipnet-call-button")?.members ?? [];
  for (const name of ["show", "close", "call", "cancel", "state"]) assert.ok(members.some((one) => one.name === name));
  assert.deepEqual(
    members.filter(({ privacy = "public" }) => privacy !== "public"),
    [],
  );
  for (const { path } of manifest.modules) await readFile(join(installed, path));
});
