/** The manifest, from which editors and the playground's reference are made, says what the element has: no more, no less. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { descriptionsRu, type DescribedKind } from "../../demo/playground/descriptions-ru.ts";
import { CallButton } from "../../widget/element.ts";

interface Named {
  name: string;
  kind?: string;
  static?: boolean;
  description?: string;
}

const manifest = JSON.parse(readFileSync("dist/package/custom-elements.json", "utf8"));
const element: Record<DescribedKind, Named[]> = manifest.modules
  .flatMap(({ declarations }: { declarations: { tagName?: string }[] }) => declarations)
  .find(({ tagName }: { tagName?: string }) => tagName === "sipnet-call-button");

const namesOf = (kind: DescribedKind): string[] => element[kind].map(({ name }) => name).toSorted();
const sources = globSync("widget/{element,dialog}/*.ts").map((path) => readFileSync(path, "utf8"));
const code = sources.join("\n");
const found = (pattern: RegExp): string[] =>
  [...new Set([...code.matchAll(pattern)].flatMap(([, names = ""]) => names.split(" ")))].toSorted();

/** A pair of lists that must be alike, and where the second is read. */
const pairs: [kind: DescribedKind, real: () => string[]][] = [
  ["attributes", () => CallButton.observedAttributes.toSorted()],
  ["events", () => [...new Set(readFileSync("widget/element/events.ts", "utf8").match(/sipnet-[\w-]+/g))].toSorted()],
  ["cssParts", () => [...new Set(partsOf())].toSorted()],
  ["cssProperties", usedProperties],
];

/** Written out, or by a condition. */
function partsOf(): string[] {
  return [...found(/\bpart="([\w ]+)"/g), ...found(/\bpart=\$\{\w+ \? "([\w ]+)"/g)];
}

/** What the element sets itself is nobody else's. */
function usedProperties(): string[] {
  return found(/var\(\s*(--sipnet-[\w-]+)/g).filter(
    (name) => ![`${name}: `, `"${name}"`].some((set) => code.includes(set)),
  );
}

for (const [kind, real] of pairs)
  test(`the manifest's ${kind} are the element's`, () => assert.deepEqual(namesOf(kind), real()));

test("the manifest's methods are the element's public ones", () => {
  const own = Object.entries(Object.getOwnPropertyDescriptors(CallButton.prototype));
  const methods = own.filter(([, { value }]) => typeof value === "function").map(([name]) => name);
  const lifecycle = [
    "constructor",
    "adoptedCallback",
    "connectedCallback",
    "disconnectedCallback",
    "willUpdate",
    "render",
    "updated",
  ];
  const internal = [...code.matchAll(/@internal[^\n]*\n {2}(?:async )?(\w+)\(/g)].map(([, name = ""]) => name);
  const real = methods.filter((name) => ![...lifecycle, ...internal].includes(name));
  const told = element.members.filter(({ kind, static: ofClass }) => kind === "method" && !ofClass);
  assert.deepEqual(told.map(({ name }) => name).toSorted(), real.toSorted());
});

test("control: an attribute that the manifest lacks is noticed", () => {
  assert.notDeepEqual(namesOf("attributes"), [...CallButton.observedAttributes, "brand-new"].toSorted());
});

test("everything is described, in Russian as well, and nothing that is gone", () => {
  for (const [kind, russian] of Object.entries(descriptionsRu) as [DescribedKind, Record<string, string>][]) {
    const shown = kind === "members" ? element.members.filter((member) => member.kind === "method") : element[kind];
    assert.deepEqual(Object.keys(russian).toSorted(), shown.map(({ name }) => name).toSorted(), kind);
    if (kind !== "members") for (const { name, description } of shown) assert.ok(description, `${kind} ${name}`);
  }
});
