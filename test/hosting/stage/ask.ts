/** Requests as visitors of a proxied server send them: from an address of their own, over TLS or not. */
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestTls } from "node:https";
import { host } from "./proxy.ts";

export interface Asked {
  port: number;
  path: string;
  method?: string;
  /** Trusted authority; without one the request is plain HTTP. */
  ca?: string | undefined;
  /** Where the visitor comes from, within 127.0.0.0/8. */
  from?: string;
  headers?: Record<string, string>;
  body?: object;
}

export interface Reply {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

export async function ask(asked: Asked): Promise<Reply> {
  const response = await open(asked);
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

/** Resolves with the headers; the body is still to come. */
export function open({
  port,
  path,
  method = "GET",
  ca,
  from = "127.0.0.7",
  headers,
  body,
}: Asked): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const options = {
    host: "127.0.0.1",
    port,
    path,
    method,
    localAddress: from,
    agent: false,
    headers: { host, ...(text === undefined ? {} : { "content-type": "application/json" }), ...headers },
  };
  return new Promise((settle, fail) => {
    const request =
      ca === undefined
        ? requestPlain(options, settle)
        : requestTls({ ...options, ca, servername: (headers?.host ?? host).replace(/:\d+$/, "") }, settle);
    request.on("error", fail);
    request.end(text);
  });
}
