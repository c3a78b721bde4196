/** The list of time zones: Russia's by the towns people know, from west to east, then the world's. */
import { html, type TemplateResult } from "lit";
import { language } from "../words.ts";
import { words } from "../words/button-fields.ts";

const russia: readonly (readonly [zone: string, ru: string, en: string])[] = [
  ["Europe/Kaliningrad", "Калининград", "Kaliningrad"],
  ["Europe/Moscow", "Москва, Санкт-Петербург", "Moscow, Saint Petersburg"],
  ["Europe/Samara", "Самара, Ижевск", "Samara, Izhevsk"],
  ["Asia/Yekaterinburg", "Екатеринбург, Уфа", "Yekaterinburg, Ufa"],
  ["Asia/Omsk", "Омск", "Omsk"],
  ["Asia/Novosibirsk", "Новосибирск", "Novosibirsk"],
  ["Asia/Krasnoyarsk", "Красноярск", "Krasnoyarsk"],
  ["Asia/Irkutsk", "Иркутск, Улан-Удэ", "Irkutsk, Ulan-Ude"],
  ["Asia/Yakutsk", "Якутск, Чита", "Yakutsk, Chita"],
  ["Asia/Vladivostok", "Владивосток, Хабаровск", "Vladivostok, Khabarovsk"],
  ["Asia/Magadan", "Магадан, Сахалин", "Magadan, Sakhalin"],
  ["Asia/Kamchatka", "Камчатка", "Kamchatka"],
];

/** Options of a select; one that the browser does not list is kept all the same. */
export function zoneOptions(chosen: string): TemplateResult {
  const known = new Set(russia.map(([zone]) => zone));
  const others = [...new Set([...Intl.supportedValuesOf("timeZone"), chosen])].filter(
    (zone) => zone && !known.has(zone),
  );
  const option = (zone: string, label: string): TemplateResult =>
    html`<option value=${zone} ?selected=${zone === chosen}>${label}</option>`;
  return html`<optgroup label=${words().russia}>
      ${russia.map(([zone, ru, en]) => option(zone, `${language() === "ru" ? ru : en} · ${offsetOf(zone)}`))}
    </optgroup>
    <optgroup label=${words().elsewhere}>
      ${others.toSorted().map((zone) => option(zone, zone.replaceAll("_", " ")))}
    </optgroup>`;
}

/** What a zone is called: `Москва, Санкт-Петербург`. */
export function zoneName(zone: string): string {
  const found = russia.find(([known]) => known === zone);
  return found ? found[language() === "ru" ? 1 : 2] : zone.replaceAll("_", " ");
}

/** `UTC+3`, as it is now. */
function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts();
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "").replace("GMT", "UTC");
}
