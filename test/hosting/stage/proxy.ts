/** Debian's Caddy and nginx before the Worker, with the very lines that setup writes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as requestTls } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { caddyfile, nginxLocation } from "../../../worker/hosting/proxies.ts";
import { until } from "../../support/until.ts";
import type { Authority } from "./authority.ts";
import { freePort } from "./own-server.ts";

export const host = "calls.test";

export interface Proxy {
  port: number;
  close(): Promise<void>;
}

/** The written file, on a free port of this machine and with our own certificate. */
export async function startCaddy(upstream: string, { certificate, key }: Authority, given = 0): Promise<Proxy> {
  const port = given || (await freePort());
  const written = caddyfile({ host, upstream });
  const site = written.replace(
    `${host} {\n`,
    `https://${host}:${port}, https://localhost:${port} {\n\tbind 127.0.0.1\n\ttls ${certificate} ${key}\n`,
  );
  const config = `{\n\tadmin off\n\tauto_https off\n\tskip_install_trust\n}\n${site}`;
  return begin("caddy", "Caddyfile", config, port, (file) => ["run", "--adapter", "caddyfile", "--config", file]);
}

/** `bare` says nothing of the visitor's address, as many a guide does. */
export async function startNginx(
  upstream: string,
  { certificate, key }: Authority,
  { bare = false, port: given = 0 } = {},
): Promise<Proxy> {
  const port = given || (await freePort());
  const location = bare
    ? `location / { proxy_pass http://${upstream}; proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme; }`
    : nginxLocation({ upstream });
  // As root its workers would be somebody else, whom the socket file keeps out.
  const user = process.getuid?.() === 0 ? "user root; " : "";
  const config = `${user}daemon off; worker_processes 1; pid nginx.pid; error_log stderr;
events { worker_connections 512; }
http { access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
server { listen 127.0.0.1:${port} ssl http2; server_name ${host}; ssl_certificate ${certificate}; ssl_certificate_key ${key};
${location} } }`;
  return begin("nginx", "nginx.conf", config, port, (file, folder) => ["-p", folder, "-c", file]);
}

async function begin(
  program: string,
  name: string,
  config: string,
  port: number,
  argumentsFor: (file: string, folder: string) => string[],
): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), `own-${program}-`));
  const file = join(folder, name);
  await writeFile(file, config);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(program, argumentsFor(file, folder), { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until(`${program} to listen`, () => listens(child, port, () => said), Boolean);
  return {
    port,
    async close() {
      const exited = once(child, "exit");
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await exited;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listens(child: ChildProcess, port: number, said: () => string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`the proxy ended: ${said()}`);
  return new Promise((settle) => {
    const asked = requestTls({ port, host: "127.0.0.1", servername: host, rejectUnauthorized: false }, (response) => {
      response.destroy();
      settle(true);
    });
    asked.on("error", () => settle(false));
    asked.end();
  });
}
