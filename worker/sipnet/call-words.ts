/**
 * The words in which `calls2` may say how a call stands. Nobody has published them, so English and
 * Russian ones are taken, and SIP's own codes (RFC 3261, section 21). Any other number is no word:
 * what it would mean is unknown, and a guess would end a call that lives.
 */
import type { Field } from "./fields.ts";
import { word } from "./fields.ts";
import { type Raw, Row } from "./row.ts";

export type LegWord = "waiting" | "ringing" | "answered" | "busy" | "no-answer" | "declined" | "ended";

export type CallWord = "ringing" | "connected" | "completed";
/** What the word for a call may say besides how it stands. */
export type EndWord = "busy" | "no-answer" | "declined";

const busy = /^(user|line)?busy$|^занят[оа]?$|^(486|600)$/;
const noAnswer =
  /^no(t)?answer(ed)?$|^(timeout|(un|not)available|missed|unanswered|noreply|noresponse)$|^(нетответа|неответил[аи]?|безответа|неотвечен[оы]?|пропущен(ный)?|недоступен)$|^(408|480|487)$/;
const declined = /^(call)?(declined|rejected)$|^(отклонен[оы]?|отказ|сброшен[оы]?|отбой)$|^(403|603)$/;
const over =
  /^(completed?|ended|finished|done|hangup|bye|closed|terminated|disconnected|released|hungup)$|^(успешно)?(заверш[её]?н[аоы]?|закончен[аоы]?|окончен[аоы]?|состоялся)(успешно)?$/;
const broken = /^(cancell?ed|failed|error|congestion)$|^(отмен[её]?н[аоы]?|ошибка|неудач(а|но|ный)|несостоялся|сбой)$/;
const live = /^(active|up)$|^активен$|^активный$/;
const ringing =
  /^(ringing|calling|diall?ing|(in)?progress|invite|trying)$|^(вызов|идетвызов|вызывается|звонит|набор|дозвон|гудки)$|^(100|18[0-3])$/;
const waiting = /^(waiting|new|init|queued|created)$|^(ожидание|ожидает|новый|создан|вочереди)$/;
const talking =
  /^(connected|talking|bridged|incall|intalk|onhold)$|^(разговор|идетразговор|вразговоре|соедин[её]?н[аоы]?|соединениеустановлено)$/;
const answered = /^answer(ed)?$|^(отвечен[аоы]?|ответил[аи]?|принят[аоы]?)$/;

/** Who or what it is said of: `Call ended`, `Звонок завершён`. */
const subject = /^(the)?(call|звонок|вызов|разговор|абонент|линия)(is|was|hasbeen|был[аои]?)?(?=.)/;

const either = (...words: RegExp[]): RegExp => new RegExp(words.map(({ source }) => `(?:${source})`).join("|"));

/** How one phone of the call stands. */
export const legWord = word<LegWord>(
  {
    waiting,
    ringing,
    answered: either(answered, talking, /^up$/),
    busy,
    "no-answer": noAnswer,
    declined,
    ended: either(over, broken),
  },
  subject,
);

/** The same of a row that tells of one leg alone, whose word for the call is the leg's. */
export function legWordOf(raw: Raw): LegWord | undefined {
  return legWord("Status", "CallState", "LegState")(new Row(raw), "State");
}

/** Not a word to end a call by: `answered` or `success` does not tell a live call from a past one. */
const unclear = either(answered, /^(success|successful|ok|успешно|успешный|200)$/);

const meaning = word<CallWord | EndWord | "unclear">(
  {
    ringing: either(waiting, ringing, live),
    connected: talking,
    completed: either(over, broken),
    busy,
    "no-answer": noAnswer,
    declined,
    unclear,
  },
  subject,
)("State", "Status", "CallState");

/** How the whole call stands. */
export const callWord: Field<CallWord | undefined> = (row) => {
  const said = meaning(row, "State");
  if (said === "unclear") return undefined;
  return said === "busy" || said === "no-answer" || said === "declined" ? "completed" : said;
};

/** Why it ended, where its one word says that and not only that it did. */
export const endWord: Field<EndWord | undefined> = (row) => {
  const said = meaning(row, "State");
  return said === "busy" || said === "no-answer" || said === "declined" ? said : undefined;
};
