/**
 * Every shape of an answer that nobody can rule out, by name. Each changes what is assumed; several may
 * be put on top of one another. Tests switch them on one by one, `PUT /sim/shapes` does it by hand.
 */
import type { Assumed } from "../assumed.ts";
import { answerShapes } from "./answer-shapes.ts";
import { buttonShapes } from "./button-shapes.ts";
import { legShapes } from "./leg-shapes.ts";
import { partyShapes } from "./party-shapes.ts";
import { stateShapes } from "./state-shapes.ts";

export interface Shape {
  /** What the provider does otherwise than assumed. */
  says: string;
  of(assumed: Assumed): Assumed;
}

const known = { ...legShapes, ...partyShapes, ...stateShapes, ...answerShapes, ...buttonShapes };

export type ShapeName = keyof typeof known;
export const shapes: Readonly<Record<ShapeName, Shape>> = known;
export const shapeNames = Object.keys(known) as readonly ShapeName[];

export function isShapeName(name: unknown): name is ShapeName {
  return typeof name === "string" && Object.hasOwn(known, name);
}

/** What is assumed, with these shapes put on it in turn. */
export function shaped(assumed: Assumed, ...names: readonly ShapeName[]): Assumed {
  return names.reduce((before, name) => shapes[name].of(before), assumed);
}
