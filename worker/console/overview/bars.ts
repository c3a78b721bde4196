/** uPlot's side of a plot: pale bars, and dark ones in front of them. */
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Counts } from "../../contract/owner-calls.ts";

/** What is counted of one day, hour or button. */
export type Bar = Counts & { name: string };

export interface Plotted {
  heading: string;
  bars: readonly Bar[];
  labels: readonly [behind: string, front: string];
}

export function drawBars(
  place: HTMLElement,
  { heading, bars, labels }: Plotted,
  size: { width: number; height: number },
): UPlot {
  const colour = (name: string) => getComputedStyle(place).getPropertyValue(name);
  const paths = UPlot.paths.bars?.({ size: [0.7, 42], radius: 0.15 });
  const series = (label: string, fill: string) => ({
    label,
    fill: colour(fill),
    width: 0,
    points: { show: false },
    ...(paths && { paths }),
  });
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
  const names = bars.map(({ name }) => (name.length > 14 ? `${name.slice(0, 13)}…` : name));
  const options: UPlot.Options = {
    ...size,
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: [-0.6, Math.max(bars.length, 1) - 0.4] },
      y: { range: (_plot, _low, high) => [0, Math.max(4, Math.ceil(high * 1.1))] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 30,
        splits: () => bars.map((_bar, index) => index),
        values: (plot, splits) => splits.map((index) => shown(index, names, plot.width)),
      },
      { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
    ],
    series: [
      { label: heading, value: (_plot, index) => names[index] ?? "" },
      series(labels[0], "--bar-asked"),
      series(labels[1], "--bar-talked"),
    ],
  };
  const columns: UPlot.AlignedData = [
    bars.map((_bar, n) => n),
    bars.map(({ asked }) => asked),
    bars.map(({ talked }) => talked),
  ];
  return new UPlot(options, columns, place);
}

/** Names only where there is room: about 44 px each. */
function shown(index: number, names: readonly string[], widthPx: number): string {
  const every = Math.ceil((names.length * 44) / Math.max(widthPx - 40, 44));
  return index % every === 0 ? (names[index] ?? "") : "";
}
