/** workerd's configuration of one's own server: modules, objects, settings from the environment, and what it may reach. */
import { settingNames } from "./setting-names.ts";
import type { WranglerConfig } from "./wrangler-config.ts";

export interface CapnpOptions {
  wrangler: WranglerConfig;
  /** Files beside the script that it imports as bytes. */
  byteFiles: readonly string[];
  /** Whether the provider may be on this machine or in a private network: a simulator. */
  reachesLocal: boolean;
  /** Names that come from the environment besides the settings: the tests' clock. */
  further?: readonly string[];
}

/** Folders and sockets have names only: where they are is said on the command line. */
export function writeCapnp({ wrangler, byteFiles, reachesLocal, further = [] }: CapnpOptions): string {
  const objects = wrangler.durable_objects.bindings;
  const reached = reachesLocal ? ["public", "local", "private"] : ["public"];
  const modules = [
    `(name = "index.js", esModule = embed "index.js")`,
    ...byteFiles.map((name) => `(name = "${name}", data = embed "${name}")`),
  ];
  const bindings = [
    ...objects.map(({ name, class_name }) => `(name = "${name}", durableObjectNamespace = "${class_name}")`),
    `(name = "ASSETS", service = "console")`,
    `(name = "CERTIFICATES", service = "certificates")`,
    `(name = "OWN_SERVER", text = "yes")`,
    ...[...settingNames, "RESTORED", ...further].map((name) => `(name = "${name}", fromEnvironment = "${name}")`),
  ];
  // Memory that goes after ten idle seconds would be read from disk again with each visitor.
  const namespaces = objects.map(
    ({ class_name: name }) =>
      `(className = "${name}", uniqueKey = "sipnet-${name}", enableSql = true, preventEviction = true)`,
  );
  const flags = wrangler.compatibility_flags ?? [];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ${list(reached.map(quote))}, tlsOptions = (trustBrowserCas = true))),
    (name = "console", disk = (writable = false)),
    (name = "certificates", disk = (writable = false)),
    (name = "storage", disk = (writable = true)),
  ],
  sockets = [
    (name = "http", http = (forwardedProtoHeader = "X-Forwarded-Proto"), service = "main"),
    (name = "watchdog", http = (), service = (name = "main", entrypoint = "Watchdog")),
  ],
  logging = (structuredLogging = false),
);
const main :Workerd.Worker = (
  modules = ${list(modules)},
  compatibilityDate = ${quote(wrangler.compatibility_date)},
  compatibilityFlags = ${list(flags.map(quote))},
  bindings = ${list(bindings)},
  durableObjectNamespaces = ${list(namespaces)},
  durableObjectStorage = (localDisk = "storage"),
  globalOutbound = "internet",
);
`;
}

function list(items: readonly string[]): string {
  return `[${items.map((item) => `\n    ${item},`).join("")}\n  ]`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
