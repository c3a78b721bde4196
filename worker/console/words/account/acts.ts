/** What the audit log's entries mean. The Worker writes them in English, so that English needs no words of its own. */
import { translated } from "../../words.ts";

export const words = translated<Record<string, string>>({
  ru: {
    "signed in": "вход",
    "added a button": "добавлена кнопка",
    "changed a button": "изменена кнопка",
    "deleted a button": "удалена кнопка",
    "restored a button": "восстановлена кнопка",
    "imported buttons": "загружен файл с кнопками",
    "synchronized the buttons": "сверено с SIPNET",
    "registered the webhook": "подключены сообщения о звонках",
    "found visitors' addresses right": "адреса посетителей верны",
    "found visitors' addresses forged": "адреса посетителей подделаны",
    "confirmed the restored backup": "подтверждено восстановление из копии",
    "changed settings": "изменены настройки",
    "blocked a number": "закрыт номер",
    "entered an opt-out": "записана просьба не звонить",
    "lifted a suppression": "снят запрет",
    "lifted suppressions by time": "сняты запреты за время",
    "accepted opt-outs": "приняты просьбы не звонить",
    "forgot a number": "забыт номер",
    "called back": "перезвонили",
    "dealt with a missed call": "разобран пропущенный",
    "added a passkey": "добавлен ключ доступа",
    "removed a passkey": "удалён ключ доступа",
  },
  en: {},
});
