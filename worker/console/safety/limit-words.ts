/** What every limit means; its unit is part of the words. */
import type { CallLimits } from "../../contract/limits.ts";
import type { Words } from "../words.ts";

export type Group = keyof CallLimits;

export const groupWords: Record<Group, Words> = {
  number: ["Один номер", "One called number"],
  button: ["Одна кнопка", "One button"],
  account: ["Весь аккаунт и деньги", "The whole account, and money"],
  night: ["Ночь", "Night"],
  breaker: ["Предохранитель", "Breaker"],
  ticket: ["Один посетитель", "One visitor"],
  ipv4: ["Один адрес IPv4", "One IPv4 address"],
  ipv6_64: ["Одна сеть IPv6 /64", "One IPv6 /64"],
  ipv6_56: ["Одна сеть IPv6 /56", "One IPv6 /56"],
  ipv6_48: ["Одна сеть IPv6 /48", "One IPv6 /48"],
  prefix: ["Номера, отличные последними 4 цифрами", "Numbers that differ in their last 4 digits"],
  waiting: ["Звонки на потом, сколько ждут сразу", "Calls for later that wait at a time"],
  refusedNumbers: ["Отказанные номера за час", "Refused numbers in an hour"],
  optOut: ["Просьбы не звонить, за сутки", "Opt-outs in a day"],
};

const perHour: Words = ["Звонков в час", "Calls an hour"];
const perDay: Words = ["Звонков в сутки", "Calls a day"];
const per10Min: Words = ["Звонков за 10 минут", "Calls in 10 minutes"];

export const limitWords: { [G in Group]: Record<keyof CallLimits[G], Words> } = {
  number: { inFlight: ["Звонков сразу", "Calls at once"], gapS: ["Пауза, секунд", "Pause, seconds"], perHour, perDay },
  button: { perHour, perDay },
  account: {
    perMinute: ["Звонков в минуту", "Calls a minute"],
    perDay,
    moneyPerDay: ["Денег в сутки", "Money a day"],
    pricePerMinute: ["Цена минуты", "Price of a minute"],
    reservedMinutes: ["Минут в запас на звонок", "Minutes reserved for a call"],
  },
  night: { on: ["Ночью не звонить", "No calls at night"], from: ["С", "From"], to: ["До", "To"] },
  breaker: {
    window: ["По скольким звонкам судить", "Judged by how many calls"],
    answered: ["Доля ответов не ниже", "Share answered at least"],
    medianTalkS: ["Разговор не короче, секунд", "Talk at least, seconds"],
    pauseMin: ["Пауза, минут", "Pause, minutes"],
  },
  ticket: {
    calls: ["Звонков", "Calls"],
    numbers: ["Номеров и одно исправление", "Numbers, and one correction"],
    live: ["Звонков сразу", "Calls at once"],
    perAddress10Min: ["Посетителей с адреса за 10 минут", "Visitors from an address in 10 minutes"],
  },
  ipv4: { per10Min, perDay },
  ipv6_64: { per10Min, perDay },
  ipv6_56: { perHour },
  ipv6_48: { perHour },
  prefix: { perHour },
  waiting: {
    ticket: ["У одного посетителя", "Of one visitor"],
    ipv4: ["С одного адреса IPv4", "Of one IPv4 address"],
    ipv6_48: ["Из одной сети IPv6 /48", "Of one IPv6 /48"],
    buttonDuePerHour: ["У одной кнопки на один час", "Of one button, for one hour"],
    button: ["У одной кнопки всего", "Of one button in all"],
  },
  refusedNumbers: {
    ipv4: ["Одному адресу IPv4", "To one IPv4 address"],
    ipv6_56: ["Одной сети IPv6 /56", "To one IPv6 /56"],
  },
  optOut: {
    ipv4: ["С одного адреса IPv4", "From one IPv4 address"],
    ipv6_56: ["Из одной сети IPv6 /56", "From one IPv6 /56"],
    ipv6_48: ["Из одной сети IPv6 /48", "From one IPv6 /48"],
    perDay: ["Всего", "In all"],
    queue: ["Ждут вашего решения, не больше", "Waiting for your decision, at most"],
  },
};
