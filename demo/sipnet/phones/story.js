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

/** In order of time; of the same moment, in the order in which one leads to another. @param {Story} call */
function tell(call) {
  /** @type {Step[]} */
  const steps = [{ at: call.placedAt, kind: "placed", text: words.placed }];
  for (const leg of call.legs) steps.push(...tellLeg(leg, call));
  if (call.connectedAt !== undefined) steps.push({ at: call.connectedAt, kind: "connected", text: words.connected });
  if (call.endedAt !== undefined) {
    const talk =
      call.connectedAt === undefined ? words.none : `${words.talked} ${writeTime(call.endedAt - call.connectedAt)}`;
    const detail = `${talk} · ${writeMoney(call.kopecks / 100)}`;
    steps.push({ at: call.endedAt, kind: "over", text: words.over, detail });
  }
  const order = ["placed", "answered", "rings", "connected", "failed", "over"];
  return steps.toSorted((one, other) => one.at - other.at || order.indexOf(one.kind) - order.indexOf(other.kind));
}

/** @param {Story["legs"][number]} leg @param {Story} call @returns {Step[]} */
function tellLeg({ number, role, state, ringingAt, answeredAt, endedAt }, call) {
  const detail = writePhone(number);
  /** @type {Step[]} */
  const steps = [];
  if (ringingAt !== undefined) steps.push({ at: ringingAt, kind: "rings", text: words.rings[role], detail });
  if (answeredAt !== undefined) steps.push({ at: answeredAt, kind: "answered", text: words.answers[role], detail });
  if (endedAt === undefined || answeredAt !== undefined) return steps;
  const stopped = call.connectedAt !== undefined && state === "noanswer";
  const text = stopped ? words.ends.stopped : endOf(state);
  return [...steps, { at: endedAt, kind: stopped ? "rings" : "failed", text, detail }];
}

/** @param {string} state */
function endOf(state) {
  const { busy, declined, noanswer } = words.ends;
  return state === "busy" ? busy : state === "declined" ? declined : noanswer;
}
