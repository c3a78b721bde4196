/** How many tests did what they should, and how long each file of them took. */
export interface Outcome {
  passed: number;
  failed: number;
  /** What failed, a line each: said again at the end, where a reader of a long log looks. */
  failures: string[];
  times: FileTime[];
}

export interface FileTime {
  file: string;
  ms: number;
}

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      failures: [...all.failures, ...one.failures],
      times: [...all.times, ...one.times],
    }),
    { passed: 0, failed: 0, failures: [], times: [] },
  );
}

/** So many files that took longest, longest first, a line each. */
export function slowest({ times }: Outcome, count: number): string[] {
  const longest = times.toSorted((a, b) => b.ms - a.ms).slice(0, count);
  return longest.map(({ file, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}`);
}
