/** A button open in the owner's editor, and what the Worker keeps of it. */
import type { OwnerButton } from "../../../worker/contract/owner-buttons.ts";
import { beginJourney, type Journey } from "../../support/journey.ts";
import { type Owner, openConsoleAs } from "./owner.ts";

const cid = "D6VZ0000000000000000000000000ZG4";
export const hash = `#/buttons/${cid}`;

export interface Editor {
  journey: Journey;
  owner: Owner;
  /** How the owner asks without a browser. */
  headers: Record<string, string>;
  kept(): Promise<OwnerButton>;
  /** Another window's change. */
  elsewhere(change: object): Promise<Response>;
}

export async function openEditor(): Promise<Editor> {
  const journey = await beginJourney();
  const { workerUrl, ownerToken } = journey.demo;
  const owner = await openConsoleAs(journey.browser, workerUrl);
  await owner.signIn(ownerToken);
  const headers = { authorization: `Bearer ${ownerToken}`, "content-type": "application/json" };
  const url = `${workerUrl}/v1/owner/buttons/${cid}`;
  return {
    journey,
    owner,
    headers,
    kept: async () => (await (await fetch(url, { headers })).json()) as OwnerButton,
    elsewhere: (change) => fetch(url, { method: "PUT", headers, body: JSON.stringify(change) }),
  };
}
