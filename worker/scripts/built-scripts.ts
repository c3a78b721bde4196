/**
 * The widget of this build and the modules that it loads after a click, as they were compressed at build
 * time, so that a visitor gets the smallest bytes and the Worker spends nothing on making them.
 */
import adviceBrotli from "../../dist/widget/advice.js.br";
import adviceGzip from "../../dist/widget/advice.js.gz";
import comfortBrotli from "../../dist/widget/comfort.js.br";
import comfortGzip from "../../dist/widget/comfort.js.gz";
import departmentsBrotli from "../../dist/widget/departments.js.br";
import departmentsGzip from "../../dist/widget/departments.js.gz";
import kkBrotli from "../../dist/widget/kk.js.br";
import kkGzip from "../../dist/widget/kk.js.gz";
import laterBrotli from "../../dist/widget/later.js.br";
import laterGzip from "../../dist/widget/later.js.gz";
import remediesBrotli from "../../dist/widget/remedies.js.br";
import remediesGzip from "../../dist/widget/remedies.js.gz";
import uzBrotli from "../../dist/widget/uz.js.br";
import uzGzip from "../../dist/widget/uz.js.gz";
import brotli from "../../dist/widget/widget.js.br";
import gzip from "../../dist/widget/widget.js.gz";
import built from "../../dist/widget/widget.json";

/** One file in both codings. */
export interface Script {
  brotli: ArrayBuffer;
  gzip: ArrayBuffer;
}

export interface Build {
  /** Of `widget.js`, which names its modules by theirs: no two builds that differ share it. */
  hash: string;
  /** By the name under `/v1/` that lasts: `later-0123456789abcdef.js`. */
  scripts: Record<string, Script>;
}

const modules: Record<keyof typeof built.modules, Script> = {
  advice: { brotli: adviceBrotli, gzip: adviceGzip },
  comfort: { brotli: comfortBrotli, gzip: comfortGzip },
  departments: { brotli: departmentsBrotli, gzip: departmentsGzip },
  kk: { brotli: kkBrotli, gzip: kkGzip },
  later: { brotli: laterBrotli, gzip: laterGzip },
  remedies: { brotli: remediesBrotli, gzip: remediesGzip },
  uz: { brotli: uzBrotli, gzip: uzGzip },
};

/** What `/widget.js` gives. */
export const widgetScript: Script = { brotli, gzip };

export const build: Build = {
  hash: built.hash,
  scripts: Object.fromEntries([
    [`widget-${built.hash}.js`, widgetScript],
    ...Object.entries(built.modules).map(([name, { hash }]): [string, Script] => [
      `${name}-${hash}.js`,
      modules[name as keyof typeof modules],
    ]),
  ]),
};
