/** Words about money. */
import { translated } from "../../words.ts";

export const words = translated({
  ru: {
    balance: "Баланс",
    account: "Аккаунт",
    moneyInAndOut: "Движение денег",
    nothingThen: "За эти дни движений нет.",
    when: "Когда",
    whatFor: "За что",
    amount: "Сумма",
    balanceAfter: "Остаток",
  },
  en: {
    balance: "Balance",
    account: "Account",
    moneyInAndOut: "Money in and out",
    nothingThen: "Nothing on these days.",
    when: "When",
    whatFor: "What for",
    amount: "Amount",
    balanceAfter: "Balance",
  },
});
