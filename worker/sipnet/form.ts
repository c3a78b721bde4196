/** How a row of the table is written: what it does, how its answer is read, which parameters it takes. */
import * as v from "valibot";
import { word } from "./params.ts";
import type { Row } from "./row.ts";
import { SipnetMisused } from "./sipnet-error.ts";

type Sent = Record<string, string | undefined>;
type Reader = ((answer: Row) => unknown) | null;
type Entries = Record<string, v.GenericSchema<unknown, string | undefined>>;

/** One thing that can be asked: an operation, or one action of it. */
export interface Form<Given = unknown, Read extends Reader = Reader, Dials extends boolean = boolean> {
  /** Changes nothing, so that it may be asked again. */
  reads: boolean;
  /** Rings a phone and costs money: sent once, never again by itself. */
  dials: Dials;
  /** A union where there are alternatives. */
  params: v.GenericSchema<Given, Sent>;
  /** Null for `getrec`, whose answer is a stream. */
  read: Read;
}

/** An operation that is several, told apart by its parameter `action`. None of them dials. */
export interface Actions<Forms extends Record<string, Form> = Record<string, Form>> {
  dials: false;
  actions: Forms;
}

/** Every operation may be done for a sub-account. API document, section 3. */
const shared = { foruser: v.optional(word) };

type InputOf<Shape> = Shape extends Entries
  ? v.InferInput<v.StrictObjectSchema<Shape & typeof shared, undefined>>
  : never;

const kind =
  <Dials extends boolean>(reads: boolean, dials: Dials) =>
  <Read extends Reader, Shapes extends Entries[]>(
    read: Read,
    ...shapes: Shapes
  ): Form<InputOf<Shapes[number]>, Read, Dials> => ({ reads, dials, params: either(shapes), read });

/** Changes nothing: asked again where the connection failed. Several shapes are alternatives. */
export const reading = kind(true, false);
/** Changes something: asked once. */
export const writing = kind(false, false);
/** Rings a phone. */
export const dialling = kind(false, true);

export function actions<Forms extends Record<string, Form>>(forms: Forms): Actions<Forms> {
  return { dials: false, actions: forms };
}

/** Unknown parameters are refused: one of them could be another account's `apikey`. */
function either<Shapes extends Entries[]>(shapes: Shapes): v.GenericSchema<InputOf<Shapes[number]>, Sent> {
  const objects = shapes.map((entries) => v.strictObject({ ...entries, ...shared }));
  const schema: v.GenericSchema = v.union(objects);
  return schema as v.GenericSchema<InputOf<Shapes[number]>, Sent>;
}

/**
 * The parameters as they are sent. @throws SipnetMisused naming the first that is wrong or missing,
 * in the alternative that comes nearest to what was given
 */
export function checkForm({ params }: Form, given: unknown): Record<string, string> {
  // A union's own complaint is that nothing fits; each alternative says what is wrong with it.
  const alternatives = "options" in params ? (params.options as (typeof params)[]) : [params];
  const results = alternatives.map((each) => v.safeParse(each, given));
  const good = results.find(({ success }) => success);
  if (!good?.success) throw new SipnetMisused(nearestComplaint(results));
  const fields = Object.entries(good.output);
  return Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== undefined));
}

function nearestComplaint(results: readonly v.SafeParseResult<v.GenericSchema>[]): string {
  const complaints = results.map(({ issues = [] }) => issues);
  // An alternative that does not know a parameter was not meant; of the others the one that lacks least.
  const strangeness = (issues: readonly v.BaseIssue<unknown>[]) =>
    issues.length + 100 * issues.filter(({ expected }) => expected === "never").length;
  const [nearest = []] = complaints.toSorted((one, other) => strangeness(one) - strangeness(other));
  return nameOf(nearest[0]?.path?.[0]?.key);
}

/** An unknown parameter's name came from outside and may hold anything. */
function nameOf(field: unknown): string {
  return typeof field === "string" && /^[a-z]\w{0,20}$/i.test(field) ? field : "a parameter";
}
