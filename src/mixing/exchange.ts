import { AIM } from './aims.ts';
import type { Plan } from './plan.ts';
import { tableUnderstands } from './tongues.ts';

/**
 * What an exchange of the people on two seats of one round (at different tables) would add to the weighted cost.
 * Exact: 4(s − 1) look-ups of kinds and as many of `met`, no allocation.
 */
export function exchangeDelta(plan: Plan, round: number, seatA: number, seatB: number): number {
  const { people, seats, met, first, tableOfSeat } = plan;
  const { kinds, tongues } = plan.pairs;
  const { cost, again } = plan.weights;
  const offset = round * people;
  const a = seats[offset + seatA]!;
  const b = seats[offset + seatB]!;
  const rowA = a * people;
  const rowB = b * people;
  let delta = 0;
  const tableA = tableOfSeat[seatA]!;
  for (let k = first[tableA]!; k < first[tableA + 1]!; k++) {
    if (k === seatA) continue;
    const x = seats[offset + k]!;
    const leaving = kinds[rowA + x]!;
    const joining = kinds[rowB + x]!;
    delta += cost[joining]! - cost[leaving]!;
    if (met[rowA + x]! > 1) delta -= again[leaving]!;
    if (met[rowB + x]! > 0) delta += again[joining]!;
  }
  const tableB = tableOfSeat[seatB]!;
  for (let k = first[tableB]!; k < first[tableB + 1]!; k++) {
    if (k === seatB) continue;
    const x = seats[offset + k]!;
    const leaving = kinds[rowB + x]!;
    const joining = kinds[rowA + x]!;
    delta += cost[joining]! - cost[leaving]!;
    if (met[rowB + x]! > 1) delta -= again[leaving]!;
    if (met[rowA + x]! > 0) delta += again[joining]!;
  }
  if (tongues === null) return delta;
  const rule = plan.weights.weights[AIM.rule]!;
  return delta + rule * (tongueDelta(plan, round, seatA, b) + tongueDelta(plan, round, seatB, a));
}

/** How many tables more lack a language that all speak when somebody else takes a seat: −1, 0 or 1. */
function tongueDelta(plan: Plan, round: number, seat: number, guest: number): number {
  const { seats, first, people, tableOfSeat } = plan;
  const tongues = plan.pairs.tongues!;
  const from = round * people + first[tableOfSeat[seat]!]!;
  const to = round * people + first[tableOfSeat[seat]! + 1]!;
  const before = tableUnderstands(tongues, seats, from, to);
  const after = tableUnderstands(tongues, seats, from, to, round * people + seat, guest);
  return Number(before) - Number(after);
}

/** Exchanges the people on two seats of one round. */
export function exchange(plan: Plan, round: number, seatA: number, seatB: number): void {
  const { people, seats, met, first, tableOfSeat } = plan;
  const offset = round * people;
  const a = seats[offset + seatA]!;
  const b = seats[offset + seatB]!;
  const tableA = tableOfSeat[seatA]!;
  for (let k = first[tableA]!; k < first[tableA + 1]!; k++) {
    if (k === seatA) continue;
    const x = seats[offset + k]!;
    met[a * people + x]!--;
    met[x * people + a]!--;
    met[b * people + x]!++;
    met[x * people + b]!++;
  }
  const tableB = tableOfSeat[seatB]!;
  for (let k = first[tableB]!; k < first[tableB + 1]!; k++) {
    if (k === seatB) continue;
    const x = seats[offset + k]!;
    met[b * people + x]!--;
    met[x * people + b]!--;
    met[a * people + x]!++;
    met[x * people + a]!++;
  }
  seats[offset + seatA] = b;
  seats[offset + seatB] = a;
}
