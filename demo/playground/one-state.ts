/** A page with one button in one state, as its address says: what `demo/contact-sheets.ts` takes pictures of. */
import { define } from "../../widget/define.ts";
import type { CallButton } from "../../widget/element/call-button.ts";
import { type SampleName, samples, showSample } from "./samples.ts";

const isSample = (name: string): name is SampleName => name in samples;

async function comes<Found>(find: () => Found | null | undefined): Promise<Found> {
  for (;;) {
    const found = find();
    if (found) return found;
    // Frames below the fold are not painted.
    await new Promise((settle) => setTimeout(settle, 20));
  }
}

async function show(name: string): Promise<void> {
  const button = await comes(() => document.querySelector<CallButton>("sipnet-call-button"));
  const part = <Kind extends Element>(selector: string) =>
    comes(() => button.shadowRoot?.querySelector<Kind>(selector));
  await part("[part=button]");
  if (name === "button") return;
  const sheetsOf = (): number => button.shadowRoot?.adoptedStyleSheets.length ?? 0;
  const before = sheetsOf();
  if (isSample(name)) showSample(button, name);
  else button.show();
  await part("dialog[open]");
  // Loaded after a click, and what makes the sheet look as it should.
  await comes(() => sheetsOf() > before);
  if (name === "later") (await part<HTMLElement>("[part=later]")).click();
  if (name === "later" || name === "closed") await part(".chips");
  if (name === "departments") await part("select");
}

define();
await show(location.pathname.split("/").at(-1) ?? "form");
document.documentElement.dataset["shown"] = "";
