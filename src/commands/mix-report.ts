import type { Formed, Relaxed, RuleName } from '../mixing/index.ts';

const RULES: Record<RuleName, string> = {
  together: 'pairs who sit together',
  apart: 'pairs who sit apart',
  oneSenior: 'at most one senior a table',
  notOwnManager: 'nobody with their own manager',
  sharedLanguage: 'a language that the whole table speaks',
  sharedMinutes: 'time that the whole table shares',
  sameLocation: 'one location a table',
};
/** A long list of tables says no more than its beginning. */
const TABLES_TOLD = 10;

/** A plan for people to read: every table with its sentence, then the figures beside what is possible, then rules not kept. */
export function mixReport({ rounds, mix, limits, distance, relaxed }: Formed): string[] {
  return [
    ...rounds.flatMap((round) => [
      `Round ${round.number}`,
      ...round.tables.map((table) => `  ${table.number}: ${table.seats.join(', ')}  (${table.why})`),
    ]),
    shareLine('New pairs', mix.newPairShare, limits.newPairShareMax, distance.newPairShare),
    shareLine('Pairs across units', mix.crossUnitShare, limits.crossUnitShareMax, distance.crossUnitShare),
    shareLine(
      'Pairs across locations',
      mix.crossLocationShare,
      limits.crossLocationShareMax,
      distance.crossLocationShare,
    ),
    ...(mix.mixRatio === null ? [] : [`Mix ratio ${mix.mixRatio.toFixed(3)}; 1 is as random.`]),
    repeatsLine(mix.repeats, limits.forcedRepeatsMin),
    `At most ${counted(limits.roundsWithoutRepeatMax, 'round')} of these tables can go without a repeat.`,
    ...relaxed.map(relaxedLine),
  ];
}

function shareLine(what: string, share: number, most: number, distance: number): string {
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  const possible = distance === 0 ? 'the most possible' : `at most ${percent(most)} possible`;
  return `${what} ${percent(share)} (${possible}).`;
}

function repeatsLine(repeats: number, forced: number): string {
  if (repeats === 0) return 'Nobody meets anybody again.';
  if (repeats === forced) return `${counted(repeats, 'repeat')}; no plan has fewer.`;
  const bound = forced === 0 ? 'that any is needed is not proven' : `every plan has at least ${forced}`;
  return `${counted(repeats, 'repeat')}; ${bound}.`;
}

function relaxedLine({ rule, tables, why, needed }: Relaxed): string {
  const told = tables
    .slice(0, TABLES_TOLD)
    .map(({ round, table, people }) => `round ${round} table ${table} (${people.join(', ')})`);
  const more = tables.length > TABLES_TOLD ? `, and ${tables.length - TABLES_TOLD} more` : '';
  return `Not kept: ${RULES[rule]}, at ${told.join(', ')}${more}. ${why} Needed: ${needed}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
