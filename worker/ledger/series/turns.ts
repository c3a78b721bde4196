/** Whose turn it is at each button that rings its agents round-robin: written with the call that takes it. */
import { type DialPlan, longestSeries, ringing } from "../../buttons/dial-plan.ts";
import type { Sql } from "../../storage.ts";

export class Turns {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS turns (button TEXT PRIMARY KEY, phone TEXT)");
  }

  /** The plan of a series with whom it will try, in their order: of a round, beginning after who was begun with last. */
  inOrder(button: string, plan: DialPlan): DialPlan {
    const { series } = plan;
    if (!series) return plan;
    const from = series.ring === "round-robin" ? series.order.indexOf(this.#last(button)) + 1 : 0;
    const order = [...series.order.slice(from), ...series.order.slice(0, from)];
    const place = ({ phone }: { phone: string }) => order.indexOf(phone);
    const agents = series.agents.toSorted((a, b) => place(a) - place(b));
    return ringing(plan, agents.slice(0, longestSeries));
  }

  /** A call begins with the first of this plan. */
  take(button: string, { series, ownerPhones: [phone = ""] }: DialPlan): void {
    if (series?.ring !== "round-robin") return;
    this.#sql.exec("INSERT OR REPLACE INTO turns (button, phone) VALUES (?, ?)", button, phone);
  }

  #last(button: string): string {
    const [row] = this.#sql.exec("SELECT phone FROM turns WHERE button = ?", button).toArray();
    return String(row?.phone ?? "");
  }
}
