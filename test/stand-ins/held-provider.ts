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
  /** Whether a call that was placed is over by now; else its two people talk. */
  isOver: (call: Placed) => boolean;
  close(): Promise<void>;
}

export interface Placed {
  id: string;
  src: string;
  dst: string;
  at: Date;
}

export async function startHeldProvider(): Promise<HeldProvider> {
  // By their ids, in the order in which they came.
  const placed = new Map<string, Placed>();
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
      const id = String(1_000 + placed.size);
      placed.set(id, { id, src, dst, at: new Date() });
    }
    if (treatment === "answer") answer(response, operation, params.get("id"), placed, provider.isOver);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const provider: HeldProvider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api.php`,
    dialled: [],
    rang: [],
    treat: () => "answer",
    heard: () => undefined,
    isOver: () => true,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return provider;
}

function answer(
  response: ServerResponse,
  operation: string,
  id: string | null,
  placed: ReadonlyMap<string, Placed>,
  isOver: HeldProvider["isOver"],
): void {
  const results: Record<string, () => object> = {
    webbuttons: () => ({ buttons: [{ cid, phone: ownerPhone, color: "#008735", text: "?" }] }),
    aninnumbers: () => ({ phones: [{ phone: ownerPhone, default: "Y" }] }),
    gencall: () => ({ id: String(999 + placed.size) }),
    calls2: () => ({
      calls: (id === null ? latest(placed) : [placed.get(id) ?? []].flat()).map((call) => rowOf(call, isOver(call))),
    }),
  };
  const body = JSON.stringify({ status: "success", apiVersion: "2.7.0", ...results[operation]?.() });
  response.setHeader("content-type", "application/json").end(body);
}

/** As many as a page of the provider's has. */
function latest(placed: ReadonlyMap<string, Placed>): Placed[] {
  const ids = Array.from({ length: Math.min(60, placed.size) }, (_, back) => String(999 + placed.size - back));
  return ids.flatMap((id) => placed.get(id) ?? []).toReversed();
}

function rowOf({ id, src, dst, at }: Placed, isOver: boolean) {
  const [date = "", time = ""] = at.toISOString().split(/[T.]/);
  const GMT = `${date.split("-").toReversed().join(".")} ${time}`;
  const talking = { State: "talking", SrcState: "talking", DstState: "talking", Duration: 0 };
  const ended = { State: "completed", SrcState: "ended", DstState: "ended", Duration: 30 };
  return { ID: id, GMT, SrcPhone: src, DstPhone: dst, ...(isOver ? ended : talking) };
}
