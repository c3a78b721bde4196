/** What is wrong with a number, as closely as the page can tell: what is missing, or a country that is not called. */
import type { SheetView } from "./sheet-view.ts";

/** Nothing where the problem's own words say it best. */
export function numberError({ progress, words, phone }: SheetView, prefix: string): string | undefined {
  const { problem, missing } = progress;
  if (problem === "phone-invalid") return missing ? `${words.missing} ${missing}` : undefined;
  return prefix && phone.startsWith("+") && !phone.startsWith(prefix) ? `${words.abroad} ${prefix}` : undefined;
}

export const errorStyles = /* css */ `
  [aria-invalid="true"],
  [part="error"] {
    border-color: currentcolor;
    outline-color: currentcolor;
    color: var(--sipnet-error, color-mix(in srgb, red 60%, canvastext));
  }
  [part="error"] {
    font-size: 14px;
    font-weight: 600;
  }
`;
