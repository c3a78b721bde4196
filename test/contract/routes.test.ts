/** Whoever writes a program against the Worker, or the simulator, finds every name in the tables of its README. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadWorker } from "../stand-ins/worker-modules.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const routes = read("worker/contract/README.md");

/** What is in backticks. */
const namedIn = (text: string) => new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, name = ""]) => name));

/** Files of the page, the console and the widget have patterns for names; the hooks' path is a secret. */
const isFile = (path: string) => path.includes("{") || path.startsWith("/console") || path.startsWith("/v1/hooks");

test("every route is in the table of routes, and no other", async () => {
  const { createApp } = await loadWorker();
  const served = createApp()
    .routes.filter(({ method, path }) => method !== "ALL" && !isFile(path))
    .map(({ method, path }) => `${method} ${path}`);
  const told = [...namedIn(routes)].filter((name) => /^(?:GET|POST|PUT|DELETE) \/[\w/:.-]+$/.test(name));
  assert.deepEqual(told.toSorted(), [...new Set(served)].toSorted());
  assert.ok(served.length > 60, "routes are read from the app");
});

test("every trouble and every problem is named", () => {
  const union = (source: string, name: string) => {
    const [, members = ""] = new RegExp(`export type ${name} =([^;]+);`).exec(source) ?? [];
    return [...members.matchAll(/"([\w-]+)"/g)].map(([, member = ""]) => member);
  };
  const names = [
    ...union(read("worker/contract/owner.ts"), "Trouble"),
    ...union(read("worker/contract/visitor.ts"), "ProblemName"),
    ...union(read("worker/http/problem.ts"), "OwnerProblemName"),
  ];
  assert.ok(names.length > 30);
  assert.deepEqual(
    names.filter((name) => !namedIn(routes).has(name)),
    [],
  );
});

test("every control of the simulator is in its table", () => {
  const code = [...read("demo/sipnet/controls.ts").matchAll(/case "(\w+) ([\w/*]+)":/g)];
  const controls = code.map(([, method = "", path = ""]) => `${method} /sim/${path}`);
  const told = [...namedIn(read("demo/sipnet/README.md"))].map((name) => name.replaceAll(/:\w+/g, "*"));
  assert.ok(controls.length > 8);
  assert.deepEqual(
    controls.filter((name) => !told.includes(name)),
    [],
  );
});
