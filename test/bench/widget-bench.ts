/**
 * What the widget costs a page, beside a Lit button that asks for its record, a bare one and an element without any
 * library: medians of interleaved loads in Chromium, its CPU slowed four times, nothing cached. Painting and a real
 * press are measured on a slow network, script time without one.
 */
import type { Browser, CDPSession } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { isWidget, painted, type Subject, startPages, subjects } from "./widget-pages.ts";

/** One page load; times in milliseconds. */
export interface Load {
  paintedMs: number;
  scriptMs: number;
  longTasks: number;
  /** Cumulative, times nothing. */
  shift: number;
  /** Script up to the dialog's first showing, and from a real press to the next paint; the widget only. */
  dialogScriptMs?: number;
  pressMs?: number;
}

export interface Gate {
  what: string;
  figure: number;
  most: number;
}

export interface WidgetBench {
  table: Record<Subject, Load>;
  gates: Gate[];
  passed: boolean;
}

/** Of the browser, which hears of addresses, and of the page's own process. */
interface Page {
  root: CDPSession;
  session: CDPSession;
}

const slowDown = 4;
const paintLimitMs = 15_000;
const blank = "about:blank#bench";

/** Slow 4G, as Chromium's own tools mean it. */
const slowNetwork = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const fastNetwork = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

/** @param loads - of each page; 9 at least */
export async function benchWidget(loads = 9): Promise<WidgetBench> {
  const pages = await startPages();
  const browser = await launchChromium();
  const measured = bySubject((): Load[] => []);
  try {
    const page = await slowPage(browser);
    // A first load of each warms the browser and counts nowhere.
    for (let round = 0; round <= loads; round++)
      for (const subject of subjects) {
        const load = {
          ...(await reported(page, pages.url(subject, true), subject)),
          ...(await scripted(page, pages.url(subject, false), subject)),
        };
        if (round > 0) measured[subject].push(load);
      }
  } finally {
    await browser.close();
    pages.close();
  }
  const table = bySubject((subject) => median(measured[subject]));
  const gates = gatesOf(table, measured.widgetEarly);
  return { table, gates, passed: gates.every(({ figure, most }) => figure <= most) };
}

function bySubject<Kind>(make: (subject: Subject) => Kind): Record<Subject, Kind> {
  return Object.fromEntries(subjects.map((subject) => [subject, make(subject)])) as Record<Subject, Kind>;
}

function gatesOf({ asking, askingEarly, widget, widgetEarly }: Record<Subject, Load>, loads: Load[]): Gate[] {
  const worst = (read: (load: Load) => number) => Math.max(...loads.map(read));
  const paintedBeside = (ours: Load, theirs: Load) => ours.paintedMs / theirs.paintedMs;
  return [
    {
      what: "painted with our snippet, times a Lit button that asks",
      figure: paintedBeside(widgetEarly, asking),
      most: 0.9,
    },
    { what: "painted, both with a preload line", figure: paintedBeside(widgetEarly, askingEarly), most: 1.15 },
    {
      what: "script to the painted button, times a Lit button that asks",
      figure: widget.scriptMs / asking.scriptMs,
      most: 1.5,
    },
    { what: "real press to next paint, ms", figure: widgetEarly.pressMs ?? 0, most: 100 },
    { what: "long tasks", figure: median(loads).longTasks, most: 0 },
    { what: "layout shift, the worst load", figure: worst(({ shift }) => shift), most: 0 },
  ];
}

/**
 * One page for all loads: a process that has just begun is slow at everything, whatever it loads. It is driven past
 * the library's own session, which watches the network and so has the browser note the stack of every request:
 * a visitor's browser does nothing of the kind.
 */
async function slowPage(browser: Browser): Promise<Page> {
  const root = await browser.target().createCDPSession();
  await root.send("Target.setDiscoverTargets", { discover: true });
  await root.send("Target.createTarget", { url: blank });
  const target = await browser.waitForTarget((each) => each.url() === blank);
  const session = await target.createCDPSession();
  await session.send("Performance.enable");
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
  return { root, session };
}

/** Script of a page that does nothing else. */
async function scripted(page: Page, url: string, subject: Subject) {
  await setNetwork(page, fastNetwork);
  await show(page, url);
  const scriptMs = await scriptTime(page.session);
  if (!isWidget(subject)) return { scriptMs };
  await press(page);
  return { scriptMs, dialogScriptMs: await scriptTime(page.session) };
}

