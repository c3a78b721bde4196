/** Words of the webhook and the log of acts. */
import { translated } from "../../words.ts";

export const words = translated({
  ru: {
    whatWasDone: "Что делалось в консоли",
    nothingYet: "Пока ничего.",
    callReports: "Сообщения о звонках",
    reportsHint:
      "SIPNET сообщает о каждом шаге звонка на один адрес. Без них статус виден с задержкой в несколько секунд.",
    receiveThemHere: "Получать здесь",
    switchOff: "Отключить",
    giveReportsToAnother: "Отдать другой программе",
    itsAddress: "Её адрес",
    set: "Задать",
    reportsComeHere: "Сообщения приходят сюда.",
    switchReportsOff: "Отключить сообщения?",
    callsGoOnWithoutReports: "Звонки останутся, статус будет приходить позже.",
    switchedOff: "Отключено.",
    addressIsSet: "Адрес задан.",
    otherProgramHasThem: "Сообщения получает другая программа.",
    reportsNotSetUp: "Сообщения не подключены.",
    unknownWhereTheyGo: "SIPNET не ответил, куда идут сообщения.",
  },
  en: {
    whatWasDone: "What was done in the console",
    nothingYet: "Nothing yet.",
    callReports: "Call reports",
    reportsHint: "SIPNET reports every step of a call to one address. Without them states show some seconds late.",
    receiveThemHere: "Receive them here",
    switchOff: "Switch off",
    giveReportsToAnother: "Give them to another program",
    itsAddress: "Its address",
    set: "Set",
    reportsComeHere: "Reports come here.",
    switchReportsOff: "Switch reports off?",
    callsGoOnWithoutReports: "Calls go on, their states come later.",
    switchedOff: "Switched off.",
    addressIsSet: "The address is set.",
    otherProgramHasThem: "Another program receives the reports.",
    reportsNotSetUp: "Reports are not set up.",
    unknownWhereTheyGo: "SIPNET did not tell where reports go.",
  },
});
