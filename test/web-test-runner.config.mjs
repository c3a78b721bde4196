/**
 * Runs the element's tests in real browsers. TypeScript is stripped by the same compiler that builds
 * the widget. Chromium is always there; where another engine can't be had, the tests run without it and say so.
 */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultReporter } from "@web/test-runner";
import { chromeLauncher } from "@web/test-runner-chrome";
import puppeteer from "puppeteer-core";
import { transformWithOxc } from "vite";
import { chromiumArguments, findChromium, findProgram } from "./support/browsers.ts";
import { hasWebKit, WebKitLauncher } from "./support/webkit.ts";

const rootDir = fileURLToPath(new URL("..", import.meta.url));

/** @type {import("@web/test-runner").TestRunnerPlugin} */
const typescript = {
  name: "typescript",
  resolveMimeType: ({ path }) => (path.endsWith(".ts") ? "js" : undefined),
  async transform(context) {
    if (!context.path.endsWith(".ts")) return undefined;
    const { code } = await transformWithOxc(String(context.body), context.path, { lang: "ts" });
    return { body: code };
  },
};

const chromium = chromeLauncher({
  puppeteer,
  launchOptions: { executablePath: findChromium(), args: chromiumArguments },
  // The next file's page may open before this one's keys are pressed: without it they'd go astray.
  async createPage({ context }) {
    const page = await context.newPage();
    await page.emulateFocusedPage(true);
    return page;
  },
});

/** Driven by WebDriver BiDi. */
const firefoxPath = findProgram("firefox-esr") ?? findProgram("firefox");
const firefox = () => chromeLauncher({ puppeteer, launchOptions: { browser: "firefox", executablePath: firefoxPath } });

const others = { Firefox: firefoxPath && firefox(), WebKit: hasWebKit && new WebKitLauncher() };
const missing = Object.keys(others).filter((name) => !others[name]);
if (missing.length > 0) console.log(`The element is tested without ${missing.join(" and ")}: not on this machine.`);

/** A line a file, as soon as all engines are through with it. @type {import("@web/test-runner").Reporter} */
const lines = {
  reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
    const engines = sessionsForTestFile.map(({ browser, passed }) => `${passed ? "✔" : "✖"} ${browser.name}`);
    logger.log(`${relative(rootDir, testFile)}: ${engines.join(" ")}`);
  },
};

/** @type {import("@web/test-runner").TestRunnerConfig} */
export default {
  rootDir,
  files: "test/widget/**/*.test.ts",
  hostname: "127.0.0.1",
  nodeResolve: { exportConditions: ["production"] },
  plugins: [typescript],
  browsers: [chromium, ...Object.values(others).filter(Boolean)],
  // One page at a time in each engine, all engines at once.
  concurrency: 1,
  concurrentBrowsers: 3,
  browserStartTimeout: 180_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 600_000,
  testFramework: { config: { ui: "bdd", timeout: 60_000 } },
  reporters: [lines, defaultReporter({ reportTestProgress: false })],
  staticLogging: true,
};
