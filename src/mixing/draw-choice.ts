import type { UnitSeats } from './draw-spread.ts';
import type { DrawState } from './draw-state.ts';

/**
 * People of one unit among whom nothing decides yet: all were invited equally often. `seats` of them are drawn; where
 * `oneMore` is set, perhaps another one.
 */
export type Pool = { unit: number; people: number[]; seats: number; oneMore: boolean };

/** What is settled and what is open once places are spread over units and those invited least come first. */
export type Choice = {
  settled: number[];
  /** in the order of the units' chance */
  pools: Pool[];
  /** so many of the pools with `oneMore` draw one more */
  extra: number;
};

/**
 * Settles whom a unit draws by how often they were invited in the last 365 days. `waiting[unit]` lists those who can be
 * drawn, those invited least first. Where units want the last places equally, those whose next person was invited less
 * get them.
 */
export function openChoice(state: DrawState, waiting: number[][], seats: UnitSeats): Choice {
  const levelAt = (unit: number, place: number): number => state.invitedLately[waiting[unit]![place]!]!;
  const base = seats.base.slice();
  const next = (unit: number): number => levelAt(unit, base[unit]!);
  const tied = seats.tied.toSorted((one, other) => next(one) - next(other));
  const last = seats.extra > 0 ? next(tied[seats.extra - 1]!) : 0;
  const mayTakeOneMore = new Set(tied.filter((unit) => next(unit) === last));
  let extra = seats.extra;
  for (const unit of tied) {
    if (next(unit) >= last) break;
    base[unit]!++;
    extra--;
  }
  const choice: Choice = { settled: [], pools: [], extra };
  for (const unit of waiting.keys()) {
    const oneMore = extra > 0 && mayTakeOneMore.has(unit);
    const count = base[unit]!;
    if (count === 0 && !oneMore) continue;
    const level = levelAt(unit, oneMore ? count : count - 1);
    const [below, same] = splitAt(waiting[unit]!, state.invitedLately, level);
    choice.settled.push(...below);
    const pool: Pool = { unit, people: same, seats: count - below.length, oneMore };
    if (!oneMore && pool.seats === same.length) choice.settled.push(...same);
    else choice.pools.push(pool);
  }
  choice.pools.sort((one, other) => state.unitChance[other.unit]! - state.unitChance[one.unit]!);
  return choice;
}

/** Those below a level and those at it, of people in the order of their levels. */
function splitAt(people: number[], levels: Int32Array, level: number): [number[], number[]] {
  let from = people.findIndex((person) => levels[person]! >= level);
  if (from < 0) from = people.length;
  let to = people.findIndex((person) => levels[person]! > level);
  if (to < 0) to = people.length;
  return [people.slice(0, from), people.slice(from, to)];
}
