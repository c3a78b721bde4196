/** The manifest's descriptions in Russian; a test finds what the manifest has and this hasn't. */

/** Lists of the manifest whose entries are described. */
export type DescribedKind = "attributes" | "members" | "events" | "cssParts" | "cssStates" | "cssProperties" | "slots";

export const descriptionsRu: Record<DescribedKind, Record<string, string>> = {
  attributes: {
    button: "код кнопки (cid); несколько кодов через пробел — отделы на выбор",
    endpoint: "адрес сервера звонков; по умолчанию — откуда пришёл скрипт",
    lang: "ru, en, kk, uz или свой; по умолчанию — язык страницы",
    mode: "inline — в тексте, floating — плавает в углу",
    placement: "угол для плавающей кнопки, по умолчанию bottom-right",
    label: "слова на кнопке вместо записанных",
    color: "цвет CSS вместо записанного",
  },
  members: {
    show: "открывает окно, если звонок возможен; возвращает, открылось ли",
    close: "закрывает окно; начатый звонок продолжается",
    call: "просит позвонить на номер в любой записи; что дальше — скажут события",
    cancel: "отзывает звонок, который ещё не набран",
  },
  events: {
    "sipnet-call-before": "перед звонком; можно отменить",
    "sipnet-call-state": "звонок или одна из его сторон перешли в другое состояние",
    "sipnet-call-error": "звонок невозможен, и почему",
    "sipnet-show": "окно открылось",
    "sipnet-close": "окно закрылось",
  },
  cssParts: {
    button: "то, на что нажимает посетитель",
    icon: "трубка на кнопке",
    dialog: "окно, которое спрашивает номер",
    panel: "оно же, пока звонок идёт и после него",
    title: "его заголовок",
    close: "крестик рядом с заголовком",
    status: "где сейчас звонок",
    label: "подпись поля",
    phone: "поле номера",
    error: "что не так с полем",
    submit: "главное действие",
    later: "тихое действие",
    link: "номер владельца",
    rating: "пять звёзд",
  },
  cssStates: {
    dialling: "звонок начался",
    ringing: "телефон звонит",
    connected: "оба говорят",
  },
  cssProperties: {
    "--sipnet-color": "вместо записанного цвета",
    "--sipnet-text-color": "текст на этом цвете; по умолчанию чёрный или белый, по контрасту",
    "--sipnet-font": "шрифт",
    "--sipnet-radius": "скругление всех углов; 0 — прямые",
    "--sipnet-surface": "фон окна; по умолчанию — фон страницы",
    "--sipnet-on-surface": "текст на нём",
    "--sipnet-border": "цвет границ",
    "--sipnet-focus": "цвет рамки вокруг того, что в фокусе",
    "--sipnet-error": "цвет ошибок",
    "--sipnet-offset": "отступ плавающей кнопки от угла",
    "--sipnet-z-index": "слой плавающей кнопки",
  },
  slots: { "": "ссылка tel: владельца — видна до скрипта, без него и там, где звонок невозможен" },
};
