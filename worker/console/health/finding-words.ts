/** What each finding is called, and what the owner can do where it isn't well. */
import type { Finding, FindingName } from "../../contract/owner-health.ts";
import type { Words } from "../words.ts";

/** What is looked at, what to do about it, and where in the console that is done. */
interface Telling {
  title: Words;
  advice: Words;
  look?: { path: readonly string[]; words: Words };
}

export const tellings: Record<FindingName, Telling> = {
  account: {
    title: ["SIPNET принимает ключ", "SIPNET takes the key"],
    advice: [
      "Проверьте ключ или логин с паролем в настройках и запустите сервис заново.",
      "Check the key, or login and password, in the settings and start the Worker anew.",
    ],
  },
  money: {
    title: ["Деньги на счёте", "Money on the account"],
    advice: ["Пополните счёт: без денег SIPNET не звонит.", "Top up: without money SIPNET won’t call."],
    look: { path: ["account", "cabinet"], words: ["Пополнить в кабинете", "Top up in the cabinet"] },
  },
  "caller-number": {
    title: ["Номер, с которого идут звонки", "The number that calls come from"],
    advice: [
      "Подтвердите у SIPNET свой номер: пока его нет, люди видят чужой.",
      "Prove a number of yours to SIPNET: until then people see somebody else’s.",
    ],
    look: { path: ["account", "numbers"], words: ["К номерам", "To the numbers"] },
  },
  webhook: {
    title: ["Сообщения о звонках приходят сюда", "Call reports come here"],
    advice: ["Без них статус звонка виден с опозданием.", "Without them a call’s states show late."],
    look: { path: ["account", "webhook"], words: ["Подробнее", "Details"] },
  },
  "public-url": {
    title: ["Адрес сервиса", "This Worker’s address"],
    advice: [
      "По этому адресу SIPNET сообщает о звонках. Проверьте его и подтвердите.",
      "SIPNET reports calls to this address. Check it and confirm.",
    ],
  },
  tls: {
    title: ["Шифрование", "Encryption"],
    advice: [
      "Откройте консоль по https://, а перед сервисом поставьте Caddy или nginx с сертификатом.",
      "Open the console by https://, and put Caddy or nginx with a certificate before the Worker.",
    ],
  },
  sites: {
    title: ["Кнопки есть", "There are buttons"],
    advice: ["Сделайте первую кнопку и поставьте её на сайт.", "Make the first button and put it on your site."],
    look: { path: ["buttons", "new"], words: ["Сделать кнопку", "Make a button"] },
  },
  address: {
    title: ["Адреса посетителей приходят настоящими", "Visitors’ addresses arrive unforged"],
    advice: [
      "Пока это не проверено, посетителям не звоним: по адресам считаются ограничения.",
      "Until this is seen, visitors are not called: limits count by these addresses.",
    ],
  },
  restored: {
    title: ["Восстановлено из копии", "Restored from a backup"],
    advice: [
      "Пока вы не подтвердите, никому не звоним. Сначала посмотрите, чего не хватает.",
      "Until you confirm, nobody is called. See first what is missing.",
    ],
  },
  dialling: {
    title: ["Звонки открыты", "Dialling is open"],
    advice: ["Звонки остановлены: включить их можно здесь.", "Calls are stopped: they are switched on here."],
    look: { path: ["safety"], words: ["К ограничениям", "To the limits"] },
  },
};

export const stateWords: Record<Finding["state"], readonly [mood: string, words: Words]> = {
  wrong: ["bad", ["не в порядке", "wrong"]],
  waiting: ["warn", ["ждёт вас", "waits for you"]],
  unknown: ["", ["не узнать", "can’t be told"]],
  ok: ["good", ["в порядке", "fine"]],
};

/** Where SIPNET gave no answer there is nothing that the owner could mend. */
export const unknownAdvice: Words = [
  "SIPNET не ответил. Проверьте ещё раз через минуту.",
  "SIPNET gave no answer. Look again in a minute.",
];
