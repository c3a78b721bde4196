/**
 * A site's address as people write it: without a scheme, in their own letters, with a path behind.
 * Out comes the exact origin that a browser will say, or what is wrong with it.
 */

/** Why a text names no site. */
export type SiteMistake = "unreadable" | "wildcard" | "not-https";

export type SiteReading = { origin: string } | { mistake: SiteMistake };

/** No name on the Internet is longer, scheme and port included. */
const longest = 300;

/** Punycode, no path, no usual port. Plain http is for a page on one's own machine. */
export function readSite(text: string): SiteReading {
  const url = readWebAddress(text);
  if (text.includes("*")) return { mistake: "wildcard" };
  if (url === null) return { mistake: "unreadable" };
  if (url.protocol !== "https:" && !isThisMachine(url)) return { mistake: "not-https" };
  return { origin: url.origin };
}

/** @returns null for what is no http(s) address with a name of its own */
export function readWebAddress(text: string): URL | null {
  const written = text.trim();
  if (written.length > longest || /[\s*]/.test(written)) return null;
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `https://${written}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  // A dot at the end names the same host, but makes another origin.
  if (url.hostname.endsWith(".")) url.hostname = url.hostname.slice(0, -1);
  const { hostname } = url;
  const named = /[^.]\.[^.]/.test(hostname) || hostname === "localhost" || hostname.startsWith("[");
  return named ? url : null;
}

export function isThisMachine({ hostname }: URL): boolean {
  return /^127\.[\d.]+$|^localhost$|^\[::1\]$/.test(hostname);
}

const words: Record<SiteMistake, { ru: string; en: string }> = {
  unreadable: {
    ru: "это не адрес сайта; нужен вида shop.example.ru",
    en: "this is no site's address; it must look like shop.example.com",
  },
  wildcard: {
    ru: "звёздочка не подойдёт: добавьте каждый сайт отдельно",
    en: "a star won't do: add each site by itself",
  },
  "not-https": {
    ru: "сайт без https: страницу по дороге могут подменить, поэтому кнопка там не работает",
    en: "a site without https: its page can be changed on the way, so the button does not work there",
  },
};

export function siteWords(mistake: SiteMistake, lang: "ru" | "en"): string {
  return words[mistake][lang];
}
