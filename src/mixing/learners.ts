import { meetsAsk } from './fair/meets-ask.ts';
import type { Met, SeatedRound, Wish } from './model.ts';

/** What somebody wants to learn and what they offer, in their own words. */
export type Learner = { id: string; asks: readonly string[]; offers: readonly string[] };

/** How many of so many rounds are for the most distant pairs; the others are for those who want to learn. */
export const distantRounds = (rounds: number): number => Math.ceil(rounds / 2);

/**
 * Pairs in which one wants to learn what the other offers: weight 1, and 2 where each wants it of the other. Texts that
 * are the same are compared once.
 */
export function learningWishes(learners: readonly Learner[]): Wish[] {
  const offering = new Map<string, string[]>();
  for (const { id, offers } of learners)
    for (const offer of new Set(offers)) {
      const ids = offering.get(offer);
      if (ids === undefined) offering.set(offer, [id]);
      else ids.push(id);
    }
  const teachersOf = new Map<string, string[]>();
  const weights = new Map<string, Wish>();
  for (const { id, asks } of learners)
    for (const teacher of new Set(asks.flatMap((ask) => teachers(ask)))) {
      if (teacher === id) continue;
      const [a, b] = [id, teacher].sort() as [string, string];
      const wish = weights.get(`${a} ${b}`);
      weights.set(`${a} ${b}`, { a, b, weight: (wish?.weight ?? 0) + 1 });
    }
  return [...weights.values()];

  function teachers(ask: string): string[] {
    const known = teachersOf.get(ask);
    if (known !== undefined) return known;
    const found = [...offering].flatMap(([offer, ids]) => (meetsAsk(offer, ask) ? ids : []));
    teachersOf.set(ask, found);
    return found;
  }
}

/** Who sat together in these rounds, as having met on this day. */
export function metAt(rounds: readonly SeatedRound[], metOn: string): Met[] {
  return rounds.flatMap(({ tables }) =>
    tables.flatMap(({ seats }) => seats.flatMap((a, i) => seats.slice(0, i).map((b) => ({ a, b, metOn })))),
  );
}
