/** uPlot's side of a plot: bars one in front of the other, and a legend that counts. */
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Counts } from "../../contract/owner-calls.ts";
import { number } from "../words.ts";

/** What is counted of one day, hour or button. */
export type Bar = Counts & { name: string };

/** Bars of one colour, before those of the layers named earlier. */
export interface Layer {
  label: string;
  /** A custom property of the style sheet. */
  colour: string;
  /** What the legend counts. */
  count(bar: Bar): number;
  /** How high the bar stands, what shows in front of it included. */
  height(bar: Bar): number;
}

export interface Plotted {
  heading: string;
  bars: readonly Bar[];
  layers: readonly Layer[];
}

export function drawBars(
  place: HTMLElement,
  { heading, bars, layers }: Plotted,
  size: { width: number; height: number },
): UPlot {
  const colour = (name: string) => getComputedStyle(place).getPropertyValue(name);
  const paths = UPlot.paths.bars?.({ size: [0.7, 42], radius: 0.15 });
  const series = ({ label, colour: fill, count }: Layer): UPlot.Series => ({
    label,
    fill: colour(fill),
    width: 0,
    points: { show: false },
    // Of the bar under the pointer; with none, of all.
    value: (_plot, _height, _series, index) =>
      number(bars.filter((_bar, at) => index === null || at === index).reduce((sum, bar) => sum + count(bar), 0)),
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
    series: [{ label: heading, value: (_plot, index) => names[index] ?? "" }, ...layers.map(series)],
  };
  const columns: UPlot.AlignedData = [bars.map((_bar, n) => n), ...layers.map(({ height }) => bars.map(height))];
  return new UPlot(options, columns, place);
}

/** Names only where there is room: about 44 px each. */
function shown(index: number, names: readonly string[], widthPx: number): string {
  const every = Math.ceil((names.length * 44) / Math.max(widthPx - 40, 44));
  return index % every === 0 ? (names[index] ?? "") : "";
}
