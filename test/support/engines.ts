/**
 * The engines in which the element is tested. Chromium is always there; where another can't be had, the tests run
 * without it and say so. TypeScript is stripped by the same compiler that builds the widget.
 */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type BrowserLauncher,
  defaultReporter,
  type Reporter,
  type TestRunnerConfig,
  type TestRunnerGroupConfig,
  type TestRunnerPlugin,
} from "@web/test-runner";
import { chromeLauncher } from "@web/test-runner-chrome";
import * as puppeteer from "puppeteer-core";
import { transformWithOxc } from "vite";
import { chromiumArguments, findChromium, findProgram } from "./browsers.ts";
import { hasWebKit, WebKitLauncher } from "./webkit.ts";

const rootDir = fileURLToPath(new URL("../..", import.meta.url));

/** Words and numbers come out the same in every engine: one is asked. */
const sameInAll = /\/(?:words|phone)\.test\.ts$/;

const typescript: TestRunnerPlugin = {
  name: "typescript",
  resolveMimeType: ({ path }) => (path.endsWith(".ts") ? "js" : undefined),
  async transform(context) {
    if (!context.path.endsWith(".ts")) return undefined;
    const { code } = await transformWithOxc(String(context.body), context.path, { lang: "ts" });
    return { body: code };
  },
};

const chromium = () =>
  chromeLauncher({
    puppeteer,
    launchOptions: { executablePath: findChromium() ?? "", args: chromiumArguments },
    // The next file's page may open before this one's keys are pressed: without it they'd go astray.
    async createPage({ context }) {
      const page = await context.newPage();
      await page.emulateFocusedPage(true);
      return page;
    },
  });

/** Driven by WebDriver BiDi. */
const firefox = (executablePath: string) =>
  chromeLauncher({ puppeteer, launchOptions: { browser: "firefox", executablePath } });

function otherEngines(): BrowserLauncher[] {
  const firefoxPath = findProgram("firefox-esr") ?? findProgram("firefox");
  const others = {
    Firefox: firefoxPath && firefox(firefoxPath),
    // Its package knows no exact optional properties.
    WebKit: hasWebKit && (new WebKitLauncher() as BrowserLauncher),
  };
  const missing = Object.entries(others).filter(([, engine]) => !engine);
  const names = missing.map(([name]) => name).join(" and ");
  if (names !== "") console.log(`The element is tested without ${names}: not on this machine.`);
  return Object.values(others).filter((engine) => typeof engine === "object");
}

/** A line a file, as soon as all engines are through with it. */
const lines: Reporter = {
  reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
    const engines = sessionsForTestFile.map(({ browser, passed }) => `${passed ? "✔" : "✖"} ${browser.name}`);
    logger.log(`${relative(rootDir, testFile)}: ${engines.join(" ")}`);
  },
};

export function runnerFor(files: readonly string[]): Partial<TestRunnerConfig> {
  const first = chromium();
  const groups: TestRunnerGroupConfig[] = [
    {
      name: "every engine",
      files: files.filter((file) => !sameInAll.test(file)),
      browsers: [first, ...otherEngines()],
    },
    { name: "one engine", files: files.filter((file) => sameInAll.test(file)), browsers: [first] },
  ];
  return {
    rootDir,
    hostname: "127.0.0.1",
    nodeResolve: { exportConditions: ["production"] },
    plugins: [typescript],
    groups: groups.filter((group) => group.files?.length),
    // One page at a time in each engine, all engines at once.
    concurrency: 1,
    concurrentBrowsers: 3,
    browserStartTimeout: 180_000,
    testsStartTimeout: 120_000,
    testsFinishTimeout: 600_000,
    testFramework: { config: { ui: "bdd", timeout: 60_000 } },
    reporters: [defaultReporter({ reportTestProgress: false }), lines],
    staticLogging: true,
  };
}
