/** Pages of the account, each loaded when it is first opened. */
import { html, type TemplateResult } from "lit";
import type { Words } from "../words.ts";
import { words } from "../words/account/pages.ts";

export interface Page {
  name: string;
  title: Words;
  /** Whether it can be had for a sub-account. */
  family: boolean;
  load(): Promise<unknown>;
  render(acting: string | undefined, rest: readonly string[]): TemplateResult;
}

export const pages: readonly Page[] = [
  {
    name: "money",
    title: () => words().money,
    family: true,
    load: () => import("./money-page.ts"),
    render: (acting) => html`<money-page .acting=${acting}></money-page>`,
  },
  {
    name: "report",
    title: () => words().reports,
    family: true,
    load: () => import("./report-page.ts"),
    render: (acting) => html`<report-page .acting=${acting}></report-page>`,
  },
  {
    name: "numbers",
    title: () => words().numbers,
    family: true,
    load: () => import("./numbers-page.ts"),
    render: (acting) => html`<numbers-page .acting=${acting}></numbers-page>`,
  },
  {
    name: "forwarding",
    title: () => words().forwarding,
    family: true,
    load: () => import("./forwarding-page.ts"),
    render: (acting) => html`<forwarding-page .acting=${acting}></forwarding-page>`,
  },
  {
    name: "recording",
    title: () => words().recording,
    family: true,
    load: () => import("./recording-page.ts"),
    render: (acting) => html`<recording-page .acting=${acting}></recording-page>`,
  },
  {
    name: "webhook",
    title: () => words().callReports,
    family: false,
    load: () => import("./webhook-page.ts"),
    render: () => html`<webhook-page></webhook-page>`,
  },
  {
    name: "health",
    title: () => words().health,
    family: false,
    load: () => import("../health/health-page.ts"),
    render: () => html`<health-page></health-page>`,
  },
  {
    name: "family",
    title: () => words().subAccounts,
    family: true,
    load: () => import("./family-page.ts"),
    render: (acting) => html`<family-page .acting=${acting}></family-page>`,
  },
  {
    name: "dial",
    title: () => words().call,
    family: true,
    load: () => import("./dial-page.ts"),
    render: (acting) => html`<dial-page .acting=${acting}></dial-page>`,
  },
  {
    name: "cabinet",
    title: () => words().cabinet,
    family: true,
    load: () => import("./cabinet-page.ts"),
    render: (acting) => html`<cabinet-page .acting=${acting}></cabinet-page>`,
  },
  {
    name: "api",
    title: () => words().allOperations,
    family: true,
    load: () => import("./operations-page.ts"),
    render: (acting, rest) => html`<operations-page .acting=${acting} .name=${rest[0]}></operations-page>`,
  },
  {
    name: "messages",
    title: () => words().whoIsTold,
    family: false,
    load: () => import("../messages/messages-page.ts"),
    render: () => html`<messages-page></messages-page>`,
  },
  {
    name: "people",
    title: () => words().colleaguesAndSignIn,
    family: false,
    load: () => import("../sign-in/people-page.ts"),
    render: () => html`<people-page></people-page>`,
  },
  {
    name: "passkeys",
    title: () => words().passkeys,
    family: false,
    load: () => import("../sign-in/passkeys-page.ts"),
    render: () => html`<passkeys-page></passkeys-page>`,
  },
  {
    name: "log",
    title: () => words().whatWasDone,
    family: false,
    load: () => import("./log-page.ts"),
    render: () => html`<log-page></log-page>`,
  },
];
