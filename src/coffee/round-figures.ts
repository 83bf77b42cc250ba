import type { RoundRow } from './queries.ts';

/** Groups smaller than this are not shown; not configurable below (domain rules §6.4). */
export const GROUP_MIN = 5;

/**
 * What a round came to, without names. Withheld is what would be about fewer than five people: a group of answers, and
 * with a single one of those the next smallest, so that neither follows from the rest. Zero people are nobody.
 */
export function roundFigures(round: RoundRow) {
  const { matched, unmatched, met, notYet, notMet, tables, relaxed, drawnAt, notes } = round;
  const answers = { met, notYet, notMet, noAnswer: matched - met - notYet - notMet };
  const shown: Record<keyof typeof answers, number | null> = { ...answers };
  const names = (Object.keys(answers) as (keyof typeof answers)[]).sort((a, b) => answers[a] - answers[b]);
  const hide = (some: (keyof typeof answers)[]) => {
    for (const name of some) shown[name] = null;
  };
  hide(names.filter((name) => matched < GROUP_MIN || (answers[name] > 0 && answers[name] < GROUP_MIN)));
  for (;;) {
    const hidden = names.filter((name) => shown[name] === null);
    const people = hidden.reduce((sum, name) => sum + answers[name], 0);
    const rest = names.filter((name) => shown[name] !== null);
    // What is hidden follows from all and the rest: it has to be two groups, and of five people together.
    if (hidden.length === 0 || rest.length === 0 || (hidden.length > 1 && people >= GROUP_MIN)) break;
    hide(rest.slice(0, 1));
  }
  return {
    gatheringId: round.gatheringId,
    start: round.startLocal,
    timeZone: round.timeZone,
    status: drawnAt === null ? ('drawing' as const) : ('drawn' as const),
    drawnAt: drawnAt?.toISOString() ?? null,
    tables,
    relaxed,
    matched,
    unmatched: unmatched > 0 && unmatched < GROUP_MIN ? null : unmatched,
    ...shown,
    notes,
  };
}
