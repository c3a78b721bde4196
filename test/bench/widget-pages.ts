/** What the widget is measured against, each on a page of its own: the same button, with and without a library. */
import { once } from "node:events";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../..");
const look =
  ":host{display:inline-block}button{min-height:48px;padding:8px 20px;border:0;border-radius:99px;background:#008735;color:#fff}";

const plain = `customElements.define("x-button", class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML = "<style>${look}</style><button>Call us</button>";
  }
});`;

const lit = `import { css, html, LitElement } from "lit";
customElements.define("x-button", class extends LitElement {
  static styles = css\`${look}\`;
  static properties = { label: {} };
  render() { return html\`<button @click=\${() => {}}>\${this.label ?? "Call us"}</button>\`; }
});`;

/** The same, as it would be if its words and its colour were not written into it: one request more. */
const asking = `import { css, html, LitElement } from "lit";
customElements.define("x-button", class extends LitElement {
  static styles = css\`${look}\`;
  static properties = { record: {} };
  async connectedCallback() {
    super.connectedCallback();
    this.record = await (await fetch("/v1/buttons/x")).json();
  }
  render() {
    if (!this.record) return html\`<slot></slot>\`;
    return html\`<button style="background: \${this.record.color}" @click=\${() => {}}>\${this.record.text}</button>\`;
  }
});`;

/** Those that are `early` have our snippet's preload line for the record. */
export const subjects = ["plain", "lit", "asking", "askingEarly", "widget", "widgetEarly"] as const;
export type Subject = (typeof subjects)[number];

const record = {
  button: "x",
  text: "Call us",
  color: "#008735",
  design: 2,
  lang: "en",
  open: true,
  callerId: "+74951500000",
};
export const isWidget = (subject: Subject): boolean => subject.startsWith("widget");
const call = { id: "a-call", state: "dialling" };

export interface Pages {
  /** @param reports - whether the page watches for long tasks and layout shifts */
  url(subject: Subject, reports: boolean): string;
  close(): void;
}

/** A site that is its own Worker, as far as one page can tell. Scripts come compressed, as in life. */
export async function startPages(): Promise<Pages> {
  const ask = brotliCompressSync(await minified(asking));
  const ours = await readFile(resolve(root, "dist/widget/widget.js.br"));
  const scripts: Record<Subject, Buffer> = {
    plain: brotliCompressSync(await minified(plain)),
    lit: brotliCompressSync(await minified(lit)),
    asking: ask,
    askingEarly: ask,
    widget: ours,
    widgetEarly: ours,
  };
  const comfort = await readFile(resolve(root, "dist/widget/comfort.js.br"));
  const server = createServer(({ method, url = "/" }, response) => {
    const [, kind = "", subject = "", reports] = url.split("/");
    response.setHeader("cache-control", "no-store");
    // What the sheet loads after a click as well: its coming is part of what a visitor sees.
    const script = kind === "script" ? scripts[subject as Subject] : url.startsWith("/v1/comfort-") && comfort;
    if (script) {
      response.setHeader("content-type", "text/javascript");
      return response.setHeader("content-encoding", "br").end(script);
    }
    if (kind === "page")
      return response.setHeader("content-type", "text/html").end(pageOf(subject as Subject, reports !== undefined));
    response.setHeader("content-type", "application/json");
    if (url.startsWith("/v1/buttons/")) return response.end(JSON.stringify(record));
    if (url === "/v1/tickets") return response.writeHead(201).end(JSON.stringify({ ticket: "a-ticket" }));
    if (url === "/v1/calls" && method === "POST") return response.writeHead(202).end(JSON.stringify(call));
    return response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: (subject, reports) => `${origin}/page/${subject}${reports ? "/reports" : ""}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What a page adds to its address once its button is painted: the driver hears of that without asking. */
export const painted = "#painted";

function pageOf(subject: Subject, reports: boolean): string {
  const tag = isWidget(subject) ? "sipnet-call-button" : "x-button";
  const early = subject.endsWith("Early") ? '<link rel="preload" as="fetch" crossorigin href="/v1/buttons/x">' : "";
  // As the README has it, so that the link has the button's room from the beginning.
  const room = "<style>sipnet-call-button { display: inline-block; min-height: 48px; vertical-align: middle }</style>";
  const link = '<a href="tel:+74951234567">+7 495 123-45-67</a>';
  return `<!doctype html><html lang="en"><title>${subject}</title><link rel="icon" href="data:,">${isWidget(subject) ? room : ""}${early}
    <script>(${watch.toString()})("${painted}", ${reports})</script>
    <script type="module" src="/script/${subject}"></script>
    <h1>A shop</h1><${tag} id="subject" button="x">${link}</${tag}><p>Text below, which must not jump.</p>`;
}

async function minified(contents: string): Promise<string> {
  const stdin = { contents, resolveDir: root };
  const options = { bundle: true, format: "esm", minify: true, write: false, target: "es2022" } as const;
  const { outputFiles } = await build({ stdin, ...options });
  return outputFiles[0]?.text ?? "";
}

/**
 * Runs in the page: notes the first frame that shows the button, and what the browser itself reports where that is
 * asked for, since this is script too.
 */
function watch(hash: string, reports: boolean): void {
  const notes = Object.assign(window, { longTasks: 0, shift: 0, paintedMs: 0, pressMs: 0 });
  const note = (): void => {
    notes.paintedMs ||= performance.now();
    history.replaceState(null, "", hash);
  };
  // A loop over frames would cost more: the button's size changes when it comes, and seldom else.
  const lookNow = (): void => {
    // Between layout and paint: a timer comes after both.
    if (document.querySelector("#subject")?.shadowRoot?.querySelector("button")?.offsetHeight) setTimeout(note);
  };
  addEventListener("DOMContentLoaded", () => {
    const subject = document.querySelector("#subject");
    if (subject) new ResizeObserver(lookNow).observe(subject);
  });
  if (!reports) return;
  new PerformanceObserver((list) => (notes.longTasks += list.getEntries().length)).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) notes.shift += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
  // From the finger to the frame that answers it, as Event Timing counts it: in steps of 8 ms.
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes.pressMs = Math.max(notes.pressMs, duration);
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
}
