/** Answers about the account: money, settings, accounts below it. */
import { given, type Given, type Raw, type Row } from "./row.ts";

export type Balance = Given<{
  balance: number;
  currency: string | undefined;
  account: string | undefined;
  sipId: string | undefined;
  apiVersion: string | undefined;
}>;

/** `balance`, and who it belongs to. API document, 6.1 and 5. */
export function readBalance(answer: Row): Balance {
  return given({
    balance: answer.need(answer.number("balance"), "balance"),
    currency: answer.text("currency")?.toUpperCase(),
    account: answer.text("account"),
    sipId: answer.text("sipid"),
    apiVersion: answer.text("apiVersion"),
  });
}

/** `entercabinet`: works once, signs its bearer in. API document, 6.7. */
export function readCabinet(answer: Row): { url: string } {
  const url = answer.text("url") ?? "";
  // The owner's browser will be sent there: no `javascript:` and the like.
  return { url: answer.need(/^https?:\/\//i.test(url) ? url : undefined, "url") };
}

export type NewUser = Given<{ newSip: string | undefined; newName: string; newPassword: string | undefined }>;

/** `genuser`. API document, 6.10. */
export function readNewUser(answer: Row): NewUser {
  return given({
    newSip: answer.text("new_sip"),
    newName: answer.need(answer.text("new_name"), "new_name"),
    newPassword: answer.text("new_password"),
  });
}

export type Recording = Given<{
  incalls: boolean;
  outcalls: boolean;
  /** 0: all of them. */
  reccount: number | undefined;
  expirationS: number | undefined;
  child: boolean | undefined;
}>;

/** `recordcalls`, `action=list`. API document, 6.12. */
export function readRecording(answer: Row): Recording {
  return given({
    incalls: answer.need(answer.flag("incalls"), "incalls"),
    outcalls: answer.need(answer.flag("outcalls"), "outcalls"),
    reccount: answer.number("reccount"),
    expirationS: answer.seconds("expiration"),
    child: answer.flag("child"),
  });
}

export type ChildAccount = Given<{
  account: string | undefined;
  sipId: string | undefined;
  email: string | undefined;
  fio: string | undefined;
  raw: Raw;
}>;

/** `children`. API document, 6.14. */
export function readChildren(answer: Row): { accounts: ChildAccount[] } {
  const accounts = answer.rows("accounts", "account").map((row) =>
    given({
      account: row.text("Account", "Login", "Name"),
      sipId: row.text("SIPID", "SIP"),
      email: row.text("Email"),
      fio: row.text("FIO"),
      raw: row.raw,
    }),
  );
  return { accounts };
}

export type Redirect = Given<{
  /** 0 none, 1 all calls, 2 where nobody answers. */
  redirtype: number | undefined;
  busy: string | undefined;
  inaccessible: string | undefined;
  noanswer: string | undefined;
  allcalls: string | undefined;
  /** `20s`, `1m`. */
  waitanswer: string | undefined;
  waitanswer2: string | undefined;
  raw: Raw;
}>;

/** `redirect`, `action=get`. API document, 6.17, which leaves open whether the fields lie in an object of their own. */
export function readRedirect(answer: Row): Redirect {
  const [row = answer] = [...answer.rows("redirect"), ...answer.rows("redirects")];
  return given({
    redirtype: row.number("redirtype", "type"),
    busy: row.text("busy"),
    inaccessible: row.text("inaccessible"),
    noanswer: row.text("noanswer"),
    allcalls: row.text("allcalls"),
    waitanswer: row.text("waitanswer"),
    waitanswer2: row.text("waitanswer2"),
    raw: row.raw,
  });
}
