import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { limitsOf } from "../worker/contract/limits.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** Everything in backticks in the README's sentences and tables. */
const named = new Set(
  [...readme.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code),
);

function assertNamed(names: Iterable<string>, what: string): void {
  const missing = [...names].filter((name) => !named.has(name));
  assert.deepEqual(missing, [], `the README does not name these ${what}`);
}

test("a developer finds every setting of the Worker in the README", () => {
  const env = /export interface Vars \{([\s\S]*?)\n\}/.exec(read("worker/settings.ts"))?.[1] ?? "";
  const settings = [...env.matchAll(/^ {2}([A-Z_]+)\??: string;/gm)].map(([, name = ""]) => name);
  assert.ok(settings.length >= 10, "settings are read from the code");
  assertNamed(settings, "settings");
});

test("an owner finds every limit and its default in the README", () => {
  const limits = readme.slice(readme.indexOf("| limit"), readme.indexOf("## How it is built"));
  for (const [group, entries] of Object.entries(limitsOf())) {
    const row = limits.split("\n").find((line) => line.split("|")[1]?.includes(`\`${group}\``)) ?? "";
    for (const [key, value] of Object.entries(entries)) {
      const shown = value === null ? "none" : String(value);
      assert.match(row, new RegExp(`\`${key}\`[^|\`]*? ${shown}\\b`), `${group}.${key} is ${shown}`);
    }
  }
});

test("a developer finds every event, part and custom property of the element in the README", () => {
  const code = ["element", "dialog"]
    .flatMap((room) => globSync(`widget/${room}/*.ts`, { cwd: new URL("..", import.meta.url) }))
    .map(read)
    .join("\n");
  assertNamed(
    new Set([...read("widget/element/events.ts").matchAll(/"(sipnet-[\w-]+)"/g)].map(([, name = ""]) => name)),
    "events",
  );
  // What the element sets itself is nobody else's.
  const used = [...code.matchAll(/var\((--sipnet-[\w-]+)/g)].map(([, name = ""]) => name);
  assertNamed(
    new Set(used.filter((name) => ![`${name}: `, `"${name}"`].some((set) => code.includes(set)))),
    "custom properties",
  );
  const parts = /`::part\(([\w ]+)\)`/.exec(readme)?.[1]?.split(" ") ?? [];
  for (const [, part = ""] of code.matchAll(/part="(\w+)"/g)) assert.ok(parts.includes(part), `the part ${part}`);
});

test("every script that the README names can be run", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const commands = [...readme.matchAll(/npm (?:run (\w+)|(start|test))/g)].map(([, run, short]) => run ?? short ?? "");
  assert.ok(commands.length >= 6);
  for (const name of commands) assert.ok(scripts[name], `npm run ${name}`);
});

test("only what the element needs is installed with it, and each has its reason in the README", () => {
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  assert.deepEqual(Object.keys(dependencies), ["@lit/context", "lit"]);
  assertNamed(Object.keys(dependencies), "dependencies");
});

test("versions are exact, the lock holds every platform and names no registry", () => {
  const manifest = JSON.parse(read("package.json")) as { dependencies: object; devDependencies: object };
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    assert.match(String(version), /^\d+\.\d+\.\d+/, `${name} is pinned`);
  }
  const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, { optionalDependencies?: object }> };
  assert.equal(read("package-lock.json").includes('"resolved"'), false);
  for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const name of Object.keys(optionalDependencies)) {
      assert.ok(
        lock.packages[`node_modules/${name}`] ?? lock.packages[`${path}/node_modules/${name}`],
        `${path} → ${name}`,
      );
    }
  }
});
