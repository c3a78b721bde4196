/** A site of somebody else's, with pages as hostile or strict as sites are, in front of a whole running demo. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buttons } from "../../demo/shop/page.ts";
import { en } from "../../widget/words/messages.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";
import { visit, type Visitor } from "../support/visitor.ts";

export interface HostPage {
  html: string;
  headers?: Record<string, string>;
}

export interface Host {
  journey: Journey;
  workerUrl: string;
  /** What the pages' policies reported, as the server got it. */
  reports: string[];
  /** A page that needs no visitor's care: the tag, then the button with its link. */
  snippet: string;
  /** Puts a page on the site. @returns its address */
  serve(page: HostPage): string;
  /** A new visitor before a page; `prepare` runs in it before any script of the page. */
  enter(page: HostPage, prepare?: () => void): Promise<Visitor>;
  end(): Promise<void>;
}

export const button = buttons.shop;
export const link = '<a href="tel:+74951234567">+7 495 123-45-67</a>';
export const element = `<sipnet-call-button id="inline" button="${button}">${link}</sipnet-call-button>`;

export async function beginHost(): Promise<Host> {
  const pages: HostPage[] = [];
  const reports: string[] = [];
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      request.on("data", (chunk: Buffer) => reports.push(chunk.toString()));
      return response.writeHead(204).end();
    }
    const { html, headers } = pages[Number(request.url?.slice(1))] ?? { html: "<!doctype html><p>Elsewhere</p>" };
    return response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const journey = await beginJourney({ allowedOrigins: origin });
  const { workerUrl } = journey.demo;
  await journey.phones.set(shopPhone, { answerAfterMs: 100 });
  const serve = (page: HostPage) => `${origin}/${pages.push(page) - 1}`;
  return {
    journey,
    workerUrl,
    reports,
    snippet: `<script type="module" src="${workerUrl}/widget.js"></script>${element}`,
    serve,
    enter: (page, prepare) => visit(journey.browser, serve(page), prepare),
    async end() {
      await journey.end();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A whole call, from the click to the goodbye, seen by the visitor and by both phones. */
export async function callThrough(host: Host, visitor: Visitor, phone: string): Promise<void> {
  const { phones } = host.journey;
  await visitor.press();
  await visitor.ask(`+${phone}`);
  await phones.answer(phone);
  await visitor.reads(en.connected);
  await phones.hangUp(phone);
  await visitor.reads(en.ended);
  const placed = await phones.callsTo(phone);
  if (placed.length !== 1) throw new Error(`${placed.length} calls to ${phone}`);
}