/** What the browser itself reports of a page on a slow network, and the frames that a visitor waits for. */
async function reported(page: Page, url: string, subject: Subject) {
  await setNetwork(page, slowNetwork);
  await show(page, url);
  if (isWidget(subject)) await press(page);
  const notes = "({ paintedMs, longTasks, shift, pressMs })";
  return ask<Pick<Load, "paintedMs" | "longTasks" | "shift" | "pressMs">>(page, notes);
}

/** Watched only while it is slow: the browser notes the stack of every request then. */
async function setNetwork({ session }: Page, network: typeof slowNetwork): Promise<void> {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", network);
  if (network === fastNetwork) await session.send("Network.disable");
}

/** Resolves once the button is painted. Asking the page again and again whether it is so far would be script as well. */
async function show({ root, session }: Page, url: string): Promise<void> {
  await session.send("HeapProfiler.collectGarbage");
  const seen = Promise.withResolvers<void>();
  const look = ({ targetInfo }: { targetInfo: { url: string } }): void => {
    if (targetInfo.url === url + painted) seen.resolve();
  };
  root.on("Target.targetInfoChanged", look);
  const limit = setTimeout(() => seen.reject(new Error(`No button was painted on ${url}`)), paintLimitMs);
  await session.send("Page.navigate", { url });
  await seen.promise.finally(() => clearTimeout(limit));
  root.off("Target.targetInfoChanged", look);
}

/** Asks the page without the library that a driver would put into it, which is script too. */
async function ask<Answer>({ session }: Page, expression: string): Promise<Answer> {
  const { result } = await session.send("Runtime.evaluate", { expression, returnByValue: true });
  return result.value as Answer;
}

/** A finger's press, through all of the browser: `click()` of a script would hide most of what a visitor waits for. */
async function press(page: Page): Promise<void> {
  const place = `(() => {
    const { x, y, width, height } = document.querySelector("#subject").shadowRoot.querySelector("button").getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  })()`;
  const at = { ...(await ask<{ x: number; y: number }>(page, place)), button: "left", clickCount: 1 } as const;
  await page.session.send("Input.dispatchMouseEvent", { type: "mouseMoved", ...at });
  await page.session.send("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
  await page.session.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
  const expression = `(${shown.toString()})()`;
  await page.session.send("Runtime.evaluate", { expression, awaitPromise: true });
}

/** Runs in the page: until the dialog has been painted, and the browser has reported of the press. */
async function shown(): Promise<void> {
  const shadow = document.querySelector("#subject")?.shadowRoot;
  while (!shadow?.querySelector("dialog")?.open) await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < 3; frame++)
    await new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)));
}

async function scriptTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0) * 1000;
}

/** Of each figure by itself. */
function median(loads: Load[]): Load {
  const middle = (read: (load: Load) => number | undefined) =>
    loads.map((load) => read(load) ?? 0).toSorted((a, b) => a - b)[loads.length >> 1] ?? 0;
  return {
    paintedMs: middle(({ paintedMs }) => paintedMs),
    scriptMs: middle(({ scriptMs }) => scriptMs),
    longTasks: middle(({ longTasks }) => longTasks),
    shift: middle(({ shift }) => shift),
    dialogScriptMs: middle(({ dialogScriptMs }) => dialogScriptMs),
    pressMs: middle(({ pressMs }) => pressMs),
  };
}

/** The figures as text: a row per page, a line per gate. */
export function widgetReport({ table, gates }: WidgetBench): string {
  const row = (cells: (string | number)[]) =>
    cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell).padStart(12)).join("");
  const rows = subjects.map((subject) => {
    const { paintedMs, scriptMs, longTasks, shift } = table[subject];
    return row([subject, paintedMs, scriptMs, longTasks, shift]);
  });
  const lines = gates.map(
    ({ what, figure, most }) => `${figure <= most ? "✔" : "✖"} ${what}: ${Number(figure.toFixed(4))} (at most ${most})`,
  );
  const bare = (table.widget.scriptMs / table.lit.scriptMs).toFixed(2);
  const opened = ((table.widget.dialogScriptMs ?? 0) / table.asking.scriptMs).toFixed(2);
  const told = `  without an aim: script times a bare Lit button ${bare}; with the dialog shown ${opened} times one that asks`;
  return [row(["page", "painted ms", "script ms", "long tasks", "shift"]), ...rows, ...lines, told].join("\n");
}

if (import.meta.main) {
  const bench = await benchWidget();
  console.log(widgetReport(bench));
  process.exitCode = bench.passed ? 0 : 1;
}
