/**
 * What makes asking and waiting pleasant: digits in groups, a sheet above the on-screen keyboard, two phones that
 * ring, five stars. A call can be had without any of it.
 */
import type { Comfort, Kit } from "./extra.ts";
import { glide, phonesStyles, renderPhones } from "./phones.ts";
import { makeRating, ratingStyles } from "./rating.ts";
import { exampleFor, groupAsTyped, groupPhone } from "./typing.ts";

export default function comfort(kit: Kit): Comfort {
  const { host, partsOf } = kit;
  const write = (phone: string): string => groupPhone(phone, host.country, partsOf);
  const withWriting = { ...kit, write };
  const rating = makeRating(kit);
  const looks = new CSSStyleSheet();
  looks.replaceSync(phonesStyles + ratingStyles);
  host.shadowRoot?.adoptedStyleSheets.push(looks);
  return {
    write,
    move: glide,
    example: () => exampleFor(host.country),
    type: (event) => groupAsTyped(event, host.country, partsOf),
    render: (view, acts) =>
      view.progress.state === "ended" ? rating.render(view, acts) : renderPhones(view, withWriting),
    aboveKeyboard,
  };
}

/** Tells the style sheet how much of the screen's foot an on-screen keyboard hides: layout does not know. */
function aboveKeyboard(dialog: HTMLDialogElement): () => void {
  const screen = window.visualViewport;
  const measure = (): void => {
    const hidden = screen ? innerHeight - screen.height - screen.offsetTop : 0;
    dialog.style.setProperty("--sipnet-keyboard", `${Math.max(0, Math.round(hidden))}px`);
  };
  measure();
  screen?.addEventListener("resize", measure);
  return () => screen?.removeEventListener("resize", measure);
}
