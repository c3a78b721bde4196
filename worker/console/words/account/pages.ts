/** What the account’s pages are called. */
import { translated } from "../../words.ts";

export const words = translated({
  ru: {
    money: "Деньги",
    reports: "Отчёты",
    numbers: "Номера",
    forwarding: "Переадресация",
    recording: "Запись разговоров",
    callReports: "Сообщения о звонках",
    health: "Здоровье",
    whoIsTold: "Кому сообщать",
    subAccounts: "Субаккаунты",
    call: "Позвонить",
    cabinet: "Кабинет",
    allOperations: "Все операции",
    colleaguesAndSignIn: "Коллеги и вход",
    passkeys: "Ключи доступа",
    whatWasDone: "Что делалось",
  },
  en: {
    money: "Money",
    reports: "Reports",
    numbers: "Numbers",
    forwarding: "Forwarding",
    recording: "Recording",
    callReports: "Call reports",
    health: "Health",
    whoIsTold: "Who is told",
    subAccounts: "Sub-accounts",
    call: "Call",
    cabinet: "Cabinet",
    allOperations: "All operations",
    colleaguesAndSignIn: "Colleagues and sign-in",
    passkeys: "Passkeys",
    whatWasDone: "What was done",
  },
});
