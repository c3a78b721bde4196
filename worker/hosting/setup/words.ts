/** What setup says, in both languages. */
import type { Language } from "./answers.ts";

type Said = Record<Language, string>;

export const mistakes = {
  where: {
    ru: "Где будет работать сервис: own-server (свой сервер) или cloudflare.",
    en: "Where it will run: own-server or cloudflare.",
  },
  run: { ru: "Чем запускать: docker или systemd.", en: "What runs it: docker or systemd." },
  "address-missing": {
    ru: "Не указан адрес сервиса, например https://calls.example.ru.",
    en: "The address is missing, for example https://calls.example.com.",
  },
  "address-unreadable": {
    ru: "Адрес сервиса не разобрать: нужен адрес вида https://calls.example.ru.",
    en: "The address can't be read: it must look like https://calls.example.com.",
  },
  "address-not-https": {
    ru: "Адрес сервиса должен начинаться с https://, иначе номера посетителей пойдут открытым текстом.",
    en: "The address must begin with https://, or visitors' numbers travel in the open.",
  },
  "site-unreadable": {
    ru: "Один из сайтов не разобрать: нужны адреса вида https://shop.example через запятую.",
    en: "One of the sites can't be read: addresses such as https://shop.example, comma separated.",
  },
  "site-not-https": {
    ru: "Один из сайтов указан с http://. Кнопка работает только на страницах https://.",
    en: "One of the sites begins with http://. The button works on https:// pages only.",
  },
  "key-missing": {
    ru: "Не указан ключ SIPNET (или SIPNET_LOGIN и SIPNET_PASSWORD в окружении).",
    en: "SIPNET's key is missing (or SIPNET_LOGIN and SIPNET_PASSWORD in the environment).",
  },
  "key-is-none": {
    ru: "Это не ключ SIPNET: ключ длинный, из латинских букв и цифр, без пробелов.",
    en: "That is no key of SIPNET's: it is long, of Latin letters and digits, without spaces.",
  },
  "provider-unreadable": { ru: "SIPNET_URL не адрес.", en: "SIPNET_URL is no address." },
  "provider-not-https": {
    ru: "SIPNET_URL должен начинаться с https://: по нему уходит ваш ключ.",
    en: "SIPNET_URL must begin with https://: your key is sent there.",
  },
  "app-secret-malformed": {
    ru: "APP_SECRET: нужно не меньше 43 символов base64url. Проще не задавать: setup создаст его сам.",
    en: "APP_SECRET must be at least 43 characters of base64url. Better leave it out: setup makes one.",
  },
  "owner-token-malformed": {
    ru: "OWNER_TOKEN: нужно не меньше 43 символов base64url. Проще не задавать: setup создаст его сам.",
    en: "OWNER_TOKEN must be at least 43 characters of base64url. Better leave it out: setup makes one.",
  },
  "secrets-equal": {
    ru: "APP_SECRET и OWNER_TOKEN одинаковы, а должны различаться: первый не знает никто, второй вводит владелец.",
    en: "APP_SECRET and OWNER_TOKEN are the same and must differ: nobody knows the first, the owner types the second.",
  },
  "text-unwritable": {
    ru: "В одной из настроек пробел, кавычка или знак $ # \\ `. Для пароля с такими знаками возьмите ключ API.",
    en: "A setting has a space, a quote or one of $ # \\ `. Instead of such a password use the API key.",
  },
} as const satisfies Record<string, Said>;

export type Mistake = keyof typeof mistakes;

export const questions = {
  title: { ru: "Кнопка звонка SIPNET: установка", en: "SIPNET call button: setup" },
  where: { ru: "Где будет работать сервис?", en: "Where will it run?" },
  ownServer: { ru: "На своём сервере (Linux). Для России обычный выбор", en: "On your own server (Linux)" },
  cloudflare: { ru: "В Cloudflare", en: "On Cloudflare" },
  run: { ru: "Чем его запускать?", en: "What runs it there?" },
  address: { ru: "Адрес сервиса", en: "Its address" },
  addressLater: {
    ru: "Адрес сервиса (пусто: Cloudflare даст его сам)",
    en: "Its address (empty: Cloudflare gives one)",
  },
  sites: {
    ru: "Сайты с кнопкой, через запятую (можно добавить позже)",
    en: "Sites with the button, comma separated (more can be added later)",
  },
  key: { ru: "Ключ API из личного кабинета SIPNET", en: "The API key from SIPNET's cabinet" },
  stopped: { ru: "Остановлено, ничего не записано.", en: "Stopped; nothing was written." },
} as const satisfies Record<string, Said>;

export const steps = {
  wrong: { ru: "Ничего не записано. Исправьте:", en: "Nothing was written. Please mend:" },
  account: { ru: "SIPNET принял ключ: аккаунт", en: "SIPNET takes the key: account" },
  money: { ru: "на счёте", en: "money" },
  keyRefused: { ru: "SIPNET не принимает этот ключ. Ответ:", en: "SIPNET refuses this key. It said:" },
  unreachable: {
    ru: "SIPNET не отвечает, ключ не проверен. Проверьте сеть и попробуйте снова.",
    en: "SIPNET does not answer, so the key was not checked. Look at the network and try again.",
  },
  kept: { ru: "Секреты уже есть и остались прежними:", en: "The secrets were there and stay as they are:" },
  made: { ru: "Секреты созданы:", en: "The secrets were made:" },
  backUp: {
    ru: "Сохраните копию этого файла в надёжном месте: без APP_SECRET пропадут отказы от звонков и заказанные звонки.",
    en: "Back this file up: without APP_SECRET opt-outs and booked calls are lost.",
  },
  building: { ru: "Собираю программу …", en: "Building the program …" },
  next: { ru: "Дальше:", en: "Next:" },
  console: { ru: "Консоль владельца:", en: "The owner's console:" },
  token: { ru: "вход по OWNER_TOKEN из файла", en: "sign in with OWNER_TOKEN of" },
  snippet: {
    ru: "Код для сайта (номер кнопки возьмите в консоли):",
    en: "For your site (the button's id is in the console):",
  },
  doctor: {
    ru: "npm run doctor — проверить установку и открыть звонки",
    en: "npm run doctor   checks the installation and opens dialling",
  },
  install: { ru: "поставит программу и службу systemd", en: "puts the program and its systemd units in place" },
  proxy: {
    ru: "перед ним Caddy (строки из {caddy} в /etc/caddy/Caddyfile, затем sudo systemctl reload caddy) или nginx ({nginx})",
    en: "before it Caddy (the lines of {caddy} into /etc/caddy/Caddyfile, then sudo systemctl reload caddy) or nginx ({nginx})",
  },
  compose: {
    ru: "соберёт и запустит; сертификат получит Caddy, порты 80 и 443 должны быть открыты",
    en: "builds and starts; Caddy gets the certificate, ports 80 and 443 must be open",
  },
  deploy: { ru: "развернёт в Cloudflare", en: "deploys to Cloudflare" },
} as const satisfies Record<string, Said>;
