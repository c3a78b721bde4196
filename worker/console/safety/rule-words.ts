/** Which rule refused a request, in words; rules that are known by name alone stay as they are. */
import { say, type Words } from "../words.ts";
import { type Group, groupWords, limitWords } from "./limit-words.ts";

const rules: Record<string, Words> = {
  panic: ["Звонки выключены вами", "Calls switched off by you"],
  suppressed: ["Номер просил не звонить", "The number is to be left in peace"],
  hours: ["Нерабочее время", "Outside the hours"],
  night: ["Ночь у вызываемого", "Night where the phone is"],
  settings: ["Ошибка в настройках", "A wrong setting"],
  broken: ["Сбой", "A breakdown"],
  "address.postsPerMinute": ["Слишком частые запросы с адреса", "Too many requests from an address"],
  "address.unknown": ["Адрес не определён", "Unknown address"],
  "address.unproven": ["Адреса посетителей не проверены", "Visitors’ addresses not yet seen to be unforged"],
  "restored.unconfirmed": ["Восстановление не подтверждено", "The restore is not yet confirmed"],
  "button.unknown": ["Такой кнопки нет", "No such button"],
  "number.scheduled": ["На номер уже назначен звонок", "The number has a scheduled call"],
  "owner.signIns": ["Слишком частый вход", "Too many sign-ins"],
  "phone.own": ["Номер самого владельца", "A number of the owner’s own"],
  "phone.country": ["Страна не разрешена", "A country that is not allowed"],
  "phone.prefix": ["Спутниковый или служебный номер", "A satellite or service number"],
  "phone.type": ["Платный или особый номер", "A premium or special number"],
  "phone.extension": ["Добавочный номер", "An extension"],
  "button.phone": ["Телефон кнопки не прочитать", "The button’s phone can’t be read"],
  "optOut.queue": ["Очередь просьб не звонить полна", "The queue of opt-outs is full"],
  "phone.malformed": ["Не похоже на номер", "Not like a number"],
  "provider.unreachable": ["SIPNET не отвечает", "SIPNET gives no answer"],
  "ticket.age": ["Слишком быстро или слишком поздно", "Too soon or too late"],
  "ticket.signature": ["Чужой билет", "A forged ticket"],
  "path.unknown": ["Неизвестный адрес", "Unknown path"],
  "owner.unknown": ["Вход без ключа", "Sign-in without the token"],
  "owner.origin": ["Чужая страница", "Another site’s page"],
  "breaker.unanswered": ["Предохранитель: мало ответов", "Breaker: too few answers"],
};

export function ruleWords(rule: string): string {
  const known = rules[rule];
  if (known) return say(...known);
  const [group = "", key = ""] = rule.split(".");
  const words = (limitWords as Record<string, Record<string, Words>>)[group]?.[key];
  return words ? `${say(...groupWords[group as Group])}: ${say(...words)}` : rule;
}
