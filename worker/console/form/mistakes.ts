/** Mistakes in a form, each in its own words beside its field; a closed part opens to the first one. */
import { Refused } from "../api.ts";
import { words } from "../words/mistakes.ts";

/** By the field's name. */
export type Mistakes = Readonly<Record<string, string>>;

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What the browser finds wrong, in our words. */
export function mistakesIn(form: HTMLFormElement): Mistakes {
  const controls = [...form.elements].filter((each): each is Control => "validity" in each && "name" in each);
  const wrong = controls.filter(({ validity, name }) => name !== "" && !validity.valid);
  return Object.fromEntries(wrong.map((control) => [control.name, mistakeAt(control)]));
}

/** What the Worker finds wrong with a field: `detail` begins with its path. */
export function mistakeOf(error: unknown): { path: string; words: string } | undefined {
  if (!(error instanceof Refused) || error.problem !== "bad-request") return undefined;
  const [, path, said] = /^([\w.-]+): (.+)$/s.exec(String(error.body.detail ?? "")) ?? [];
  return path === undefined || said === undefined ? undefined : { path, words: said };
}

/** Opens what is closed around the first mistake, and leads there. */
export function leadTo(place: HTMLElement): void {
  const wrong = place.querySelector<HTMLElement>("[aria-invalid=true]") ?? place.querySelector<HTMLElement>(".error");
  for (let around = wrong?.closest("details"); around; around = around.parentElement?.closest("details"))
    around.open = true;
  wrong?.focus();
  wrong?.scrollIntoView({ block: "center" });
}

/** Empty where nothing is wrong. */
export function mistakeAt(control: Control): string {
  const { validity } = control;
  if (validity.valid) return "";
  if (validity.badInput) return control.type === "date" ? words().noSuchDay : words().numberOnly;
  if (validity.valueMissing) return words().missing;
  if (validity.rangeUnderflow || validity.rangeOverflow) return rangeWords(control as HTMLInputElement);
  if (validity.stepMismatch) return words().wholeNumber;
  if (validity.tooLong) return words().tooLong;
  return control.title || words().otherwise;
}

function rangeWords({ type, min, max }: HTMLInputElement): string {
  if (type === "date") return words().yearsBetween(min.slice(0, 4), max.slice(0, 4));
  return max === "" ? words().atLeast(min) : words().between(min, max);
}
