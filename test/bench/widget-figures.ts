/** What the widget costs a page and a visitor: time beside a bare Lit button, what it holds on to, bytes of a conversation. */
import { spawnSync } from "node:child_process";
import type { Figure } from "../support/figure.ts";
import { launchChromium } from "../support/journey.ts";
import { benchWidget, widgetReport } from "./widget-bench.ts";
import { changeStates } from "./widget-leak.ts";

export async function widgetFigures(): Promise<Figure[]> {
  const bench = await benchWidget();
  console.log(`${widgetReport(bench)}\n`);
  const gates = bench.gates.map(({ what, figure, most }) => ({
    what: `widget: ${what}`,
    asked: `at most ${most}`,
    measured: String(Number(figure.toFixed(4))),
    holds: figure <= most,
  }));
  return [...gates, await held(), conversation()];
}

async function held(): Promise<Figure> {
  const browser = await launchChromium();
  try {
    const [before, after] = await changeStates(browser);
    const grown = Object.entries(after).filter(([name, count]) => count > before[name as keyof typeof before]);
    return {
      what: "widget: listeners, nodes, timers held after 10,000 changes of state more",
      asked: "none more",
      measured: grown.length ? JSON.stringify([before, after]) : "none more",
      holds: grown.length === 0,
    };
  } finally {
    await browser.close();
  }
}

/** The tests print the table of every byte themselves. */
function conversation(): Figure {
  const { status, stdout } = spawnSync(process.execPath, ["--test", "test/wire/conversation.test.ts"], {
    cwd: new URL("../..", import.meta.url),
    encoding: "utf8",
  });
  console.log(stdout);
  const totals = [...stdout.matchAll(/(\d+) {2}besides the script/g)].map(([, bytes]) => Number(bytes));
  return {
    what: "a visitor's conversations besides the script, bytes: a call, with stars, for later, of a department",
    asked: "at most 8192",
    measured: totals.join(", "),
    holds: status === 0 && totals.length > 0,
  };
}
