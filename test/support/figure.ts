/** One row of the table "what was asked, what was measured"; the long form fails where one does not hold. */
export interface Figure {
  what: string;
  asked: string;
  measured: string;
  holds: boolean;
}

/** The rows as a Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ what, asked, measured, holds }) => `| ${what} | ${asked} | ${measured} | ${yes(holds)} |`,
  );
  return ["| what | asked | measured | holds |", "|---|---|---|---|", ...rows].join("\n");
}

/** `1,000,000`, for readers. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

function yes(holds: boolean): string {
  return holds ? "yes" : "**no**";
}
