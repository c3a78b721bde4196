/** Accounts below an account: children, clients won for the provider, and a door to the cabinet. */
import { type Account, openAccount } from "../account.ts";
import { choose, need, needPhone } from "./params.ts";
import { makeUuid } from "../network/books.ts";
import { Refusal } from "./refusal.ts";
import { childrenOf, type Operation, type Visit } from "./visit.ts";

export const children: Operation = (visit) => {
  const { provider, account, params } = visit;
  const { child: row } = provider.assumed.rows;
  if (choose(params, "action", ["list", "add"], "list") === "list") {
    return { accounts: childrenOf(provider, account).map(row) };
  }
  if (account.kind === "child") throw new Refusal("forbidden", "a child has no children");
  return { accounts: [row(addAccount(visit, "child"))] };
};

export const genuser: Operation = (visit) => {
  const { account, params } = visit;
  if (!account.mayGenerateUsers) throw new Refusal("forbidden", "genuser");
  need(params, "email");
  if (params.get("inn") || params.get("organization")) {
    if (!/^\d{10}(\d{2})?$/.test(need(params, "inn"))) throw new Refusal("wrong", "inn");
    need(params, "organization");
    needPhone(params, "phone");
  }
  const client = addAccount(visit, "client");
  return { new_sip: client.sipid, new_name: client.login, new_password: client.password };
};

function addAccount({ provider, account, params }: Visit, kind: Account["kind"]): Account {
  const email = params.get("email")?.trim() ?? "";
  if (email !== "" && !/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal("wrong", "email");
  const serial = provider.accounts.size + 1;
  const opened = openAccount({
    login: `${account.login}-${serial}`,
    password: makeUuid(provider.random).slice(0, 8),
    sipid: String(12_345_677 + serial).padStart(10, "0"),
    kind,
    parent: account.login,
    email,
    fio: params.get("fio") ?? params.get("organization") ?? "",
  });
  provider.accounts.set(opened.login, opened);
  return opened;
}

/** `foruser`: a login or a SIP ID of an account below. @throws Refusal */
export function findBelow(visit: Omit<Visit, "shiftMs">, wanted: string): Account {
  const name = wanted.trim().toLowerCase();
  const { account, provider } = visit;
  const known = [account, ...[...provider.accounts.values()].filter((one) => one.parent === account.login)];
  const found = known.find(({ login, sipid }) => login === name || sipid === name);
  if (found === undefined) throw new Refusal("forbidden", "foruser");
  return found;
}

export const entercabinet: Operation = ({ provider, account }) => {
  const key = makeUuid(provider.random);
  provider.cabinetKeys.set(key, account.login);
  return { url: `${provider.url}/cabinet/${key}` };
};
