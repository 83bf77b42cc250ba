import type { PanelPool } from './panel-pool.ts';
import { PanelState } from './panel-state.ts';
import { indexes, type Random, shuffle } from './random.ts';

/** Ways to fill the seats up to which all are looked at. */
const EXACT_WAYS_MAX = 20_000;
/** Starts of the search; the first is the greedy one. */
const STARTS = 4;
/** Those whom each unit and each location brings into the search beside the worthiest of all. */
const PER_PLACE = 3;
const WORTHIEST = 300;
/** Less is no gain: sums of what people bring are rounded. */
const GAIN_MIN = 1e-6;

/** Chooses whom to add to those who are seated; exact where there are few enough ways, found by exchanging otherwise. */
export function searchPanel(pool: PanelPool, seated: readonly number[], random: Random): number[] {
  const state = new PanelState(pool, seated);
  const open = shuffle(indexes(pool.people.length), random).filter((person) => state.admits(person));
  const seats = Math.max(0, pool.size - seated.length);
  return waysToChoose(open.length, seats) <= EXACT_WAYS_MAX
    ? bestOfAll(state, [...open], seats)
    : bestFound(pool, seated, shortlist(pool, open), random);
}

/** In how many ways up to `seats` of `people` can be chosen. */
function waysToChoose(people: number, seats: number): number {
  let ways = 1;
  let sum = 1;
  for (let k = 1; k <= Math.min(seats, people); k++) {
    ways = (ways * (people - k + 1)) / k;
    sum += ways;
  }
  return sum;
}

function bestOfAll(state: PanelState, open: number[], seats: number): number[] {
  const before = state.members.length;
  let best = state.members.slice(before);
  let bestValue = state.value();
  const choose = (from: number) => {
    if (state.members.length - before >= seats) return;
    for (let i = from; i < open.length; i++) {
      const person = open[i]!;
      if (!state.admits(person)) continue;
      state.add(person);
      const value = state.value();
      if (value > bestValue + GAIN_MIN) {
        best = state.members.slice(before);
        bestValue = value;
      }
      choose(i + 1);
      state.remove(person);
    }
  };
  choose(0);
  return best;
}

/** The worthiest of all and of each unit and location, those whom the host's team has met and has not met apart. */
function shortlist({ unit, location, worth, people }: PanelPool, open: Int32Array): number[] {
  const sorted = open.toSorted((one, other) => worth[other]! - worth[one]!);
  const taken = new Map<string, number>();
  return [...sorted].filter((person, i) => {
    const kind = `${people[person]!.metHosts} ${people[person]!.frequent}`;
    const keys = [`u${unit[person]} ${kind}`, `l${location[person]} ${kind}`];
    const isWanted = i < WORTHIEST || keys.some((key) => (taken.get(key) ?? 0) < PER_PLACE);
    if (isWanted) for (const key of keys) taken.set(key, (taken.get(key) ?? 0) + 1);
    return isWanted;
  });
}

function bestFound(pool: PanelPool, seated: readonly number[], listed: number[], random: Random): number[] {
  let best: number[] = [];
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < STARTS; start++) {
    const state = new PanelState(pool, seated);
    if (start > 0) addByChance(state, listed, random);
    while (addBest(state, listed));
    while (improve(state, listed, seated.length)) while (addBest(state, listed));
    if (state.value() > bestValue) {
      bestValue = state.value();
      best = state.members.slice(seated.length);
    }
  }
  return best;
}

function addByChance(state: PanelState, listed: number[], random: Random): void {
  for (const person of shuffle([...listed], random)) {
    if (state.members.length >= state.pool.size) return;
    if (state.admits(person)) state.add(person);
  }
}

/** Adds whoever makes the panel worth most; false when nobody makes it worth more. */
function addBest(state: PanelState, listed: number[]): boolean {
  if (state.members.length >= state.pool.size) return false;
  const best = bestAddition(state, listed, state.value());
  if (best !== null) state.add(best.person);
  return best !== null;
}

function bestAddition(state: PanelState, listed: number[], from: number) {
  let best: { person: number; value: number } | null = null;
  for (const person of listed) {
    if (!state.admits(person)) continue;
    state.add(person);
    const value = state.value();
    state.remove(person);
    if (value > (best?.value ?? from) + GAIN_MIN) best = { person, value };
  }
  return best;
}

/** The best exchange of one who is not fixed for another, or their leaving; false when none is better. */
function improve(state: PanelState, listed: number[], fixed: number): boolean {
  const now = state.value();
  let best: { out: number; in: number | null; value: number } | null = null;
  for (const out of state.members.slice(fixed)) {
    state.remove(out);
    const without = state.value();
    const found = bestAddition(state, listed, Math.max(now, without, best?.value ?? now));
    if (found) best = { out, in: found.person, value: found.value };
    else if (without > (best?.value ?? now) + GAIN_MIN) best = { out, in: null, value: without };
    state.add(out);
  }
  if (!best) return false;
  state.remove(best.out);
  if (best.in !== null) state.add(best.in);
  return true;
}
