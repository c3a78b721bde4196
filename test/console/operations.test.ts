/** The console's forms know every operation, action and parameter that the Worker lets pass, and no other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as v from "valibot";
import { operationForms } from "../../worker/console/account/operation-forms.ts";
import { operations } from "../../worker/sipnet/operations.ts";

type Schema = v.StrictObjectSchema<v.ObjectEntries, undefined>;
type Shape = Schema | v.UnionSchema<Schema[], undefined>;

for (const [name, row] of Object.entries(operations))
  test(`the owner can send every parameter of ${name}`, () => {
    const { actions } = operationForms[name as keyof typeof operations];
    const forms: Record<string, { params: unknown }> = "actions" in row ? row.actions : { "": row };
    const asked = Object.fromEntries(
      actions.map(({ action = "", fields }) => [action, fields.map(({ name: field }) => field).toSorted()]),
    );
    const taken = Object.fromEntries(
      Object.entries(forms).map(([action, { params }]) => [action, namesOf(params as Shape)]),
    );
    assert.deepEqual(asked, taken);
  });

/** `foruser` is chosen once for the whole account. */
function namesOf(shape: Shape): string[] {
  const objects = shape.type === "union" ? shape.options : [shape];
  const names = new Set(objects.flatMap(({ entries }) => Object.keys(entries)));
  names.delete("foruser");
  return [...names].toSorted();
}
