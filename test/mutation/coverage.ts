/** Which test reaches which place of the sources: only those need to run against a fault that stands there. */
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runTest } from "./run-test.ts";

interface Range {
  startOffset: number;
  endOffset: number;
  count: number;
}

interface Script {
  url: string;
  functions: { ranges: Range[] }[];
}

export interface TestFile {
  file: string;
  ms: number;
  /** Whether the test runs what stands at an offset of a source. */
  reaches(source: string, offset: number): boolean;
}

/** Runs a test once and notes what it reaches; null if it fails: it can't tell anything then. */
export async function measure(root: string, file: string): Promise<TestFile | null> {
  const directory = await mkdtemp(join(tmpdir(), "coverage-"));
  try {
    const { passed, ms, said } = await runTest(root, file, { NODE_V8_COVERAGE: directory });
    if (!passed) {
      console.log(`${file} fails without any fault and is left out:\n${said.slice(-1_000)}`);
      return null;
    }
    const scripts = globSync(join(directory, "*.json")).flatMap(
      (path) => (JSON.parse(readFileSync(path, "utf8")) as { result: Script[] }).result,
    );
    const bySource = Map.groupBy(
      scripts.filter(({ url }) => url.startsWith("file://")),
      ({ url }) => relative(root, fileURLToPath(url)),
    );
    return { file, ms, reaches: (source, offset) => (bySource.get(source) ?? []).some((one) => runs(one, offset)) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The innermost range around the offset decides. Types are stripped to spaces, so offsets are the source's own. */
function runs({ functions }: Script, offset: number): boolean {
  const around = functions
    .flatMap(({ ranges }) => ranges)
    .filter(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset)
    .sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
  return (around[0]?.count ?? 0) > 0;
}
