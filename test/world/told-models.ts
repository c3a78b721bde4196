/** What pages and the owner are told, held against what became of each call: models of a few lines each. */
import { type Call, hasRung, standingAt } from "./provider/phones.ts";
import { granted } from "./seen.ts";
import { calledOf, clock, type Model, parties } from "./dial-models.ts";

/** No page says that a call is over while its phones ring or talk. */
export const liveCallsLive: Model = ({ seen, provider }) => {
  for (const { phone, shown, askedMs } of seen.wishes) {
    if (!shown || !["ended", "no-answer", "busy"].includes(shown.state)) continue;
    const mine = provider.calls.filter((call) => parties(call).includes(phone) && call.placedMs >= askedMs);
    const live = mine.length === 1 && mine.find((call) => standingAt(call, shown.ms).state !== "completed");
    const isLaterWishes = (call: Call) =>
      seen.wishes.some((each) => each.phone === phone && each.askedMs > askedMs && each.askedMs <= call.placedMs);
    if (live && !isLaterWishes(live))
      return `the page of ${phone} said ${shown.state} at ${clock(shown.ms)} while the call went on`;
  }
  return undefined;
};

/** A key is kept for a day, by the machine's clock. */
const keptMs = 24 * 3_600_000;

/** One key, one answer. */
export const oneAnswerForAKey: Model = ({ seen }) => {
  const other = seen.wishes.find(({ told }) => new Set(told.flatMap(({ id }) => id ?? [])).size > 1);
  if (other) return `the key of step ${other.step} was given two calls`;
  const taken = seen.wishes.find((wish) => {
    const yes = wish.told.findIndex(({ status }) => status === 202);
    const untilMs = wish.askedMs + keptMs - seen.steppedMs - seen.slackMs;
    const inTime = wish.told.slice(Math.max(0, yes)).filter(({ ms }) => ms < untilMs);
    return yes >= 0 && inTime.some(({ status }) => status >= 400 && status < 500 && status !== 429);
  });
  return taken && `the key of step ${taken.step} was good for a call and then refused`;
};

/** In the end: every call that was granted is over, and what its page shows is what became of it. */
export const everyCallEnds: Model = ({ seen, provider }) => {
  for (const wish of seen.wishes) {
    if (granted(wish) === undefined) continue;
    const { phone, shown, cancelledMs } = wish;
    if (!shown) return `the page of ${phone} (step ${wish.step}) was shown nothing in the end`;
    if (!["ended", "no-answer", "busy", "failed", "cancelled"].includes(shown.state))
      return `the call of ${phone} (step ${wish.step}) still says ${shown.state} in the end`;
    if (cancelledMs !== null && shown.state !== "cancelled")
      return `the cancelled call of ${phone} says ${shown.state}`;
    const talked = provider.calls.filter(
      (call) => parties(call).includes(phone) && standingAt(call, Infinity).talkedS > 0,
    );
    if (shown.state === "ended" && talked.length === 0) return `the page of ${phone} says ended, and nobody talked`;
  }
  return undefined;
};

/** A booked call is dialled at its time, where nothing that stands in its way was done; by the watchdog at the latest. */
export const bookingsAreKept: Model = ({ seen, provider, limits }) => {
  if (seen.hindered || "account" in limits) return undefined;
  const late = seen.wishes.find((wish) => {
    const { phone, atMs, cancelAsked, askedMs } = wish;
    const isAlone = seen.wishes.filter((each) => each.phone === phone).length === 1;
    const isWoken = !seen.withoutCron || askedMs > seen.alarmLostMs;
    if (granted(wish) === undefined || atMs === null || cancelAsked || !isAlone || !isWoken) return false;
    return !provider.dials.some((dial) => calledOf(dial) === phone && Math.abs(dial.clockMs - atMs) < watchedMs);
  });
  return (
    late && `${late.phone} (step ${late.step}) was promised a call at ${clock(late.atMs ?? 0)} and not dialled then`
  );
};

/** The watchdog comes every five minutes, and looks a little while. */
const watchedMs = 6 * 60_000;

/** What was denied ("not placed") did not ring. */
export const nothingDenied: Model = ({ seen, provider }) => {
  const denied = seen.wishes.find(({ phone, shown, step, askedMs, atMs }) => {
    if (shown?.reason !== "not-placed" && shown?.reason !== "refused") return false;
    const later = seen.wishes.some((each) => each.phone === phone && each.step !== step);
    return (
      !later &&
      atMs === null &&
      provider.calls.some(
        (call) => !call.forgotten && call.placedMs >= askedMs && parties(call).includes(phone) && hasRung(call, phone),
      )
    );
  });
  return denied && `${denied.phone} rang, and its page says ${denied.shown?.reason}`;
};

/** Of a call whose whole course the provider's list has shown, its page tells the end as it was. */
export const whatIsKnownIsTold: Model = ({ seen, provider }) => {
  if (seen.unlisted || seen.slackMs > 0 || seen.steppedMs > 0) return undefined;
  for (const { phone, shown, step, ...wish } of seen.wishes) {
    const mine = provider.calls.filter((call) => parties(call).includes(phone));
    const [call] = mine;
    const hasOne = mine.length === 1 && seen.wishes.filter((each) => each.phone === phone).length === 1;
    // The owner's own call to that number is another one than the visitor's.
    if (seen.callBacks.some((each) => each.phone === phone)) continue;
    if (!shown || !call || !hasOne || call.fault !== "" || call.forgotten || wish.cancelledMs !== null) continue;
    const talked = standingAt(call, Infinity).talkedS > 0;
    const ends = talked ? ["ended"] : ["no-answer", "busy", "failed"];
    if (!ends.includes(shown.state))
      return `the page of ${phone} (step ${step}) says ${shown.state}, talked: ${talked}`;
    if (shown.reason === "unresolved")
      return `nobody knows what became of ${phone} (step ${step}), and the list says it`;
  }
  return undefined;
};

/** A colleague does what their role allows and nothing else; who was removed, nothing at all. */
export const rolesHold: Model = ({ seen }) => {
  const wrong = seen.tries.find(({ mayDo, status }) => {
    const isTurnedAway = status === 401 || status === 403;
    // No answer, too many, or broken: nobody was let in.
    return !mayDo && !isTurnedAway && status !== 0 && status !== 429 && status !== 503;
  });
  return wrong && `${wrong.who} did "${wrong.what}": ${wrong.status}`;
};
