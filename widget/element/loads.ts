/** What loads only once somebody needs it: by the npm package's compiler, or from where the script came. */
import type { ExtraLoads } from "../dialog/extras.ts";
import type { Languages } from "../words/language.ts";

export const languages: Languages["languages"] = {
  kk: () => import("../words/kk.ts").then(({ kk }) => kk),
  uz: () => import("../words/uz.ts").then(({ uz }) => uz),
};

/** Of a sheet, after a click. */
export const extras: ExtraLoads = {
  comfort: () => import("../dialog/comfort.ts"),
  later: () => import("../dialog/later.ts"),
  departments: () => import("../dialog/departments.ts"),
};

/** A page goes on without what can't be loaded. */
const ignore = (): void => undefined;

/** What few pages need before a button looks right. */
export const mend = (...what: Parameters<typeof import("./remedies.ts").mend>): void =>
  void import("./remedies.ts").then((remedies) => remedies.mend(...what), ignore);

/** What whoever builds the page should know, where something is wrong. */
export const advise = (...of: Parameters<typeof import("./advice.ts").advise>): void =>
  void import("./advice.ts").then((advice) => advice.advise(...of), ignore);
