/**
 * What makes asking and waiting pleasant: digits in groups, a sheet above the on-screen keyboard, two phones that
 * ring, five stars, closer words; and it keeps the page out of the sheet. A call can be had without any of it.
 */
import type { Comfort, Kit } from "./extra.ts";
import { talkClock } from "../call/clock.ts";
import { closerWords } from "../words/closer.ts";
import { day, hour, moment } from "../words/moments.ts";
import { attend, sheetEdges } from "./attend.ts";
import { errorStyles, numberError } from "./number-error.ts";
import { glide, phonesStyles, renderPhones } from "./phones.ts";
import { makeRating, ratingStyles } from "./rating.ts";
import { makeTurns } from "../words/turns.ts";
import { withTime } from "../words/with-time.ts";
import { exampleFor, groupAsTyped, groupPhone } from "./typing.ts";

const ofTheNumber: ReadonlySet<string | undefined> = new Set(["visitor-busy", "visitor-no-answer"]);

export default function comfort(kit: Kit): Comfort {
  const { host, partsOf } = kit;
  const write = (phone: string): string => groupPhone(phone, host.country, partsOf);
  const withWriting = { ...kit, write };
  const rating = makeRating(kit);
  const withTurns = makeTurns();
  kit.wear(sheetEdges + errorStyles + phonesStyles + ratingStyles);
  return {
    write,
    renderAgain: ({ progress, words }, acts) =>
      ofTheNumber.has(progress.reason)
        ? kit.html`<button part="later" type="button" @click=${acts.again}>${words.again}</button>`
        : "",
    talk: talkClock,
    move: glide,
    example: () => exampleFor(host.country),
    type: (event) => groupAsTyped(event, host.country, partsOf),
    render: (view, acts) =>
      view.progress.state === "ended" ? rating.render(view, acts) : renderPhones(view, withWriting),
    day,
    hour,
    moment,
    withTime: (text, word, view) => withTurns(withTime(text, word, view), word, view),
    words: closerWords,
    phoneError: (view) => numberError(view, kit.prefixOf(host.country)),
    attend: (dialog) => attend(dialog, host),
  };
}
