/** Answers about the account: money, settings, accounts below it. */
import { type Field, flag, list, money, needed, number, type Read, shape, term, text } from "./fields.ts";
import type { Raw, Row } from "./row.ts";

/** `balance`, and who it belongs to. API document, 6.1 and 5. */
export const readBalance = shape({
  balance: needed(money()),
  currency: text(),
  account: text(),
  sipId: text(),
  apiVersion: text(),
});
export type Balance = ReturnType<typeof readBalance>;

/** `entercabinet`: works once, signs its bearer in. API document, 6.7. */
export const readCabinet = shape({
  // The owner's browser will be sent there: no `javascript:` and the like.
  url: needed((answer, name) => /^https?:\/\/\S+$/i.exec(text()(answer, name) ?? "")?.[0]),
});

/** `genuser`. API document, 6.10. */
export const readNewUser = shape({
  newSip: text(),
  newName: needed(text()),
  newPassword: text(),
});
export type NewUser = ReturnType<typeof readNewUser>;

/** `recordcalls`, `action=list`. API document, 6.12. */
export const readRecording = shape({
  incalls: needed(flag()),
  outcalls: needed(flag()),
  /** 0: all of them. */
  reccount: number(),
  expirationS: term("expiration"),
  child: flag(),
});
export type Recording = ReturnType<typeof readRecording>;

/** `children`. API document, 6.14. */
export const readChildren = list(
  "accounts",
  {
    account: text("Login", "Name"),
    sipId: text("SIP"),
    email: text(),
    fio: text(),
  },
  "account",
);
const redirect = {
  /** 0 none, 1 all calls, 2 where nobody answers. */
  redirtype: number("type"),
  busy: text(),
  inaccessible: text(),
  noanswer: text(),
  allcalls: text(),
  /** `20s`, `1m`. */
  waitanswer: text(),
  waitanswer2: text(),
  raw: ((row) => row.raw) satisfies Field<Raw>,
};
export type Redirect = Read<typeof redirect>;

/** `redirect`, `action=get`. API document, 6.17, which leaves open whether the fields lie in an object of their own. */
export function readRedirect(answer: Row): Redirect {
  const [own = answer] = answer.rows("redirect");
  return shape(redirect)(own);
}
