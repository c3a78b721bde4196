/** Words of the first five minutes: the checklist on the overview. */
import { translated } from "../words.ts";

export const words = translated({
  ru: {
    firstSteps: "Первые пять минут",
    doneOf: (done: number, all: number) => `${done} из ${all}`,
    states: { done: "готово", todo: "ваш ход", waiting: "идёт", failed: "не вышло", unknown: "не узнать" },
    unknown: "SIPNET не ответил. Посмотрим ещё раз через минуту.",
    key: {
      title: "SIPNET принимает ключ",
      advice: "SIPNET не принимает ключ. Проверьте SIPNET_APIKEY в настройках и запустите сервис заново.",
    },
    money: {
      title: "На счёте есть деньги",
      advice: "Пополните счёт: без денег SIPNET не звонит.",
      look: "Пополнить в кабинете",
    },
    "caller-number": {
      title: "Звонки идут с вашего номера",
      advice: "Подтвердите свой номер кодом: пока его нет, люди видят чужой.",
      look: "К номерам",
    },
    "test-call": {
      title: "Ваш телефон звонит",
      advice: "Позвоним сначала на ваш телефон, а когда ответите, на второй ваш же. Поговорите пару секунд.",
      phone: "Ваш телефон",
      second: "Второй телефон",
      call: "Позвонить мне",
      calling: "Звоним. Снимите трубку на первом телефоне, потом на втором.",
      failed: "В прошлый раз не вышло:",
    },
    site: {
      title: "Сайт в списке",
      advice: "Впишите адрес сайта, где будет кнопка. На других она не откроется.",
      address: "Адрес сайта",
      add: "Добавить сайт",
      added: "Сайт добавлен.",
    },
    snippet: {
      title: "Код кнопки стоит на сайте",
      advice: "Скопируйте код кнопки, вставьте его на страницу и откройте её. Мы увидим это сами.",
      look: "Взять код",
      stranger: "Страница просит кнопку, а её сайта нет в списке:",
      addIt: "Это мой сайт, добавить",
      seenOn: "Видели на",
    },
    "first-call": {
      title: "Первый звонок посетителя",
      advice: "Откройте сайт с телефона, нажмите кнопку и закажите звонок себе.",
      failed: "Посетитель просил звонок, но разговора не было:",
      look: "Смотреть звонки",
    },
  },
  en: {
    firstSteps: "The first five minutes",
    doneOf: (done, all) => `${done} of ${all}`,
    states: { done: "done", todo: "your turn", waiting: "going on", failed: "failed", unknown: "can’t be told" },
    unknown: "SIPNET gave no answer. We’ll look again in a minute.",
    key: {
      title: "SIPNET takes the key",
      advice: "SIPNET refuses the key. Check SIPNET_APIKEY in the settings and start the Worker anew.",
    },
    money: {
      title: "There is money on the account",
      advice: "Top up: without money SIPNET won’t call.",
      look: "Top up in the cabinet",
    },
    "caller-number": {
      title: "Calls come from your number",
      advice: "Prove a number of yours by its code: until then people see somebody else’s.",
      look: "To the numbers",
    },
    "test-call": {
      title: "Your phone rings",
      advice: "We ring your own phone first and, once you answer, a second one of yours. Talk for a few seconds.",
      phone: "Your phone",
      second: "A second phone",
      call: "Call me",
      calling: "Calling. Pick up the first phone, then the second one.",
      failed: "The last time it didn’t work:",
    },
    site: {
      title: "Your site is listed",
      advice: "Type the address of the site that will have the button. On others it won’t open.",
      address: "Site’s address",
      add: "Add the site",
      added: "The site is added.",
    },
    snippet: {
      title: "The button’s code is on the site",
      advice: "Copy the button’s code, paste it into the page and open it. We’ll notice by ourselves.",
      look: "Get the code",
      stranger: "A page asks for the button, and its site isn’t listed:",
      addIt: "That’s my site, add it",
      seenOn: "Seen on",
    },
    "first-call": {
      title: "A first visitor’s call",
      advice: "Open the site on your phone, press the button and ask for a call to yourself.",
      failed: "A visitor asked for a call, but there was no talk:",
      look: "See the calls",
    },
  },
});
