/** `/sim/…`: what a test, or the page of phones, may see and do. Numbers come with or without a plus. */
import type { PhoneAct } from "./network/call.ts";
import { type ArmedFault, faults } from "./faults.ts";
import type { PhoneHabits } from "./network/network.ts";
import { readPhone } from "./phone-number.ts";
import type { Provider } from "./provider.ts";
import { BadRequest } from "./replies.ts";
import { isShapeName, type ShapeName, shapeNames, shapes } from "./shapes/shapes.ts";
import { type PhoneView, viewCalls, viewPhones } from "./views.ts";

/** What a control answers, and what it asks the simulator to do beyond the provider. */
export interface Outcome {
  status?: number;
  value: unknown;
  reset?: boolean;
  closePortMs?: number;
}

const longestMs = 3_600_000;

/** @throws BadRequest with a sentence that says what to do */
export function control(provider: Provider, method: string, path: string, body: string): Outcome {
  const [, , subject = "", name = "", verb = ""] = path.split("/");
  switch (`${method} ${subject}${name ? "/*" : ""}${verb ? "/*" : ""}`) {
    case "GET requests":
      return { value: provider.requests };
    case "GET calls":
      return { value: viewCalls(provider) };
    case "GET phones":
      return { value: viewPhones(provider) };
    case "PUT phones/*":
      return { value: setPhone(provider, readNumber(name), readObject(body)) };
    case "POST phones/*/*":
      return { value: act(provider, readNumber(name), verb, body) };
    case "GET faults":
      return { value: { armed: provider.faults.armed, names: faults } };
    case "PUT faults":
      return armFaults(provider, readJson(body));
    case "DELETE faults":
      provider.faults.arm([]);
      return { value: [] };
    case "GET shapes":
      return { value: { worn: provider.worn, names: describeShapes() } };
    case "PUT shapes":
      return { value: wearShapes(provider, readJson(body)) };
    case "POST reset":
      return { value: { reset: true }, reset: true };
    default:
      throw new BadRequest(404, `There is no ${method} ${path}. The controls are listed in demo/sipnet/controls.ts.`);
  }
}

function readNumber(name: string): string {
  const number = readPhone(name.replaceAll("%2B", "+").replaceAll("%40", "@"));
  if (number === undefined) throw new BadRequest(400, "Give the phone as digits, 79161234567, or as a SIP address.");
  return number;
}

function viewPhone(provider: Provider, number: string): PhoneView | undefined {
  return viewPhones(provider).find((phone) => phone.number === number);
}

function setPhone(provider: Provider, number: string, given: Record<string, unknown>): PhoneView | undefined {
  const habits: PhoneHabits = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === "answerAfterMs" || name === "talkMs") {
      if (typeof value !== "number" || !(value >= 0 && value <= longestMs)) {
        throw new BadRequest(400, `${name} is a number of milliseconds from 0 to ${longestMs}.`);
      }
      habits[name] = value;
    } else if (name === "busy" || name === "noAnswer") {
      if (typeof value !== "boolean") throw new BadRequest(400, `${name} is true or false.`);
      habits[name] = value;
    } else throw new BadRequest(400, `A phone has answerAfterMs, talkMs, busy and noAnswer, but no ${name}.`);
  }
  provider.network.setHabits(number, habits);
  provider.changed();
  return viewPhone(provider, number);
}

/** `{"call": id}` chooses among several calls of one phone; otherwise it is the oldest that fits. */
function act(provider: Provider, number: string, verb: string, body: string): PhoneView | undefined {
  if (verb !== "answer" && verb !== "decline" && verb !== "hangup") {
    throw new BadRequest(404, "A phone can answer, decline or hangup.");
  }
  const { call: wanted } = body.trim() === "" ? {} : readObject(body);
  const found = provider.network
    .legsOf(number)
    .filter(({ call, leg }) => (wanted === undefined || call.id === wanted) && fits(verb, leg.state))
    // Hanging up means the call one talks in, not the next one that rings.
    .toSorted((one, other) => Number(other.leg.state === "answered") - Number(one.leg.state === "answered"))[0];
  if (found === undefined) {
    const state = verb === "hangup" ? "in a call" : "ringing";
    throw new BadRequest(409, `${number} is not ${state}. GET /sim/phones shows who is.`);
  }
  provider.network.act(found.call, found.leg, verb);
  return viewPhone(provider, number);
}

const fits = (verb: PhoneAct, state: string) => verb === "hangup" || state === "ringing";

function describeShapes(): Record<string, string> {
  return Object.fromEntries(shapeNames.map((name) => [name, shapes[name].says]));
}

/**
 * From now on answers have these shapes, one put on top of another; an empty list takes them off. A profile that
 * `npm run doctor` wrote of a real account is taken as it is.
 */
function wearShapes(provider: Provider, sent: unknown): readonly ShapeName[] {
  const given = Array.isArray(sent) ? sent : toObject(sent).shapes;
  if (!Array.isArray(given) || !given.every(isShapeName))
    throw new BadRequest(400, `Send a list of these: ${shapeNames.join(", ")}.`);
  provider.wear(given);
  return given;
}

function armFaults(provider: Provider, given: unknown): Outcome {
  if (!Array.isArray(given)) throw new BadRequest(400, "Send a list: [{operation, fault, times, delayMs?}].");
  const list = given.map(readFault);
  const closing = list.find((one) => faults[one.fault]?.place === "port");
  provider.faults.arm(list.filter((one) => one !== closing));
  if (closing === undefined) return { value: list };
  return { value: list, closePortMs: closing.delayMs ?? faults[closing.fault]?.delayMs ?? 0 };
}

function readFault(given: unknown): ArmedFault {
  const { operation, fault, times = 1, delayMs } = toObject(given);
  if (typeof fault !== "string" || !Object.hasOwn(faults, fault)) {
    throw new BadRequest(400, `No fault is called ${String(fault)}. There are: ${Object.keys(faults).join(", ")}.`);
  }
  if (typeof operation !== "string" || operation === "") {
    throw new BadRequest(400, `operation is the name of one, "webhook" for what the provider sends, or "*".`);
  }
  if (typeof times !== "number" || !Number.isInteger(times) || times < 1) {
    throw new BadRequest(400, "times is a whole number from 1.");
  }
  if (delayMs === undefined) return { operation: operation.toLowerCase(), fault, times };
  if (typeof delayMs !== "number" || !(delayMs >= 0 && delayMs <= longestMs)) {
    throw new BadRequest(400, `delayMs is a number of milliseconds from 0 to ${longestMs}.`);
  }
  return { operation: operation.toLowerCase(), fault, times, delayMs };
}

const readObject = (body: string): Record<string, unknown> => toObject(body.trim() === "" ? {} : readJson(body));

function toObject(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new BadRequest(400, "Send a JSON object.");
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new BadRequest(400, `The body is no JSON: ${error instanceof Error ? error.message : "unreadable"}.`);
  }
}
