/** aninnumbers: the numbers an account may show as its own, proved by a code that its phone receives. */
import { choose, need, needPhone } from "./params.ts";
import { Refusal } from "./refusal.ts";
import type { Operation, Visit } from "./visit.ts";

export const aninnumbers: Operation = (visit) => {
  const { provider, account, params } = visit;
  switch (choose(params, "action", ["list", "delete", "setdefault", "add", "checkcode"], "list")) {
    case "list":
      return { phones: account.callerNumbers.map((number) => provider.assumed.rows.callerNumber(number)) };
    case "delete": {
      const phone = findOwn(visit);
      account.callerNumbers = account.callerNumbers.filter((one) => one.phone !== phone);
      return { phone };
    }
    case "setdefault": {
      const phone = findOwn(visit);
      account.callerNumbers = account.callerNumbers.map((one) => ({ ...one, isDefault: one.phone === phone }));
      return { phone };
    }
    case "add":
      return sendCode(visit);
    case "checkcode":
      return checkCode(visit);
  }
};

function findOwn({ account, params }: Visit): string {
  const phone = needPhone(params, "phone");
  if (!account.callerNumbers.some((one) => one.phone === phone)) throw new Refusal("unknown", "phone");
  return phone;
}

/** The code can be read where a real one would be: on the phone itself. */
function sendCode({ provider, account, params }: Visit) {
  const phone = needPhone(params, "phone");
  const type = choose(params, "checktype", ["sms", "call"], "sms");
  const code = String(1000 + Math.floor(provider.random() * 9000));
  account.unproven = { phone, type, code };
  const text = type === "sms" ? `SIPNET: код подтверждения ${code}` : `Вам звонят: ваш код ${[...code].join(" ")}`;
  provider.messages.push({ number: phone, text, at: new Date(provider.clock.now()).toISOString() });
  provider.changed();
  return {};
}

function checkCode({ account, params }: Visit) {
  const code = need(params, "code");
  const { unproven } = account;
  if (unproven?.code !== code) throw new Refusal("code");
  const others = account.callerNumbers.filter((one) => one.phone !== unproven.phone);
  const { phone, type } = unproven;
  account.callerNumbers = [...others, { phone, type, isDefault: others.length === 0 }];
  delete account.unproven;
  return {};
}
