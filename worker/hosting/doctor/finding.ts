/** What is found out about one assumption. `how` is made of our own words and known names only. */
export interface Finding {
  name: string;
  /** `untold`: it could not be told without a call, or without something to look at. */
  verdict: "holds" | "differs" | "untold";
  how: string;
  /** The simulator's shape of that name does the same. */
  shape?: string;
}

export function holds(name: string, how = ""): Finding {
  return { name, verdict: "holds", how };
}

export function differs(name: string, how: string, shape?: string): Finding {
  return { name, verdict: "differs", how, ...(shape === undefined ? {} : { shape }) };
}

export function untold(name: string, how: string): Finding {
  return { name, verdict: "untold", how };
}
