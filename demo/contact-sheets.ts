/**
 * Every state of the sheet at a glance, without a call: several pages side by side in one picture, in both languages, at
 * three sizes, light and dark. `node demo/contact-sheets.ts FOLDER`; more words choose among the pictures' names.
 */
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "puppeteer-core";
import { launchChromium } from "../test/support/journey.ts";

const root = join(import.meta.dirname, "..");

const rows: Record<string, readonly string[]> = {
  before: ["button", "form", "terms", "departments", "digitsMissing", "notAllowed", "placing", "later"],
  during: ["ownerRings", "ownerAnswered", "visitorRings", "connected", "ended", "unknown"],
  after: ["ownerBusy", "ownerNoAnswer", "visitorBusy", "visitorNoAnswer", "failed", "cancelled"],
  otherwise: ["scheduled", "closed", "tooMany", "unavailable"],
};

/** Frames stand so many in a row. */
const sizes = [
  { name: "phone", width: 390, height: 844, inRow: 4 },
  { name: "keyboard", width: 390, height: 508, inRow: 4 },
  { name: "wide", width: 1280, height: 800, inRow: 2 },
];

const department = (button: string, text: string) => ({
  button,
  text,
  color: "#008735",
  design: 2,
  lang: "ru",
  open: true,
  callerId: "+74951500000",
  country: "RU",
});

/** What a Worker would say of the button that a state needs. */
function recordOf(button: string, lang: string): object {
  const [shop, service] = lang === "ru" ? ["Перезвоните мне", "Сервис"] : ["Call me back", "Service"];
  if (button === "service") return department(button, service);
  const terms =
    lang === "ru"
      ? "Соглашаюсь на обработку номера, чтобы мне перезвонили"
      : "I agree that my number is used to call me back";
  return {
    ...department(button, shop),
    ...(button === "terms" && { consent: terms }),
    ...(button === "closed" && { open: false, opensAt: slots()[6] }),
  };
}

/** Half hours of the next days, from eight to seven. */
function slots(): string[] {
  const now = new Date();
  const times = [0, 1, 2, 3].flatMap((day) =>
    Array.from({ length: 20 }, (_, half) =>
      new Date(now.getFullYear(), now.getMonth(), now.getDate() + day, 9, half * 30).toISOString(),
    ),
  );
  return times.filter((time) => Date.parse(time) > now.getTime() + 900_000);
}

const buttonOf = (state: string): string =>
  state === "departments" ? "shop service" : state === "terms" || state === "closed" ? state : "shop";

function framePage(state: string, lang: string): string {
  return `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <style>html { background: canvas } body { font: 16px/1.6 system-ui; margin: 24px } h1 { font-size: 28px }</style>
    <h1>Lumen</h1><p>${"Lorem ipsum dolor sit amet. ".repeat(9)}</p>
    <sipnet-call-button button="${buttonOf(state)}" endpoint="/${lang}"><a href="tel:+74951234567">+7 495 123-45-67</a></sipnet-call-button>
    <script type="module" src="/one-state.js"></script>`;
}

/** A Worker as far as these pages ask one, and the pages; their language stands first in every path. */
async function startStage(): Promise<Server> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "demo/playground/one-state.ts")],
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    outdir: "/",
    write: false,
  });
  const server = createServer(({ url = "/", method }, response) => {
    const script = outputFiles.find(({ path }) => path === url);
    if (script) return response.setHeader("content-type", "text/javascript").end(script.contents);
    const [, lang = "", what = "", , button = "", more] = url.split("/");
    if (what !== "v1") return response.setHeader("content-type", "text/html").end(framePage(what, lang));
    response.setHeader("content-type", "application/json");
    if (method === "POST") return response.end(JSON.stringify({ ticket: "a-ticket" }));
    return response.end(JSON.stringify(more ? { slots: slots() } : recordOf(button, lang)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function picture(page: Page, path: string, html: string): Promise<void> {
  await page.setContent(html, { waitUntil: "domcontentloaded" });
  for (const frame of await page.$$("iframe")) {
    const inside = await frame.contentFrame();
    await inside.waitForSelector("html[data-shown]");
  }
  // What moves in comes to rest.
  await page.evaluate(() => new Promise((settle) => setTimeout(settle, 400)));
  await page.screenshot({ path: path as `${string}.png`, fullPage: true });
}

const [folder = "", ...chosen] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const server = await startStage();
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await launchChromium();
const page = await browser.newPage();
page.setDefaultTimeout(300_000);
// Frames of another origin could not be looked into.
await page.goto(`${origin}/en/button`);
for (const { name: size, width, height, inRow } of sizes)
  for (const [row, states] of Object.entries(rows))
    for (const scheme of ["light", "dark"] as const)
      for (const lang of ["ru", "en"]) {
        const name = `${row}-${size}-${lang}-${scheme}`;
        if (chosen.length > 0 && !chosen.some((word) => name.includes(word))) continue;
        await page.setViewport({
          width: inRow * (width + 16),
          height: Math.ceil(states.length / inRow) * (height + 12),
        });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        const frames = states.map(
          (state) => `<iframe width="${width}" height="${height}" src="${origin}/${lang}/${state}"></iframe>`,
        );
        await picture(
          page,
          join(folder, `${name}.png`),
          `<body style="margin: 0; background: #777">${frames.join("")}`,
        );
      }
await browser.close();
server.close();
