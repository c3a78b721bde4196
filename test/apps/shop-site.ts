/** The built shops on one origin, each in a folder of its own; any path of a shop is its one page. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const types: Record<string, string> = { ".js": "text/javascript", ".html": "text/html", ".css": "text/css" };

export interface ShopSite {
  origin: string;
  close(): Promise<void>;
}

/** Serves `<parent>/<app>/dist` at `/<app>/`. */
export async function startShopSite(parent: string): Promise<ShopSite> {
  const server = createServer((request, response) => {
    const [, app = "", ...path] = new URL(request.url ?? "/", "http://shop").pathname.split("/");
    const file = extname(path.join("/")) ? path.join("/") : "index.html";
    readFile(join(parent, app, "dist", file)).then(
      (body) =>
        response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
