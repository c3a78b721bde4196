/** Pages that forbid nearly everything: the button asks for its script, its Worker, and no more. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { until } from "../support/until.ts";
import { beginHost, callThrough, element, type Host, type HostPage } from "./host.ts";

let host: Host;

before(async () => {
  host = await beginHost();
});

after(() => host?.end());

/** Collects what a page's policy forbade, in the page itself. */
function noteViolations(): void {
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, lineNumber, blockedURI }) => {
    const said = `${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}; `;
    document.documentElement.setAttribute("data-violations", said);
  });
}

function strictPage({ workerUrl }: Host, integrity: string, body = element): HostPage {
  const policy = [
    "default-src 'none'",
    `script-src '${integrity}'`,
    `connect-src ${workerUrl}`,
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "report-uri /reports",
  ];
  const script = `<script type="module" src="${workerUrl}/widget.js" integrity="${integrity}" crossorigin></script>`;
  return {
    html: `<!doctype html><html lang="en"><title>Bank</title>${script}${body}`,
    headers: { "content-security-policy": policy.join("; "), "cross-origin-embedder-policy": "require-corp" },
  };
}

async function integrityOf({ workerUrl }: Host): Promise<string> {
  const script = Buffer.from(await (await fetch(`${workerUrl}/widget.js`)).arrayBuffer());
  return `sha384-${createHash("sha384").update(script).digest("base64")}`;
}

test("a bank's page, with hashes and trusted types, carries a whole call, and forbids no more than what it can do without", async () => {
  const visitor = await host.enter(strictPage(host, await integrityOf(host)), noteViolations);
  await callThrough(host, visitor, "79164000001");
  const seen = await visitor.page.$eval("html", (html) => html.getAttribute("data-violations"));
  assert.match(seen ?? "", new RegExp(`^script-src-elem ${host.workerUrl}/v1/comfort-`));
  const blocked = host.reports.splice(0).map((report) => JSON.parse(report)["csp-report"]["blocked-uri"]);
  assert.deepEqual(
    blocked.filter((url) => !url.includes("/v1/comfort-")),
    [],
  );
  await visitor.leave();
});

test("a page that trusts the Worker's address gets stars after the call and times for later", async () => {
  const { html, headers } = strictPage(host, await integrityOf(host));
  const policy = String(headers?.["content-security-policy"]).replace(
    /script-src '\S+'/,
    `script-src ${host.workerUrl}`,
  );
  const visitor = await host.enter(
    { html, headers: { ...headers, "content-security-policy": policy } },
    noteViolations,
  );
  await callThrough(host, visitor, "79164000002");
  await visitor.page.waitForSelector("#inline >>> [part=rating]", { visible: true });
  await visitor.page.locator("#inline >>> [part=close]").click();
  await visitor.press();
  await visitor.page.locator("#inline >>> [part=later]").click();
  await visitor.page.waitForSelector("#inline >>> [name=at]");
  assert.equal(await visitor.page.$eval("html", (one) => one.getAttribute("data-violations")), null);
  assert.deepEqual(host.reports, []);
  await visitor.leave();
});

test("the page with hashes reports a script that it did not allow: the eye that watches is open", async () => {
  const inline = "<script>document.title = 'Robbed'</script>";
  const visitor = await host.enter(strictPage(host, await integrityOf(host), inline + element), noteViolations);
  const reports = () => host.reports.length;
  await until("the report", reports, (count) => count > 0);
  const seen = await visitor.page.$eval("html", (html) => html.getAttribute("data-violations"));
  assert.match(seen ?? "", /script-src/);
  await visitor.leave();
});

test("where the script was tampered with, it does not run and the link stays", async () => {
  const stranger = `sha384-${createHash("sha384").update("another script").digest("base64")}`;
  const visitor = await host.enter(strictPage(host, stranger));
  const shown = await visitor.page.$eval("#inline", (one) => ({ text: one.textContent, upgraded: !!one.shadowRoot }));
  assert.deepEqual(shown, { text: "+7 495 123-45-67", upgraded: false });
  await visitor.leave();
});
