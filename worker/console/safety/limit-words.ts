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
};
