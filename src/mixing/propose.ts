import { exchange, exchangeDelta } from './exchange.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';

/**
 * Proposes one random exchange of two people of a round, or of a whole circle with as many others, and makes it when it
 * does not make the plan worse or, at this temperature, by chance (Metropolis).
 */
export function propose(plan: Plan, random: Random, temperature: number): void {
  const round = plan.rounds === 1 ? 0 : random.below(plan.rounds);
  const seatA = random.below(plan.people);
  const seatB = random.below(plan.people);
  if (plan.tableOfSeat[seatA] === plan.tableOfSeat[seatB]) return;
  const { circleOf } = plan.pairs;
  if (circleOf !== null && circleOf[plan.seats[round * plan.people + seatA]!]! >= 0 && random.below(2) === 0)
    moveCircle(plan, random, temperature, round, seatA, seatB);
  else if (accepts(exchangeDelta(plan, round, seatA, seatB), temperature, random))
    exchange(plan, round, seatA, seatB);
}

const accepts = (delta: number, temperature: number, random: Random): boolean =>
  delta <= 0 || random.unit() < Math.exp(-delta / temperature);

/** Exchanges those of a circle who sit with `seatA` for people of no circle at the table of `seatB`: one by one, undone when refused. */
function moveCircle(
  plan: Plan,
  random: Random,
  temperature: number,
  round: number,
  seatA: number,
  seatB: number,
): void {
  const circleOf = plan.pairs.circleOf!;
  const codeAt = (seat: number) => circleOf[plan.seats[round * plan.people + seat]!]!;
  const circle = codeAt(seatA);
  const leaving = seatsAround(plan, seatA).filter((seat) => codeAt(seat) === circle);
  const making = seatsAround(plan, seatB).filter((seat) => codeAt(seat) < 0);
  if (making.length < leaving.length) return;
  let delta = 0;
  for (const [k, seat] of leaving.entries()) {
    delta += exchangeDelta(plan, round, seat, making[k]!);
    exchange(plan, round, seat, making[k]!);
  }
  if (accepts(delta, temperature, random)) return;
  for (const [k, seat] of leaving.entries()) exchange(plan, round, seat, making[k]!);
}

/** The seats of a table, beginning with this one. */
function seatsAround(plan: Plan, seat: number): number[] {
  const table = plan.tableOfSeat[seat]!;
  const from = plan.first[table]!;
  const size = plan.first[table + 1]! - from;
  return Array.from({ length: size }, (_, k) => from + ((seat - from + k) % size));
}
