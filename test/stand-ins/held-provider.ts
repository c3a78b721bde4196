/** A provider over HTTP that a test holds by the hand: each request can be kept, dropped or answered. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { cid, ownerPhone } from "./paper-provider.ts";

/** What to do with a request: answer it as ever, or place the call (or not) and never answer. */
export type Treatment = "answer" | "place and keep" | "keep";

export interface HeldProvider {
  url: string;
  /** Visitors' numbers as dialled, one entry a request. */
  readonly dialled: string[];
  /** Visitors' numbers whose phones rang. */
  readonly rang: string[];
  /** Called with each operation as it arrives; decides what becomes of it. */
  treat: (operation: string) => Treatment;
  /** Called with each visitor's number as the request to dial it arrives. */
  heard: (phone: string) => void;
  close(): Promise<void>;
}

interface Placed {
  id: string;
  src: string;
  dst: string;
  at: Date;
}

export async function startHeldProvider(): Promise<HeldProvider> {
  const placed: Placed[] = [];
  const server = createServer(async (request, response) => {
    const params = new URLSearchParams(await text(request));
    const operation = params.get("operation") ?? "";
    const treatment = provider.treat(operation);
    if (operation === "gencall") {
      const dst = params.get("dstphone") ?? "";
      provider.dialled.push(dst);
      provider.heard(dst);
      if (treatment === "keep") return;
      provider.rang.push(dst);
      const src = params.get("srcphone") ?? "";
      placed.push({ id: String(1_000 + placed.length), src, dst, at: new Date() });
    }
    if (treatment === "answer") answer(response, operation, params.get("id"), placed);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const provider: HeldProvider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api.php`,
    dialled: [],
    rang: [],
    treat: () => "answer",
    heard: () => undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return provider;
}

function answer(response: ServerResponse, operation: string, id: string | null, placed: readonly Placed[]): void {
  const results: Record<string, () => object> = {
    webbuttons: () => ({ buttons: [{ cid, phone: ownerPhone, color: "#008735", text: "?" }] }),
    aninnumbers: () => ({ phones: [{ phone: ownerPhone, default: "Y" }] }),
    gencall: () => ({ id: placed.at(-1)?.id }),
    calls2: () => ({
      calls: placed
        .filter((call) => id === null || call.id === id)
        .slice(-60)
        .map(rowOf),
    }),
  };
  const body = JSON.stringify({ status: "success", apiVersion: "2.7.0", ...results[operation]?.() });
  response.setHeader("content-type", "application/json").end(body);
}

function rowOf({ id, src, dst, at }: Placed) {
  const [date = "", time = ""] = at.toISOString().split(/[T.]/);
  const GMT = `${date.split("-").toReversed().join(".")} ${time}`;
  const ended = { State: "completed", SrcState: "ended", DstState: "ended", Duration: 30 };
  return { ID: id, GMT, SrcPhone: src, DstPhone: dst, ...ended };
}
