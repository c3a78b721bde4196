/** Why a message did not arrive: a name for the log, and words for the owner. */
import type { Language } from "../contract/visitor.ts";

const words = {
  timeout: {
    ru: "Получатель не ответил за 8 секунд.",
    en: "The receiver did not answer within 8 seconds.",
  },
  unreachable: {
    ru: "До получателя не удалось достучаться: проверьте адрес.",
    en: "The receiver could not be reached: check its address.",
  },
  redirect: {
    ru: "Получатель отправил на другой адрес: укажите сразу конечный.",
    en: "The receiver sent us to another address: give the final one.",
  },
  "too-long": {
    ru: "Ответ получателя длиннее 64 КБ.",
    en: "The receiver's answer is longer than 64 KB.",
  },
  refused: {
    ru: "Получатель отказал.",
    en: "The receiver refused.",
  },
  broken: {
    ru: "У получателя неполадка.",
    en: "The receiver has a trouble of its own.",
  },
  credentials: {
    ru: "Получатель не принял ключ или пароль.",
    en: "The receiver did not take the key or password.",
  },
  gone: {
    ru: "Такого адреса у получателя больше нет.",
    en: "The receiver does not have this address any more.",
  },
  unsubscribed: {
    ru: "Этот браузер больше не принимает уведомлений: включите их в нём снова.",
    en: "This browser takes no notifications any more: switch them on in it again.",
  },
  "push-service": {
    ru: "Уведомления идут только через Chrome, Firefox, Safari и Edge.",
    en: "Notifications only go through Chrome, Firefox, Safari and Edge.",
  },
  "push-key": {
    ru: "Служба уведомлений браузера не приняла нашу подпись: включите уведомления в нём снова.",
    en: "The browser’s push service did not take our signature: switch notifications on in it again.",
  },
  unreadable: {
    ru: "Ответ получателя не удалось понять.",
    en: "The receiver's answer could not be understood.",
  },
  address: {
    ru: "Разрешены только адреса https на порту 443, и не наш собственный.",
    en: "Only https addresses on port 443 are allowed, and not our own.",
  },
  "mail-server": {
    ru: "Почтовый сервер задаётся именем и портом 465 или 587, и это не наш собственный адрес.",
    en: "A mail server is a name and port 465 or 587, and not our own address.",
  },
  "not-mail": {
    ru: "Там отвечает не почтовый сервер: проверьте имя и порт.",
    en: "What answers there is no mail server: check its name and port.",
  },
  "no-tls": {
    ru: "Сервер не предлагает шифрования на этом порту, пароль ему не отправлен. Попробуйте порт 465.",
    en: "The server offers no encryption on this port, so it was not sent the password. Try port 465.",
  },
  "no-connection": {
    ru: "До почтового сервера не удалось достучаться, или его сертификат не подходит к имени: проверьте имя и порт.",
    en: "The mail server could not be reached, or its certificate is not of its name: check name and port.",
  },
  "no-sign-in": {
    ru: "Сервер не предлагает входа по паролю.",
    en: "The server does not offer to sign in with a password.",
  },
  sender: {
    ru: "Сервер не принимает писем с этого адреса отправителя.",
    en: "The server takes no mail from this sender.",
  },
  mailbox: {
    ru: "Сервер не принимает писем на этот адрес.",
    en: "The server takes no mail for this address.",
  },
  later: {
    ru: "Сервер просит попробовать позже.",
    en: "The server asks to try later.",
  },
  "hung-up": {
    ru: "Сервер прервал разговор.",
    en: "The server hung up.",
  },
  secret: {
    ru: "Ключ получателя не читается: APP_SECRET сменился. Введите ключ заново.",
    en: "The receiver's key can't be read: APP_SECRET has changed. Enter the key again.",
  },
  unpaired: {
    ru: "Ни один чат ещё не привязан к боту.",
    en: "No chat is paired with the bot yet.",
  },
  blocked: {
    ru: "Бота заблокировали в Telegram: напишите ему снова.",
    en: "The bot was blocked in Telegram: write to it again.",
  },
  crowded: {
    ru: "Сообщений накопилось слишком много, это не отправлено.",
    en: "Too many messages were waiting; this one was not sent.",
  },
  "called-back": {
    ru: "Не понадобилось: клиенту уже перезвонили.",
    en: "Not needed: the visitor was called back.",
  },
  removed: {
    ru: "Получателя больше нет.",
    en: "The receiver was removed.",
  },
} as const;

export type Why = keyof typeof words;

/** One try that failed. */
export interface Failure {
  why: Why;
  /** What the receiver itself asks to wait. */
  retryAfterS?: number;
  /** Trying again would change nothing. */
  final?: true;
  /** Nor would it for any message to come: the receiver is over. */
  ends?: true;
  /** A status or error code of the receiver's; never its text. */
  code?: string;
}

export function wordsOf(why: string, lang: Language): string {
  return Object.hasOwn(words, why) ? words[why as Why][lang] : why;
}
