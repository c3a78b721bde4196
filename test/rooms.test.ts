/** Holds the map in worker/README.md and the imports of the code together, so that neither can drift. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

const most = { files: 20, lines: 250 };

/** Room → the rooms it may import, in the map's order, top floor first. */
const map = new Map(
  [
    ...readFileSync("worker/README.md", "utf8").matchAll(/^\| `([^`]+)`\s*\| [^|]+ \|\s*(?:`([^`]*)`)?\s*\|$/gm),
  ].flatMap(([, rooms = "", imports = ""]) =>
    rooms.split(" ").map((room): [string, string[]] => [room, imports.split(" ").filter(Boolean)]),
  ),
);
const floors = [...map.keys()];
const files = globSync("worker/**/*.ts").filter((file) => !file.endsWith(".d.ts"));

/** The folder below `worker/`; of a file at its root, its own name. */
function roomOf(file: string): string {
  return file.split("/")[1]?.replace(".ts", "") ?? "";
}

/** Every import of one file from another, types included. */
export function importsOf(file: string, text: string): string[] {
  const specifiers = text.matchAll(/^(?:import|export)\s[^;]*?["'](\.[^"']*)["']|\bimport\(\s*["'](\.[^"']*)["']/gms);
  return [...specifiers].map(([, named, later]) => join(dirname(file), named ?? later ?? ""));
}

function arrows(file: string, text: string): string[] {
  const inside = importsOf(file, text).filter((target) => target.startsWith("worker/"));
  return inside.map(roomOf).filter((room) => room !== roomOf(file));
}

function forbidden(file: string, text: string): string[] {
  const allowed = map.get(roomOf(file)) ?? [];
  // What is put together at the root of the Worker is one floor.
  const beside = ["index", "app"];
  const strangers = arrows(file, text).filter((room) => !allowed.includes(room));
  return strangers.filter((room) => !(beside.includes(room) && beside.includes(roomOf(file))));
}

test("every room of the code is on the map, and every room of the map is there", () => {
  assert.deepEqual([...new Set(files.map(roomOf))].toSorted(), floors.toSorted());
});

test("a room imports only what the map lets it", () => {
  const wrong = files.flatMap((file) => forbidden(file, readFileSync(file, "utf8")).map((room) => `${file} → ${room}`));
  assert.deepEqual(wrong, []);
});

test("the map has no arrow up", () => {
  for (const [room, allowed] of map) {
    for (const other of allowed) assert.ok(floors.indexOf(other) > floors.indexOf(room), `${room} → ${other} goes up`);
  }
});

test("control: a file of the Ledger that imports one of the owner's routes is found", () => {
  const text = 'import { ownerCalls } from "../owner/calls.ts";\n';
  assert.deepEqual(forbidden("worker/ledger/call-book.ts", text), ["owner"]);
});

test("no file imports in a circle, types included", () => {
  const graph = new Map(files.map((file) => [file, importsOf(file, readFileSync(file, "utf8"))]));
  assert.deepEqual(circleIn(graph), null);
  assert.deepEqual(
    circleIn(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["a"]],
      ]),
    ),
    ["a", "b", "c", "a"],
  );
});

function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const walk = (path: string[]): string[] | null => {
    const here = path.at(-1) ?? "";
    if (path.indexOf(here) < path.length - 1) return path.slice(path.indexOf(here));
    if (done.has(here)) return null;
    for (const next of graph.get(here) ?? []) {
      const circle = walk([...path, next]);
      if (circle) return circle;
    }
    done.add(here);
    return null;
  };
  for (const start of graph.keys()) {
    const circle = walk([start]);
    if (circle) return circle;
  }
  return null;
}

test(`no folder of the project holds more than ${most.files} files`, () => {
  const sources = globSync("{widget,worker,demo,test}/**/*.*", { exclude: ["**/node_modules"] });
  const folders = Map.groupBy(sources, (file) => dirname(file));
  const full = [...folders].filter(([, inside]) => inside.length > most.files);
  assert.deepEqual(
    full.map(([folder, { length }]) => `${folder}: ${length}`),
    [],
  );
});

test(`no file has more than ${most.lines} lines`, () => {
  const sources = globSync("{widget,worker,demo,test}/**/*.{ts,js,css,html}", { exclude: ["**/node_modules"] });
  const linesIn = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n").length;
  assert.deepEqual(
    sources.filter((file) => linesIn(file) > most.lines),
    [],
  );
});
