/** The day as a picture: what honest visitors waited, minute by minute. */
import type { Minute } from "./day.ts";

const [width, height, left, bottom] = [720, 260, 44, 28];
/** A tenth of a millisecond up to a second, by tens. */
const [lowest, decades] = [0.1, 4];

const lines = [
  { name: "record, p50", color: "#00702d", of: (minute: Minute) => minute.viewP50 },
  { name: "record, p99", color: "#b25d00", of: (minute: Minute) => minute.viewP99 },
  { name: "call accepted, p50", color: "#1f5fbf", of: (minute: Minute) => minute.call },
];

export function plotDay(minutes: readonly Minute[]): string {
  const x = (index: number) => left + ((width - left - 8) * index) / Math.max(1, minutes.length - 1);
  const y = (ms: number) => {
    const share = Math.log10(Math.max(lowest, ms) / lowest) / decades;
    return height - bottom - (height - bottom - 24) * Math.min(1, share);
  };
  const attacked = minutes.flatMap(({ isAttacked }, index) => (isAttacked ? [x(index)] : []));
  const shade =
    attacked.length > 0
      ? `<rect x="${short(attacked[0] ?? 0)}" y="24" width="${short((attacked.at(-1) ?? 0) - (attacked[0] ?? 0))}" height="${height - bottom - 24}" fill="#b3261e22"/>`
      : "";
  const marks = Array.from({ length: decades + 1 }, (_, n) => lowest * 10 ** n).map(
    (ms) =>
      `<path d="M${left} ${short(y(ms))}H${width - 8}" stroke="#8884"/><text x="${left - 6}" y="${short(y(ms) + 4)}" text-anchor="end">${ms}</text>`,
  );
  const curves = lines.map(({ color, of }) => {
    const points = minutes.flatMap((minute, index) =>
      Number.isNaN(of(minute)) ? [] : [`${short(x(index))},${short(y(of(minute)))}`],
    );
    return `<polyline fill="none" stroke="${color}" stroke-width="1.5" points="${points.join(" ")}"/>`;
  });
  const legend = lines.map(({ name, color }, n) => `<text x="${left + n * 150}" y="14" fill="${color}">${name}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="#777">
<title>Milliseconds that honest visitors waited, by minute; shaded: two hundred addresses send what they can</title>
${[shade, ...marks, ...curves, ...legend].join("\n")}
<text x="${left}" y="${height - 8}">ms, by minute of the day (${minutes.length} of 1,440); shaded: 200 addresses send what they can</text>
</svg>
`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
