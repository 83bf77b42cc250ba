import { FRESHNESS_MAX } from '../aims.ts';
import { tableUnderstands } from '../tongues.ts';
import { historyCost, likenessCost } from './crowd.ts';
import type { Mending } from './mend.ts';

/** What the pair's meetings cost: in an earlier round of this plan, or before it. To come back to a host breaks a rule. */
export function meetingCost({ crowd, earlier }: Mending, a: number, b: number): number {
  for (const table of earlier)
    if (table[a] === table[b]) {
      const host = crowd.isHost[a]! | crowd.isHost[b]!;
      return crowd.latelyCost + FRESHNESS_MAX * crowd.freshnessCost + host * crowd.ruleCost;
    }
  return historyCost(crowd, a, b);
}

/** What an exchange adds to the weighted cost; below 0 it helps. Costs 4(s − 1) look-ups, those of history last. */
export function exchangeCost(state: Mending, seat: number, other: number): number {
  return joinCost(state, seat, other) + joinCost(state, other, seat);
}

/** What it adds at the table of `seat` that the person from `other` comes instead. */
function joinCost(state: Mending, seat: number, other: number): number {
  const { crowd, first, tableOfSeat, round } = state;
  const leaving = round[seat]!;
  const joining = round[other]!;
  const from = first[tableOfSeat[seat]!]!;
  const to = first[tableOfSeat[seat]! + 1]!;
  let cost = 0;
  for (let k = from; k < to; k++) {
    if (k === seat) continue;
    const x = round[k]!;
    cost += likenessCost(crowd, joining, x) - likenessCost(crowd, leaving, x);
    cost += meetingCost(state, joining, x) - meetingCost(state, leaving, x);
  }
  const tongues = crowd.rules?.tongues ?? null;
  if (tongues === null) return cost;
  const before = tableUnderstands(tongues, round, from, to);
  const after = tableUnderstands(tongues, round, from, to, seat, joining);
  return cost + crowd.ruleCost * (Number(before) - Number(after));
}
