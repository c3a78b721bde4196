/** What is wrong, and what mends it. */
import { translated } from "../words.ts";

export const words = translated({
  ru: {
    everythingWorks: "Всё работает.",
    done: "Готово.",
    "key-refused": { title: "SIPNET не принимает ключ. Проверьте SIPNET_APIKEY." },
    "answer-unread": {
      title: "SIPNET пишет не так, как мы умеем читать; прочитать не удалось (значения не записаны):",
    },
    "provider-unreachable": { title: "SIPNET не отвечает." },
    "webhook-stolen": {
      title: "Сообщения о звонках получает другая установка: статус виден с опозданием.",
      mend: "Вернуть себе",
      look: "Подробнее",
    },
    "webhook-missing": { title: "Сообщения о звонках не подключены.", mend: "Подключить", look: "Подробнее" },
    "balance-low": { title: "На счёте мало денег.", look: "Пополнить в кабинете" },
    "balance-empty": { title: "Деньги кончились, SIPNET не звонит.", look: "Пополнить в кабинете" },
    "breaker-open": {
      title: "Звонки остановлены: слишком мало ответов или разговоры слишком коротки.",
      mend: "Звонить снова",
      look: "Почему",
    },
    panic: { title: "Звонки выключены вами.", mend: "Включить звонки" },
    "address-unproven": {
      title: "Посетителям пока не звоним: не проверено, что их адреса приходят настоящими.",
      look: "Проверить",
    },
    "restored-unconfirmed": {
      title: "Никому не звоним: данные восстановлены из копии и ждут вашего слова.",
      look: "Посмотреть и подтвердить",
    },
    "sync-failing": { title: "Кнопки давно не сверялись с SIPNET.", mend: "Сверить сейчас" },
    "sync-conflict": { title: "Кнопку изменили с двух сторон: решите, что оставить.", look: "К кнопкам" },
    "unknown-calls": { title: "О судьбе некоторых звонков SIPNET ещё не сказал.", look: "Показать" },
    "opt-outs-queued": { title: "Просьбы не звонить ждут вашего решения.", look: "Посмотреть" },
    "button-phone": { title: "Телефон кнопки не прочитать, по нему не звоним.", look: "К кнопкам" },
    settings: { title: "Обратите внимание на настройки.", look: "К ограничениям" },
    mend: "Исправить",
  },
  en: {
    everythingWorks: "Everything works.",
    done: "Done.",
    "key-refused": { title: "SIPNET refuses the key. Check SIPNET_APIKEY." },
    "answer-unread": { title: "SIPNET writes something in a way we can’t read (no value is kept):" },
    "provider-unreachable": { title: "SIPNET gives no answer." },
    "webhook-stolen": {
      title: "Another installation receives the call reports: states show late.",
      mend: "Take them back",
      look: "Details",
    },
    "webhook-missing": { title: "Call reports are not set up.", mend: "Set them up", look: "Details" },
    "balance-low": { title: "Little money is left on the account.", look: "Top up in the cabinet" },
    "balance-empty": { title: "No money is left, SIPNET won’t call.", look: "Top up in the cabinet" },
    "breaker-open": {
      title: "Calls are stopped: too few were answered, or talks were too short.",
      mend: "Call again",
      look: "Why",
    },
    panic: { title: "You have switched calls off.", mend: "Switch calls on" },
    "address-unproven": {
      title: "Visitors are not called yet: nobody has seen that their addresses arrive unforged.",
      look: "Check it",
    },
    "restored-unconfirmed": {
      title: "Nobody is called: the data come from a backup and wait for your word.",
      look: "Look and confirm",
    },
    "sync-failing": { title: "Buttons have not been compared with SIPNET for a while.", mend: "Compare now" },
    "sync-conflict": { title: "A button was changed on both sides: choose what stays.", look: "To the buttons" },
    "unknown-calls": { title: "SIPNET has not yet told how some calls ended.", look: "Show" },
    "opt-outs-queued": { title: "Requests to be left alone wait for you.", look: "Look" },
    "button-phone": { title: "A button’s phone can’t be read and is not rung.", look: "To the buttons" },
    settings: { title: "Mind the settings.", look: "To the limits" },
    mend: "Mend",
  },
});
