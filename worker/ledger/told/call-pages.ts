/** The Ledger's calls of a span, page by page: visitors are served between the pages, and none is too large to send. */
import type { LedgerCall } from "../missed-calls.ts";

export type CallPages = AsyncIterable<readonly LedgerCall[]>;

interface PagedReports {
  callsBetween(fromMs: number, toMs: number, after?: string): Promise<LedgerCall[]>;
}

/** Oldest first. */
export async function* callPages(
  reports: PagedReports,
  fromMs: number,
  toMs: number,
): AsyncGenerator<readonly LedgerCall[]> {
  let page = await reports.callsBetween(fromMs, toMs);
  for (let last = page.at(-1); last; last = page.at(-1)) {
    yield page;
    page = await reports.callsBetween(Date.parse(last.summary.at), toMs, last.summary.id);
  }
}

export async function allOf(pages: CallPages): Promise<LedgerCall[]> {
  const calls: LedgerCall[] = [];
  for await (const page of pages) calls.push(...page);
  return calls;
}
