/** A page with buttons on it, and a visitor's eyes and hands. Each test gets its own and leaves nothing. */
import { sendKeys } from "@web/test-runner-commands";
import type { CallButton } from "../../../widget/element/call-button.ts";
import "../../../widget/index.ts";
import { ok } from "./assert.ts";
import { extras, languages } from "../../../widget/element/loads.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { cid, endpoint, FakeWorker, problem } from "./fake-worker.ts";

export const link = '<a href="tel:+74951234567">+7 495 123-45-67</a>';
export const snippet = `<sipnet-call-button button="${cid}" endpoint="${endpoint}" lang="ru">${link}</sipnet-call-button>`;

/** Until a page is at rest, and a button looks for a call that lives already. */
export const restMs = 99;
/** Until a dialog has been painted, and a ticket is asked for. */
const ticketMs = 9;

const live = new Set<string | null>(["placing", "dialling", "ringing", "connected", "scheduled", "unknown"]);

/** Waits for what a busy machine may take long to do, and gives it back. */
export async function patiently<Found>(find: () => Found): Promise<Found> {
  for (let turn = 0; turn < 400 && !find(); turn++) await settle();
  return find();
}

/** What a first click has loaded comes from a busy machine in its own time: it is there before the first test asks. */
const loaded = Promise.all([...Object.values(extras), ...Object.values(languages)].map((load) => load()));

export class Page {
  worker = new FakeWorker();
  clock = new FakeClock();
  events: string[] = [];
  #root = document.createElement("main");
  #listeners = new AbortController();

  async open(html = snippet): Promise<CallButton> {
    await loaded;
    this.worker.install();
    this.clock.install();
    for (const name of ["before", "state", "error"]) this.#note(`sipnet-call-${name}`);
    for (const name of ["show", "close"]) this.#note(`sipnet-${name}`);
    document.body.append(this.#root);
    return this.show(html);
  }

  /** Puts more on the page. */
  async show(html: string): Promise<CallButton> {
    this.#root.innerHTML = html;
    await settle();
    await this.clock.advance(restMs);
    const [first] = this.buttons;
    ok(first, "a button on the page");
    return first;
  }

  /** Ends what lives, so that the next test's page begins with nothing. */
  async leave(): Promise<void> {
    this.worker.on("POST /v1/calls", () => problem("bad-request", 400));
    this.worker.tell("cancelled");
    const [button] = this.buttons;
    // What the Worker broke down at is kept for another try.
    if (button?.state === "refused") void button.call("+79161234567");
    if (/placing|unknown/.test(button?.state ?? "")) await this.clock.advance(20_000);
    await settle();
    // A call that the next page takes for its own would show itself there instead of the form.
    const isLive = () => this.buttons.some(({ state }) => live.has(state));
    await patiently(() => !isLive());
    this.#root.remove();
    // What a tab tells the others may be on its way still, and the next page would take it for its own call.
    for (let turn = 0; turn < 3; turn++) await settle();
    this.#listeners.abort();
    sessionStorage.clear();
    this.clock.uninstall();
    this.worker.uninstall();
  }

  get root(): HTMLElement {
    return this.#root;
  }

  get buttons(): CallButton[] {
    return [...this.#root.querySelectorAll("sipnet-call-button")];
  }

  part<Name extends keyof Parts>(name: Name, of: CallButton | undefined = this.buttons[0]): Parts[Name] {
    const found = of?.shadowRoot?.querySelector<Parts[Name]>(`[part~="${name}"]`);
    ok(found, `a part "${name}"`);
    return found;
  }

  has(name: keyof Parts): boolean {
    return !!this.buttons[0]?.shadowRoot?.querySelector(`[part~="${name}"]`);
  }

  /** What stands in the dialog for all to read. */
  /** Of the first button, whether or not it has made its sheet. */
  get isOpen(): boolean {
    return this.buttons[0]?.shadowRoot?.querySelector("dialog")?.open ?? false;
  }

  /** Until the sheet has all that it loads. */
  async comesWhole(): Promise<void> {
    ok(await patiently(() => this.part("phone").placeholder), "a sheet with an example in its field");
  }

  /** Until nothing is open. */
  async closes(): Promise<void> {
    ok(await patiently(() => !this.isOpen), "a closed sheet");
  }

  get status(): string {
    return (this.part("status").textContent ?? "").replace(/\s+/g, " ").trim();
  }

  async click(part: keyof Parts, of?: CallButton): Promise<void> {
    (this.part(part, of) as HTMLElement).click();
    await this.clock.advance(ticketMs);
  }

  /** Opens the dialog, types and waits as long as a ticket takes to ripen. */
  async ask(phone = "8 916 123-45-67"): Promise<void> {
    await this.click("button");
    await this.comes("[part~=phone]");
    await this.type(phone);
    await sendKeys({ press: "Enter" });
    await this.clock.advance(1_500);
  }

  /** Waits for what the dialog loads after a click. */
  async comes(selector: string): Promise<void> {
    const find = () => this.part("dialog").querySelector(selector);
    ok(await patiently(find), `${selector} in the dialog, where there is: ${this.part("dialog").textContent}`);
  }

  /** Waits until the button stands where a key or a finger finds it. */
  async stands(): Promise<void> {
    const find = () => this.buttons[0]?.shadowRoot?.querySelector('[part="button"]')?.checkVisibility();
    ok(await patiently(find), "a button to press");
  }

  /** Presses what says so, once it is there. */
  async press(words: string): Promise<void> {
    const find = () =>
      [...this.part("dialog").querySelectorAll<HTMLElement>("button, label.chip")].find(
        (one) => (one.getAttribute("aria-label") ?? one.textContent?.trim()) === words,
      );
    const found = await patiently(find);
    ok(found, `"${words}" to press`);
    found.click();
    await settle();
  }

  async type(text: string): Promise<void> {
    this.part("phone").focus();
    await sendKeys({ type: text });
  }

  async tell(...what: Parameters<FakeWorker["tell"]>): Promise<void> {
    this.worker.tell(...what);
    await settle();
  }

  /** Whether the child link can be seen, apart from the dialog. */
  get linkIsVisible(): boolean {
    const anchor = this.buttons[0]?.querySelector("a");
    return !!anchor && anchor.checkVisibility();
  }

  #note(type: string): void {
    const note = (event: Event): void => {
      const told = event as Event & { state?: string; problem?: string };
      this.events.push([type.replace("sipnet-", ""), told.state ?? told.problem].filter(Boolean).join(" "));
    };
    document.addEventListener(type, note, { signal: this.#listeners.signal });
  }
}

interface Parts {
  button: HTMLButtonElement;
  dialog: HTMLDialogElement;
  phone: HTMLInputElement;
  submit: HTMLButtonElement;
  status: HTMLElement;
  panel: HTMLDialogElement;
  title: HTMLElement;
  icon: SVGElement;
  label: HTMLElement;
  error: HTMLElement;
  close: HTMLButtonElement;
  later: HTMLButtonElement;
  link: HTMLAnchorElement;
  rating: HTMLElement;
}
