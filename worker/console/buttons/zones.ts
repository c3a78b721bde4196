/** The list of time zones: Russia's by the towns people know, from west to east, then the world's. */
import { html, type TemplateResult } from "lit";
import { words } from "../words/button-fields.ts";

/** By the towns of the table of words, in its order. */
const russia = () => Object.entries<string>(words().zones);

/** Options of a select; one that the browser does not list is kept all the same. */
export function zoneOptions(chosen: string): TemplateResult {
  const known = new Set(russia().map(([zone]) => zone));
  const others = [...new Set([...Intl.supportedValuesOf("timeZone"), chosen])].filter(
    (zone) => zone && !known.has(zone),
  );
  const option = (zone: string, label: string): TemplateResult =>
    html`<option value=${zone} ?selected=${zone === chosen}>${label}</option>`;
  return html`<optgroup label=${words().russia}>
      ${russia().map(([zone, towns]) => option(zone, `${towns} · ${offsetOf(zone)}`))}
    </optgroup>
    <optgroup label=${words().elsewhere}>
      ${others.toSorted().map((zone) => option(zone, zone.replaceAll("_", " ")))}
    </optgroup>`;
}

/** What a zone is called: `Москва, Санкт-Петербург`. */
export function zoneName(zone: string): string {
  return (words().zones as Record<string, string>)[zone] ?? zone.replaceAll("_", " ");
}

/** `UTC+3`, as it is now. */
function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts();
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "").replace("GMT", "UTC");
}
