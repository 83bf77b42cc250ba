import type { FairStall } from './fair-model.ts';

/**
 * The staff of a stall who are there, each with whether they are on duty in a round: every other one in the first half
 * of the rounds, the others in the second, so that each visits in half of them. Who is alone stays at the stall.
 */
export function dutyOf(
  { staffIds }: Pick<FairStall, 'staffIds'>,
  { isThere, round, rounds }: { isThere: (personId: string) => boolean; round: number; rounds: number },
): { personId: string; onDuty: boolean }[] {
  const there = staffIds.filter(isThere);
  const isFirstHalf = round <= Math.ceil(rounds / 2);
  return there.map((personId, i) => ({
    personId,
    onDuty: there.length === 1 || (i % 2 === 0) === isFirstHalf,
  }));
}
