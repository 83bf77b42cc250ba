import { renderToString } from 'preact-render-to-string';

import type { Stall } from '../db/schema/index.ts';

const STYLE = `text{font:14px system-ui,sans-serif;fill:#1b1f24}.soft{fill:#57606a}.paper{fill:#fff}
.stall{fill:#e3f0ec;stroke:#0b5d4f;stroke-width:2}.step{stroke-dasharray:6 4}
@media(prefers-color-scheme:dark){text{fill:#eceae4}.soft{fill:#b1aea6}.paper{fill:#1f2226}
.stall{fill:#1d3a35;stroke:#6fd0bb}}`;

const METRE_PX = 24;
const MARGIN = 96;
const RADIUS = 18;
const LINE_PX = 20;
/** Names longer than this do not fit beside each other; the list below the plan holds them whole. */
const NAME_MAX = 22;
/** A hall of a kilometre is drawn no wider than this. */
const WIDTH_MAX = 2_400;

type Placed = Pick<Stall, 'id' | 'title' | 'unit' | 'x' | 'y' | 'stepFree' | 'power' | 'network'>;

/** The floor plan of a fair as an SVG document: numbered stalls where they stand, and their names in a list. */
export function floorPlan(stalls: Placed[], title: string): string {
  const [wide, deep] = [Math.max(1, ...stalls.map(({ x }) => x)), Math.max(1, ...stalls.map(({ y }) => y))];
  const scale = Math.min(METRE_PX, WIDTH_MAX / Math.max(wide, deep));
  const width = Math.max(640, wide * scale + 2 * MARGIN);
  const listTop = deep * scale + 2 * MARGIN;
  const height = listTop + (stalls.length + 1) * LINE_PX;
  const short = (name: string) => (name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1)}…` : name);
  const lines = stalls.map((stall, i) => `${i + 1}. ${stall.title} (${stall.unit})${needsOf(stall)}`);
  return renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-labelledby="title told"
    >
      <title id="title">{title}</title>
      <desc id="told">{lines.join('; ')}</desc>
      <style>{STYLE}</style>
      <rect class="paper" width={width} height={height} />
      {stalls.map((stall, i) => {
        const [x, y] = [MARGIN + stall.x * scale, MARGIN / 2 + stall.y * scale];
        return (
          <g key={stall.id}>
            <circle class={stall.stepFree ? 'stall' : 'stall step'} cx={x} cy={y} r={RADIUS} />
            <text x={x} y={y + 5} text-anchor="middle">
              {i + 1}
            </text>
            <text class="soft" x={x} y={y + RADIUS + 16} text-anchor="middle">
              {short(stall.title)}
            </text>
          </g>
        );
      })}
      {lines.map((line, i) => (
        <text key={line} x={16} y={listTop + i * LINE_PX}>
          {line}
        </text>
      ))}
    </svg>,
  );
}

function needsOf({ stepFree, power, network }: Placed): string {
  const needs = [
    ...(stepFree ? [] : ['a step']),
    ...(power ? ['power'] : []),
    ...(network ? ['network'] : []),
  ];
  return needs.length === 0 ? '' : `: ${needs.join(', ')}`;
}
