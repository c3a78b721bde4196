/** The last words of setup: what to type next, the console's address, and the lines for a page. */
import { dirname, join, relative } from "node:path";
import type { Settings } from "../setting-names.ts";
import type { Language } from "./answers.ts";
import type { Plan } from "./check.ts";
import { steps } from "./words.ts";

export interface Written {
  plan: Plan;
  settings: Settings;
  folder: string;
  /** The settings' file, as it is shown. */
  file: string;
  language: Language;
}

export function nextSteps({ plan, settings, folder, file, language }: Written): string {
  const address = settings.PUBLIC_URL;
  const lines = [
    "",
    steps.next[language],
    ...commandsOf(plan, folder, language).map((line) => `  ${line}`),
    `  ${steps.doctor[language]}`,
  ];
  if (address === undefined) return lines.join("\n");
  return [
    ...lines,
    "",
    `${steps.console[language]} ${address}/console/  (${steps.token[language]} ${file})`,
    "",
    steps.snippet[language],
    snippet(address),
  ].join("\n");
}

function commandsOf({ where, run }: Plan, folder: string, language: Language): string[] {
  if (where === "cloudflare") return [`npm run deploy   ${steps.deploy[language]}`];
  const here = relative(process.env.INIT_CWD ?? process.cwd(), folder) || ".";
  // It is found by itself only in the folder where one stands.
  const beside = dirname(here) === "." ? "" : ` -f ${typed(join(dirname(here), "compose.yaml"))}`;
  if (run === "docker") return [`docker compose${beside} up -d   ${steps.compose[language]}`];
  const proxy = steps.proxy[language]
    .replace("{caddy}", () => join(here, "Caddyfile"))
    .replace("{nginx}", () => join(here, "nginx.conf"));
  return [`sudo ${typed(join(here, "install"))}   ${steps.install[language]}`, proxy];
}

/** As a shell takes it for one word, whatever the folder is called. */
function typed(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function snippet(address: string): string {
  return `<script type="module" src="${address}/widget.js"></script>
<sipnet-call-button button="…"><a href="tel:+7…">+7 …</a></sipnet-call-button>`;
}
