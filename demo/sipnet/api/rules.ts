/** What an account has set up for its calls: the hook, recording, forwarding. */
import { noRecording, weekS } from "../account.ts";
import { choose, need, readCount } from "./params.ts";
import { Refusal } from "./refusal.ts";
import type { Operation } from "./visit.ts";

export const webhook: Operation = ({ account, params }) => {
  switch (choose(params, "action", ["list", "clear", "set"], "list")) {
    case "list":
      return { webhooks: account.webhook === undefined ? [] : [account.webhook] };
    case "clear":
      delete account.webhook;
      return {};
    case "set": {
      const url = need(params, "url");
      if (!/^https?:$/.test(URL.parse(url)?.protocol ?? "")) throw new Refusal("wrong", "url");
      account.webhook = url;
      return { url };
    }
  }
};

export const recordcalls: Operation = ({ account, params }) => {
  switch (choose(params, "action", ["list", "clear", "set"], "list")) {
    case "list":
      return { ...account.recording };
    case "clear":
      account.recording = noRecording;
      return {};
    case "set":
      account.recording = {
        incalls: choose(params, "incalls", ["Y", "N"]),
        outcalls: choose(params, "outcalls", ["Y", "N"]),
        reccount: readCount(params, "reccount", 0),
        expiration: readCount(params, "expiration", weekS),
        child: choose(params, "child", ["Y", "N"], "N"),
      };
      account.recorded = 0;
      return {};
  }
};

const targets = ["busy", "inaccessible", "noanswer", "allcalls"];
const waits = ["waitanswer", "waitanswer2"];

/** Kept and shown; no call comes in by itself that would have to be forwarded. */
export const redirect: Operation = ({ provider, account, params }) => {
  const action = choose(params, "action", ["get", "del", "set"]);
  if (action === "del") account.redirect = { redirtype: "0" };
  if (action === "set") {
    const rules: [string, string][] = [["redirtype", choose(params, "redirtype", ["0", "1", "2"])]];
    for (const name of targets) {
      const target = params.get(name)?.trim();
      if (!target) continue;
      // `voicemail`, a number, or a contact by whatever name the account has for it. API document, 6.17.
      if (!/^[^\s<>]{1,64}$/.test(target)) throw new Refusal("wrong", name);
      rules.push([name, target]);
    }
    for (const name of waits) {
      const wait = params.get(name)?.trim();
      if (!wait) continue;
      if (!/^\d{1,3}[sm]$/.test(wait)) throw new Refusal("wrong", name);
      rules.push([name, wait]);
    }
    account.redirect = Object.fromEntries(rules);
  }
  return provider.assumed.rows.redirect(account.redirect);
};
