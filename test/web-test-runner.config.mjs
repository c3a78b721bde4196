/**
 * Runs the element's tests in real browsers. TypeScript is stripped by the same compiler that builds
 * the widget. `browsers` is a list, so that other engines only have to be added to it.
 */
import { fileURLToPath } from "node:url";
import { chromeLauncher } from "@web/test-runner-chrome";
import puppeteer from "puppeteer-core";
import { transformWithOxc } from "vite";
import { chromiumArguments, findChromium, findProgram } from "./support/browsers.ts";

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
});

/** Driven by WebDriver BiDi, where it is installed. */
const firefoxPath = findProgram("firefox-esr") ?? findProgram("firefox");
const firefox = chromeLauncher({ puppeteer, launchOptions: { browser: "firefox", executablePath: firefoxPath } });

/** @type {import("@web/test-runner").TestRunnerConfig} */
export default {
  rootDir,
  files: "test/widget/**/*.test.ts",
  hostname: "127.0.0.1",
  nodeResolve: { exportConditions: ["production"] },
  plugins: [typescript],
  browsers: firefoxPath ? [chromium, firefox] : [chromium],
  concurrency: 1,
  concurrentBrowsers: 1,
  browserStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { ui: "bdd", timeout: 20_000 } },
};
