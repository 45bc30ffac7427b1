// Articles per day over the affair's span, with the days of the timeline above them; drag over it to choose a range of days.

import { scaleLinear, scaleUtc } from "d3-scale";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { number, spoken } from "./dates";
import type { Entry } from "./types";

const HEIGHT = 88;
const TOP = 22; // where the days of the timeline stand
const BOTTOM = 20; // the axis
const DAY = 86_400_000;

const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

interface Props {
  days: [string, number, number][]; // day, articles published, articles that speak of it
  entries: Entry[];
  from: string | undefined;
  to: string | undefined;
  choose: (from: string | undefined, to: string | undefined) => void;
}

/** Far-off days that a few articles speak of would press the affair into a corner: the span is that of publication. */
function spanOf(days: Props["days"], entries: Entry[]): [number, number] | null {
  const published = days.filter((one) => one[1] > 0).map((one) => time(one[0]));
  const told = entries.filter((one) => one.date.length === 10).map((one) => time(one.date));
  const all = published.length > 0 ? published : told;
  if (all.length === 0) return null;
  const first = Math.min(...all);
  const last = Math.max(...all);
  const slack = Math.max(2 * DAY, (last - first) * 0.15);
  const near = told.filter((one) => one >= first - slack && one <= last + slack);
  return [Math.min(first, ...near) - DAY, Math.max(last, ...near) + 2 * DAY];
}

export function Strip({ days, entries, from, to, choose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(960);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(200, entry?.contentRect.width ?? 960)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const drawn = useMemo(() => {
    const span = spanOf(days, entries);
    if (!span) return null;
    const x = scaleUtc().domain(span).range([0, width]);
    // Bars of whole days, together where a day would be under three points wide.
    const perBar = Math.max(1, Math.ceil(((span[1] - span[0]) / DAY) * (3 / width)));
    const bars = new Map<number, number>();
    for (const [date, published] of days) {
      const at = time(date);
      if (published === 0 || at < span[0] || at > span[1]) continue;
      const bar = Math.floor((at - span[0]) / DAY / perBar);
      bars.set(bar, (bars.get(bar) ?? 0) + published);
    }
    const most = Math.max(1, ...bars.values());
    const y = scaleLinear()
      .domain([0, most])
      .range([0, HEIGHT - TOP - BOTTOM]);
    const ticks = x.ticks(Math.max(2, Math.floor(width / 110)));
    return { span, x, y, perBar, bars: [...bars], most, ticks, format: x.tickFormat() };
  }, [days, entries, width]);
  if (!drawn) return null;
  const { span, x, y, perBar, bars, most, ticks, format } = drawn;
  const barWidth = Math.max(1, x(span[0] + perBar * DAY) - 1);
  const at = (event: PointerEvent): number => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    return x.invert(Math.min(width, Math.max(0, event.clientX - left))).getTime();
  };
  const chosen: [number, number] | null =
    drag ?? (from || to ? [from ? time(from) : span[0], to ? time(to) + DAY : span[1]] : null);
  const total = days.reduce((sum, one) => sum + one[1], 0);
  const end = () => {
    if (!drag) return;
    const [a, b] = drag[0] < drag[1] ? drag : [drag[1], drag[0]];
    setDrag(null);
    if (x(b) - x(a) < 4) choose(undefined, undefined);
    else choose(day(a), day(Math.max(a, b - 1)));
  };
  return (
    <figure class="strip">
      <div
        ref={box}
        class="strip-box"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag([at(event), at(event)]);
        }}
        onPointerMove={(event) => drag && setDrag([drag[0], at(event)])}
        onPointerUp={end}
        onPointerCancel={() => setDrag(null)}
      >
        <svg
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="img"
          aria-label={`${number(total)} dated articles from ${spoken(day(span[0] + DAY))} to ${spoken(day(span[1] - 2 * DAY))}, at most ${number(most)} ${perBar === 1 ? "a day" : `in ${perBar} days`}. The fields From and To choose a range.`}
        >
          {chosen && (
            <rect
              class="chosen"
              x={x(chosen[0])}
              width={Math.max(1, x(chosen[1]) - x(chosen[0]))}
              y={0}
              height={HEIGHT - BOTTOM}
            />
          )}
          {bars.map(([bar, count]) => (
            <rect
              key={bar}
              class="bar"
              x={x(span[0] + bar * perBar * DAY)}
              width={barWidth}
              y={HEIGHT - BOTTOM - y(count)}
              height={y(count)}
            />
          ))}
          {entries.map((entry) => {
            const place = x(time(entry.interval[0]) + DAY / 2);
            return place >= 0 && place <= width && entry.date.length === 10 ? (
              <circle
                key={entry.date}
                class={entry.status === "planned" ? "told planned" : "told"}
                cx={place}
                cy={TOP / 2}
                r={3.5}
              />
            ) : null;
          })}
          <line class="axis" x1={0} x2={width} y1={HEIGHT - BOTTOM + 0.5} y2={HEIGHT - BOTTOM + 0.5} />
          {ticks.map((tick) => (
            <g key={tick.getTime()} transform={`translate(${x(tick)},${HEIGHT - BOTTOM})`}>
              <line class="axis" y2={4} />
              <text class="tick" y={16} text-anchor={x(tick) < 24 ? "start" : x(tick) > width - 24 ? "end" : "middle"}>
                {format(tick)}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <figcaption>
        Bars: articles published{perBar === 1 ? " each day" : ` in ${perBar} days`}. Dots: days below. Drag to choose a
        range.
      </figcaption>
    </figure>
  );
}
