/** How a row of the table is written: what it does, how its answer is read, which parameters it takes. */
import * as v from "valibot";
import { word } from "./params.ts";
import type { Row } from "./row.ts";

type Sent = Record<string, string | undefined>;
type Reader = ((answer: Row) => unknown) | null;
type Entries = Record<string, v.GenericSchema<unknown, string | undefined>>;

/** One thing that can be asked: an operation, or one action of it. */
export interface Form<Given = unknown, Read extends Reader = Reader> {
  /** Changes nothing, so that it may be asked again. */
  reads: boolean;
  /** Rings a phone and costs money: sent once, never again by itself. */
  dials: boolean;
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
  (reads: boolean, dials: boolean) =>
  <Read extends Reader, Shapes extends Entries[]>(
    read: Read,
    ...shapes: Shapes
  ): Form<InputOf<Shapes[number]>, Read> => ({ reads, dials, params: either(shapes), read });

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
  const objects = shapes.map((shape) => v.strictObject({ ...shape, ...shared }));
  const schema: v.GenericSchema = objects.length === 1 && objects[0] ? objects[0] : v.union(objects);
  return schema as v.GenericSchema<InputOf<Shapes[number]>, Sent>;
}
