import { dayNumber } from './days.ts';
import { indexHistory } from './history.ts';
import type { Met, MixPerson } from './model.ts';
import { makeRoom, type Room } from './room.ts';
import { metLately } from './score-rounds.ts';

/** What `replacement` reads; nobody is in both lists. */
export type ReplacementInput = {
  /** in order of arrival */
  waiting: MixPerson[];
  accepted: MixPerson[];
  history: Met[];
  today: string;
};

/**
 * Who of the waiting keeps the mix best: fewest meetings with the accepted in the last 365 days, then fewest of the own
 * unit among them, then fewest at the own location; equals go by arrival. Null when nobody waits.
 */
export function replacement(input: ReplacementInput): string | null {
  const { waiting, accepted } = input;
  const room = makeRoom([...waiting, ...accepted]);
  const today = dayNumber(input.today);
  const history = indexHistory(room, input.history);
  const metAccepted = (person: number): number => {
    let count = 0;
    for (let k = history.start[person]!; k < history.start[person + 1]!; k++)
      if (history.partner[k]! >= waiting.length && metLately(history.day[k]!, today)) count++;
    return count;
  };
  const inUnit = countAccepted(room.unit, waiting.length);
  const inLocation = countAccepted(room.location, waiting.length);
  let best: number[] | null = null;
  let chosen: string | null = null;
  for (let i = 0; i < waiting.length; i++) {
    const costs = [metAccepted(i), inUnit(room.unit[i]!), inLocation(room.location[i]!)];
    if (best !== null && !isLess(costs, best)) continue;
    best = costs;
    chosen = room.ids[i]!;
  }
  return chosen;
}

function countAccepted(codes: Room['unit'], from: number): (code: number) => number {
  const counts = new Map<number, number>();
  for (const code of codes.subarray(from)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return (code) => counts.get(code) ?? 0;
}

function isLess(one: number[], other: number[]): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i]! < other[i]!;
  return false;
}
