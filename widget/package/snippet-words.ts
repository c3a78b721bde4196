/** What kinds of sites there are, and where on each to paste the button's lines. */

const ru = {
  html: [
    "HTML",
    "Первая строка — в <head>, остальное — там, где нужна кнопка. Первая строка необязательна: с ней кнопка появляется раньше.",
  ],
  wordpress: ["WordPress", "Блок «Произвольный HTML»."],
  tilda: ["Tilda", "Блок T123 «HTML-код»."],
  tagManager: [
    "Google Tag Manager",
    "Тег «Пользовательский HTML», триггер «Все страницы». Кнопка плавает в углу страницы.",
  ],
  npm: ["npm", "В код сайта: сборка берёт пакет из npm."],
  react: ["React", "Компонент React 19."],
  next: ["Next.js", "Файл app/call-me.tsx. Ссылка видна и до загрузки скрипта."],
  vue: ["Vue", "Компонент Vue 3. Скажите сборке, что sipnet-* — не компоненты Vue (isCustomElement)."],
  svelte: ["Svelte", "Компонент Svelte 5."],
  angular: ["Angular", "Отдельный (standalone) компонент Angular."],
  pinned: [
    "HTML с хешем скрипта",
    "Хеш защищает от подмены скрипта. Эта версия доступна ещё год после обновления: за это время вставьте новую.",
  ],
  ownSite: [
    "HTML, скрипт на своём сайте",
    "Скопируйте папку dist/site на свой сайт как /sipnet/: кнопка появится и там, где чужие соединения обрываются.",
  ],
} satisfies Record<string, [name: string, how: string]>;

export type SnippetKind = keyof typeof ru;

const en: Record<SnippetKind, [name: string, how: string]> = {
  html: [
    "HTML",
    "The first line into <head>, the rest where the button is wanted. The first line is optional: it makes the button come sooner.",
  ],
  wordpress: ["WordPress", "A “Custom HTML” block."],
  tilda: ["Tilda", "Block T123, “HTML code”."],
  tagManager: [
    "Google Tag Manager",
    "A “Custom HTML” tag, trigger “All Pages”. The button floats in a corner of the page.",
  ],
  npm: ["npm", "Into the site’s code: its build takes the package from npm."],
  react: ["React", "A component for React 19."],
  next: ["Next.js", "A file app/call-me.tsx. Its link is there before the script is."],
  vue: ["Vue", "A component for Vue 3. Tell the build that sipnet-* are no components of Vue (isCustomElement)."],
  svelte: ["Svelte", "A component for Svelte 5."],
  angular: ["Angular", "A standalone component for Angular."],
  pinned: [
    "HTML with the script’s hash",
    "The hash keeps others’ code out. This version is served for a year after an update: paste the new one by then.",
  ],
  ownSite: [
    "HTML, script on your own site",
    "Copy the folder dist/site to your site as /sipnet/: the button then comes even where foreign connections are cut.",
  ],
};

export const snippetWords: Record<"ru" | "en", Record<SnippetKind, [name: string, how: string]>> = { ru, en };
