/** Causes of ITU-T Q.850 in words an owner understands: why a phone did not come to talk. */
const causes: Readonly<Record<number, readonly [ru: string, en: string]>> = {
  1: ["Номер не существует", "The number does not exist"],
  2: ["Нет маршрута до сети", "No route to the network"],
  3: ["Нет маршрута до абонента", "No route to the phone"],
  16: ["Разговор завершён", "Ended normally"],
  17: ["Занято", "Busy"],
  18: ["Телефон не откликается", "The phone does not respond"],
  19: ["Не ответили", "Nobody answered"],
  20: ["Абонент не в сети", "The phone is switched off or out of reach"],
  21: ["Звонок отклонён", "The call was declined"],
  22: ["Номер изменился", "The number has changed"],
  26: ["Ответил другой телефон", "Another phone answered"],
  27: ["Линия неисправна", "The line is out of order"],
  28: ["Номер набран не полностью", "The number is incomplete"],
  29: ["Услуга отклонена", "The service was rejected"],
  31: ["Разъединено без причины", "Disconnected without a cause"],
  34: ["Нет свободных линий", "No line is free"],
  38: ["Сеть неисправна", "The network is out of order"],
  41: ["Временный сбой сети", "Temporary failure of the network"],
  42: ["Сеть перегружена", "The network is congested"],
  44: ["Линия недоступна", "The line is not available"],
  47: ["Нет свободных каналов", "No channel is free"],
  50: ["Услуга не подключена", "The service is not subscribed"],
  57: ["Услуга не разрешена", "The service is not allowed"],
  58: ["Услуга сейчас недоступна", "The service is not available now"],
  63: ["Услуга недоступна", "The service is not available"],
  65: ["Телефон не умеет принять такой звонок", "The phone can't take such a call"],
  69: ["Функция не поддерживается", "The facility is not supported"],
  79: ["Услуга не поддерживается", "The service is not supported"],
  88: ["Телефон не подходит для звонка", "The phone is incompatible"],
  102: ["Сеть не ответила вовремя", "The network did not answer in time"],
  111: ["Ошибка протокола", "Protocol error"],
  127: ["Сбой без объяснения", "Failed without an explanation"],
};

export function causeInWords(code: number): { code: number; ru: string; en: string } {
  const [ru, en] = causes[code] ?? [`Причина ${code}`, `Cause ${code}`];
  return { code, ru, en };
}
