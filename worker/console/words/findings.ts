/** What the Health page finds, and what can be done about it. */
import { translated } from "../words.ts";

export const words = translated({
  ru: {
    account: {
      title: "SIPNET принимает ключ",
      advice: "Проверьте ключ или логин с паролем в настройках и запустите сервис заново.",
    },
    money: {
      title: "Деньги на счёте",
      advice: "Пополните счёт: без денег SIPNET не звонит.",
      look: "Пополнить в кабинете",
    },
    "caller-number": {
      title: "Номер, с которого идут звонки",
      advice: "Подтвердите у SIPNET свой номер: пока его нет, люди видят чужой.",
      look: "К номерам",
    },
    webhook: {
      title: "Сообщения о звонках приходят сюда",
      advice: "Без них статус звонка виден с опозданием.",
      look: "Подробнее",
    },
    "public-url": {
      title: "Адрес сервиса",
      advice: "По этому адресу SIPNET сообщает о звонках. Проверьте его и подтвердите.",
    },
    tls: {
      title: "Шифрование",
      advice: "Откройте консоль по https://, а перед сервисом поставьте Caddy или nginx с сертификатом.",
    },
    sites: { title: "Кнопки есть", advice: "Сделайте первую кнопку и поставьте её на сайт.", look: "Сделать кнопку" },
    address: {
      title: "Адреса посетителей приходят настоящими",
      advice: "Пока это не проверено, посетителям не звоним: по адресам считаются ограничения.",
    },
    restored: {
      title: "Восстановлено из копии",
      advice: "Пока вы не подтвердите, никому не звоним. Сначала посмотрите, чего не хватает.",
    },
    dialling: {
      title: "Звонки открыты",
      advice: "Звонки остановлены: включить их можно здесь.",
      look: "К ограничениям",
    },
    wrong: "не в порядке",
    waitsForYou: "ждёт вас",
    cantBeTold: "не узнать",
    fine: "в порядке",
    sipnetGaveNoAnswer: "SIPNET не ответил. Проверьте ещё раз через минуту.",
  },
  en: {
    account: {
      title: "SIPNET takes the key",
      advice: "Check the key, or login and password, in the settings and start the Worker anew.",
    },
    money: {
      title: "Money on the account",
      advice: "Top up: without money SIPNET won’t call.",
      look: "Top up in the cabinet",
    },
    "caller-number": {
      title: "The number that calls come from",
      advice: "Prove a number of yours to SIPNET: until then people see somebody else’s.",
      look: "To the numbers",
    },
    webhook: { title: "Call reports come here", advice: "Without them a call’s states show late.", look: "Details" },
    "public-url": {
      title: "This Worker’s address",
      advice: "SIPNET reports calls to this address. Check it and confirm.",
    },
    tls: {
      title: "Encryption",
      advice: "Open the console by https://, and put Caddy or nginx with a certificate before the Worker.",
    },
    sites: {
      title: "There are buttons",
      advice: "Make the first button and put it on your site.",
      look: "Make a button",
    },
    address: {
      title: "Visitors’ addresses arrive unforged",
      advice: "Until this is seen, visitors are not called: limits count by these addresses.",
    },
    restored: {
      title: "Restored from a backup",
      advice: "Until you confirm, nobody is called. See first what is missing.",
    },
    dialling: {
      title: "Dialling is open",
      advice: "Calls are stopped: they are switched on here.",
      look: "To the limits",
    },
    wrong: "wrong",
    waitsForYou: "waits for you",
    cantBeTold: "can’t be told",
    fine: "fine",
    sipnetGaveNoAnswer: "SIPNET gave no answer. Look again in a minute.",
  },
});
