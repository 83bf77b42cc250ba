import { renderToString } from 'preact-render-to-string';

import { LEVEL_MAX } from './fit.ts';
import type { RiverPoint, Stair } from './river.ts';

const STYLE = `text{font:14px system-ui,sans-serif;fill:#1b1f24}.soft{fill:#57606a}.grid{stroke:#d8d5cd}
.paper{fill:#fff}.bank{fill:#9ccbe0}.own{fill:none;stroke:#0b5d4f;stroke-width:3}.dot{fill:#0b5d4f}
.target{fill:none;stroke:#0b5d4f;stroke-width:2;stroke-dasharray:5 5}
@media(prefers-color-scheme:dark){text{fill:#eceae4}.soft{fill:#b1aea6}.grid{stroke:#3b3f45}.paper{fill:#1f2226}
.bank{fill:#2d5a6e}.own,.target{stroke:#6fd0bb}.dot{fill:#6fd0bb}}`;

const LEFT = 40;
const TOP = 24;
const STEP_PX = 56;
const COLUMN_PX = 150;
/** Dots stand left in their column, so that the names fit beside them. */
const DOT_LEFT = 60;
/** Names longer than this do not fit beside each other; the data hold them whole. */
const NAME_MAX = 20;

const short = (name: string) => (name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1)}…` : name);
const levelY = (level: number) => TOP + (LEVEL_MAX - level) * STEP_PX;
const columnX = (i: number) => LEFT + COLUMN_PX * (i + 0.5);

/** The river as an SVG document: the banks of all teams, one's own line in it, and where it wants to be. */
export function riverPicture(points: RiverPoint[], title: string, unit: string | null): string {
  const width = LEFT + COLUMN_PX * points.length + 16;
  const height = TOP + STEP_PX * (LEVEL_MAX - 1) + 72;
  const along = (level: (point: RiverPoint) => number | null) =>
    points.flatMap((point, i) => {
      const at = level(point);
      return at === null ? [] : [`${columnX(i)},${levelY(at)}`];
    });
  const upper = along(({ highest }) => highest);
  const lower = along(({ lowest }) => lowest).reverse();
  const own = along((point) => point.own);
  const target = along((point) => point.ownTarget);
  const told = points.map(
    ({ name, lowest, highest, own: mine }) =>
      `${name}: ${lowest === null ? 'nobody yet' : `${lowest} to ${highest}`}${mine === null ? '' : `, ${unit} ${mine}`}`,
  );
  return picture(
    { width, height, title, told: told.join('; ') },
    <>
      {Array.from({ length: LEVEL_MAX }, (_, i) => i + 1).map((level) => (
        <g key={level}>
          <line class="grid" x1={LEFT} x2={width - 16} y1={levelY(level)} y2={levelY(level)} />
          <text class="soft" x={LEFT - 12} y={levelY(level) + 5} text-anchor="end">
            {level}
          </text>
        </g>
      ))}
      {upper.length > 1 && <polygon class="bank" points={[...upper, ...lower].join(' ')} />}
      {target.length > 1 && <polyline class="target" points={target.join(' ')} />}
      {own.length > 1 && <polyline class="own" points={own.join(' ')} />}
      {own.map((at) => {
        const [cx, cy] = at.split(',');
        return <circle key={at} class="dot" cx={cx} cy={cy} r="6" />;
      })}
      {points.map(({ practice, name }, i) => (
        <text key={practice} x={columnX(i)} y={height - 40} text-anchor="middle">
          {short(name)}
        </text>
      ))}
      <text class="soft" x={LEFT} y={height - 12}>
        {unit === null
          ? 'Band: all teams'
          : `Band: all teams. Line: ${short(unit)}; dashed: where it wants to be`}
      </text>
    </>,
  );
}

/** The stairs of one practice as an SVG document. Teams at one place are listed under each other. */
export function stairsPicture(stairs: Stair[], title: string): string {
  const width = LEFT + COLUMN_PX * LEVEL_MAX + 16;
  const height = TOP + STEP_PX * LEVEL_MAX + 64;
  const climbY = (climb: number) => TOP + (LEVEL_MAX - 1 - climb + 0.5) * STEP_PX;
  const places = new Map<string, Stair[]>();
  for (const stair of stairs) {
    const at = `${stair.x} ${stair.y}`;
    places.set(at, [...(places.get(at) ?? []), stair]);
  }
  const told = stairs.map(({ unit, level, target }) => `${unit}: ${level}, wants ${target}`);
  const steps = Array.from({ length: LEVEL_MAX }, (_, i) => i);
  return picture(
    { width, height, title, told: told.join('; ') },
    <>
      {steps.map((climb) => (
        <g key={climb}>
          <line class="grid" x1={LEFT} x2={width - 16} y1={climbY(climb)} y2={climbY(climb)} />
          <text class="soft" x={LEFT - 12} y={climbY(climb) + 5} text-anchor="end">
            {`+${climb}`}
          </text>
          <text class="soft" x={columnX(climb) - DOT_LEFT} y={height - 34} text-anchor="middle">
            {climb + 1}
          </text>
        </g>
      ))}
      {[...places].map(([at, teams]) => (
        <Place key={at} teams={teams} y={climbY(teams[0]?.y ?? 0)} />
      ))}
      <text class="soft" x={LEFT} y={height - 10}>
        Across: level. Up: how far it wants to climb. Bottom right can share, top left wants to learn.
      </text>
    </>,
  );
}

/** Teams that fit under each other at one place; the data hold all. */
const TEAMS_SHOWN_MAX = 3;

function Place({ teams, y }: { teams: Stair[]; y: number }) {
  const x = columnX((teams[0]?.x ?? 1) - 1);
  const shown = teams.slice(0, TEAMS_SHOWN_MAX);
  const more = teams.length - shown.length;
  return (
    <g>
      <circle class="dot" cx={x - DOT_LEFT} cy={y} r="6" />
      {[...shown.map(({ unit }) => short(unit)), ...(more > 0 ? [`and ${more} more`] : [])].map((name, i) => (
        <text key={name} x={x - DOT_LEFT + 12} y={y + 5 + i * 16}>
          {name}
        </text>
      ))}
    </g>
  );
}

function picture(
  { width, height, title, told }: { width: number; height: number; title: string; told: string },
  children: preact.ComponentChildren,
): string {
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
      <desc id="told">{told}</desc>
      <style>{STYLE}</style>
      <rect class="paper" width={width} height={height} />
      {children}
    </svg>,
  );
}
