/** The 18 operations of the API document's section 6, a row each. */
import { aninnumbers } from "./caller-numbers.ts";
import { gencall, genmulticall } from "./dialling.ts";
import { children, entercabinet, genuser } from "./family.ts";
import { attempts, calls, calls2, finopers, getrec, pbxcalls, report } from "./journal.ts";
import { payerOf } from "../network/books.ts";
import { recordcalls, redirect, webhook } from "./rules.ts";
import type { Operation } from "./visit.ts";
import { webbuttons } from "./web-buttons.ts";

const balance: Operation = ({ provider, account }) => ({
  balance: payerOf(provider.accounts, account).kopecks / 100,
  currency: "RUB",
});

export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    balance,
    calls,
    finopers,
    attempts,
    calls2,
    pbxcalls,
    entercabinet,
    webbuttons,
    webhook,
    genuser,
    getrec,
    recordcalls,
    aninnumbers,
    children,
    gencall,
    genmulticall,
    redirect,
    report,
  }),
);
