/** The table of views: what each is called, and the module that is loaded when it is first opened. */
import { html, type TemplateResult } from "lit";
import type { IconName } from "./icons.ts";
import type { Words } from "./words.ts";
import { words } from "./words/frame.ts";

export interface ViewEntry {
  name: IconName;
  title: Words;
  /** Its module defines the element that `render` puts on the page. */
  load(): Promise<unknown>;
  render(rest: readonly string[]): TemplateResult;
}

export const views: readonly ViewEntry[] = [
  {
    name: "overview",
    title: () => words().overview,
    load: () => import("./overview/overview.ts"),
    render: () => html`<overview-view></overview-view>`,
  },
  {
    name: "buttons",
    title: () => words().buttons,
    load: () => import("./buttons/buttons.ts"),
    render: (rest) => html`<buttons-view .cid=${rest[0]}></buttons-view>`,
  },
  {
    name: "calls",
    title: () => words().calls,
    load: () => import("./calls/calls.ts"),
    render: (rest) => html`<calls-view .tab=${rest[0]}></calls-view>`,
  },
  {
    name: "safety",
    title: () => words().safety,
    load: () => import("./safety/safety.ts"),
    render: (rest) => html`<safety-view .tab=${rest[0]}></safety-view>`,
  },
  {
    name: "account",
    title: () => words().account,
    load: () => import("./account/account.ts"),
    render: (rest) => html`<account-view .tab=${rest[0]} .rest=${rest.slice(1)}></account-view>`,
  },
];
