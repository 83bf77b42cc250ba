import type { SeatedRound } from '../mixing/index.ts';

/** Evidence of level 2 needs a table of at most so many who came … */
export const TABLE_SIZE_MAX = 8;
/** … and so many minutes together. Both from the field's rules on who met whom (domain rules, §4). */
export const TABLE_MINUTES_MIN = 10;

/** Two people who sat together, `personA < personB`. */
export type TableEncounter = {
  personA: string;
  personB: string;
  roundNumber: number;
  tableSize: number;
  minutes: number;
};

/**
 * The weak encounters of a gathering: every pair of those who came and shared a small table for long enough. A seat
 * whose person did not come makes nothing and does not count for the size. Cost: the pairs at the tables.
 */
export function tableEncounters(
  rounds: readonly (SeatedRound & { minutes: number })[],
  present: ReadonlySet<string>,
): TableEncounter[] {
  const found: TableEncounter[] = [];
  for (const { number: roundNumber, minutes, tables } of rounds) {
    if (minutes < TABLE_MINUTES_MIN) continue;
    for (const table of tables) {
      const there = table.seats.filter((personId) => present.has(personId)).sort();
      const tableSize = there.length;
      if (tableSize > TABLE_SIZE_MAX) continue;
      there.forEach((personA, i) => {
        for (const personB of there.slice(i + 1)) {
          found.push({ personA, personB, roundNumber, tableSize, minutes });
        }
      });
    }
  }
  return found;
}
