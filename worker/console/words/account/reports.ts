/** Words of SIPNET’s own reports. */
import { translated } from "../../words.ts";

export const words = translated({
  ru: {
    from: "С",
    to: "По",
    withSubAccounts: "С субаккаунтами",
    show: "Показать",
    report: "Отчёт",
    kindOfReport: "Вид отчёта",
    byDirection: "По направлениям",
    bySubAccount: "По субаккаунтам",
    noCallsThen: "За эти дни звонков нет.",
    calls: "Звонков",
    answered: "Отвечено",
    subAccount: "Субаккаунт",
    direction: "Направление",
    time: "Время",
    amount: "Сумма",
  },
  en: {
    from: "From",
    to: "To",
    withSubAccounts: "With sub-accounts",
    show: "Show",
    report: "Report",
    kindOfReport: "Kind of report",
    byDirection: "By direction",
    bySubAccount: "By sub-account",
    noCallsThen: "No calls on these days.",
    calls: "Calls",
    answered: "Answered",
    subAccount: "Sub-account",
    direction: "Direction",
    time: "Time",
    amount: "Amount",
  },
});
