/** A call's story as a timeline, told from its legs: what happened when, and what it cost. */
import { words } from "./words.js";
import { make, writeMoney, writePhone, writeTime } from "./writing.js";

/** @typedef {import("../views.ts").CallStory} Story */
/** @typedef {{ at: number, kind: string, text: string, detail?: string }} Step */

/** @param {Story} call */
export function makeStory(call) {
  const head = make("header", "", make("h3", "", `${words.call} ${call.id}`), make("code", "", call.operation));
  head.append(make("span", `pill ${call.state}`, words.states[call.state]));
  const list = make("ol", "");
  for (const step of tell(call)) {
    const text = make("span", "text", step.text);
    if (step.detail) text.append(" ", make("span", "detail", step.detail));
    list.append(make("li", step.kind, make("time", "", writeTime(step.at - call.placedAt)), text));
  }
  const story = make("article", `story ${call.state}`, head, list);
  story.dataset.call = call.id;
  return story;
}

/** In order of time; what leads to another comes first, should both bear the same one. @param {Story} call */
function tell(call) {
  const { placedAt, connectedAt, endedAt, kopecks, legs } = call;
  /** @type {Step[]} */
  const steps = [{ at: placedAt, kind: "placed", text: words.placed }, ...legs.flatMap(tellBeginning)];
  if (connectedAt !== undefined) steps.push({ at: connectedAt, kind: "connected", text: words.connected });
  steps.push(...legs.flatMap((leg) => tellFailure(leg, call)));
  if (endedAt !== undefined) {
    const talk = connectedAt === undefined ? words.none : `${words.talked} ${writeTime(endedAt - connectedAt)}`;
    steps.push({ at: endedAt, kind: "over", text: words.over, detail: `${talk} · ${writeMoney(kopecks / 100)}` });
  }
  return steps.toSorted((one, other) => one.at - other.at);
}

/** @param {Story["legs"][number]} leg */
function tellBeginning({ number, role, ringingAt, answeredAt }) {
  const detail = writePhone(number);
  /** @type {Step[]} */
  const steps = [];
  if (ringingAt !== undefined) steps.push({ at: ringingAt, kind: "rings", text: words.rings[role], detail });
  if (answeredAt !== undefined) steps.push({ at: answeredAt, kind: "answered", text: words.answers[role], detail });
  return steps;
}

/** @param {Story["legs"][number]} leg @param {Story} call @returns {Step[]} */
function tellFailure({ number, state, answeredAt, endedAt }, { connectedAt }) {
  if (endedAt === undefined || answeredAt !== undefined) return [];
  const stopped = connectedAt !== undefined && state === "noanswer";
  const text = stopped ? words.ends.stopped : endOf(state);
  return [{ at: endedAt, kind: stopped ? "rings" : "failed", text, detail: writePhone(number) }];
}

/** @param {string} state */
function endOf(state) {
  const { busy, declined, noanswer } = words.ends;
  return state === "busy" ? busy : state === "declined" ? declined : noanswer;
}
