/** Ten thousand changes of state later, a page holds no more listeners, timers or nodes than before. */
import type { Browser, CDPSession } from "puppeteer-core";
import { startPages } from "./widget-pages.ts";

/** What a page holds on to, once garbage is collected. */
export interface Holdings {
  listeners: number;
  nodes: number;
  documents: number;
  /** Timers and intervals that are still to fire. */
  timers: number;
  /** The widget's objects of the kinds that such leaks are made of, in a snapshot of the heap. */
  detached: number;
}

/** @returns what the page held after a hundred changes, and after `changes` more */
export async function changeStates(browser: Browser, changes = 10_000): Promise<[before: Holdings, after: Holdings]> {
  const pages = await startPages();
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  try {
    await page.evaluateOnNewDocument(pretend);
    await page.goto(pages.url("widget", false));
    await page.waitForSelector("#subject >>> [part=button]", { visible: true });
    await page.evaluate(async () => {
      const button = document.querySelector("sipnet-call-button");
      button?.show();
      await button?.call("+79161234567");
    });
    await page.waitForFunction("window.tell");
    const change = (times: number) => page.evaluate(`change(${times})`);
    await change(100);
    const before = await holdings(session);
    await change(changes);
    return [before, await holdings(session)];
  } finally {
    await context.close();
    pages.close();
  }
}

async function holdings(session: CDPSession): Promise<Holdings> {
  await session.send("HeapProfiler.collectGarbage");
  const { jsEventListeners, nodes, documents } = await session.send("Memory.getDOMCounters");
  const { result } = await session.send("Runtime.evaluate", { expression: "timers.size" });
  return {
    listeners: jsEventListeners,
    nodes,
    documents,
    timers: Number(result.value),
    detached: await detached(session),
  };
}

/** Counts detached nodes in a snapshot of the heap: field `detachedness` of each node is 2. */
async function detached(session: CDPSession): Promise<number> {
  let text = "";
  const onChunk = ({ chunk }: { chunk: string }) => (text += chunk);
  session.on("HeapProfiler.addHeapSnapshotChunk", onChunk);
  await session.send("HeapProfiler.takeHeapSnapshot");
  session.off("HeapProfiler.addHeapSnapshotChunk", onChunk);
  const { snapshot, nodes } = JSON.parse(text) as { snapshot: { meta: { node_fields: string[] } }; nodes: number[] };
  const { node_fields: fields } = snapshot.meta;
  const at = fields.indexOf("detachedness");
  return nodes.filter((value, index) => index % fields.length === at && value === 2).length;
}

/** Runs in the page: a stream of events that the test writes, and a count of timers. */
function pretend(): void {
  const timers = new Set<unknown>();
  const { setTimeout: later, clearTimeout: never, setInterval: often, clearInterval: noMore } = window;
  const begin = (id: number) => (timers.add(id), id);
  const end = (id: unknown) => void timers.delete(id);
  let streams = 0;
  class Stream extends EventTarget {
    onerror = null;
    constructor() {
      super();
      streams += 1;
      Object.assign(window, { tell: (data: string) => this.dispatchEvent(new MessageEvent("state", { data })) });
    }
    close(): void {
      streams -= 1;
    }
  }
  const states = ["ringing", "connected"];
  const legs = [
    { owner: "ringing", visitor: "waiting" },
    { owner: "answered", visitor: "answered" },
  ];
  let told = 0;
  Object.assign(window, {
    timers,
    EventSource: Stream,
    setTimeout: (then: () => void, ms: number) => {
      const id: number = begin(later(() => (end(id), then()), ms));
      return id;
    },
    clearTimeout: (id: number) => (end(id), never(id)),
    setInterval: (then: () => void, ms: number) => begin(often(then, ms)),
    clearInterval: (id: number) => (end(id), noMore(id)),
    async change(times: number) {
      for (let left = times; left > 0; left--, told++) {
        const since = new Date(1_800_000_000_000 + told * 1000).toISOString();
        const call = { id: "a-call", state: states[told % 2], legs: legs[told % 2], since };
        (window as unknown as { tell(data: string): void }).tell(JSON.stringify(call));
        await Promise.resolve();
        if (left % 100 === 0) await new Promise(requestAnimationFrame);
      }
      await new Promise(requestAnimationFrame);
    },
  });
}
