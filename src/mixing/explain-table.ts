import { ago } from './days.ts';

/** What is known of the pairs at one table. */
export type TableFacts = {
  units: number;
  locations: number;
  pairs: number;
  /** the day number of the last meeting, one entry for each pair that met before the plan */
  metOn: number[];
  /** for each pair that sat together earlier in the plan, the latest such round */
  togetherInRounds: number[];
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function metClause(metOn: number[], today: number): string {
  const newest = ago(Math.max(...metOn), today);
  const oldest = ago(Math.min(...metOn), today);
  const when = newest === oldest ? newest : `between ${oldest} and ${newest}`;
  return `${counted(metOn.length, 'pair')} met ${when}`;
}

function roundsClause(rounds: number[]): string {
  const distinct = [...new Set(rounds)].sort((a, b) => a - b);
  const named = `${distinct.length === 1 ? 'round' : 'rounds'} ${distinct.join(', ')}`;
  return `${counted(rounds.length, 'pair')} sat together in ${named}`;
}

/** A true sentence about a table, such as “4 units, 2 locations, 14 of 15 pairs new, 1 pair met 14 months ago”. New means: never met. */
export function explainTable(facts: TableFacts, today: number): string {
  const parts = [counted(facts.units, 'unit'), counted(facts.locations, 'location')];
  const known = facts.metOn.length + facts.togetherInRounds.length;
  if (facts.pairs > 0)
    parts.push(
      known === 0 ? allNew(facts.pairs) : `${facts.pairs - known} of ${counted(facts.pairs, 'pair')} new`,
    );
  if (facts.metOn.length > 0) parts.push(metClause(facts.metOn, today));
  if (facts.togetherInRounds.length > 0) parts.push(roundsClause(facts.togetherInRounds));
  return parts.join(', ');
}

const allNew = (pairs: number): string => (pairs === 1 ? 'a new pair' : `all ${pairs} pairs new`);
