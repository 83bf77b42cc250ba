import { compress, lastMet, NEVER } from '../history.ts';
import { indexTongues, tableUnderstands, twoUnderstand } from '../tongues.ts';
import { COOLDOWN_ROUNDS, type CoffeeInput, type CoffeeMode, type CoffeePerson } from './model.ts';

/** Everybody who takes part as numbers, and what two of them or a whole table are to each other. */
export type CoffeeRoom = {
  size: number;
  tableSize: number;
  people: readonly CoffeePerson[];
  mode: CoffeeMode;
  /** whether the hard rules let the two meet */
  mayMeet(a: number, b: number): boolean;
  /** whether they let all of these meet at one table: one language, and one hour or one site */
  mayShare(seats: readonly number[]): boolean;
  /** rounds since the two met, or 0 where that is longer ago than the cooldown */
  roundsAgo(a: number, b: number): number;
  /** how far the two are from what the mode wants, 0 not at all */
  unlike(a: number, b: number): number;
  understand(a: number, b: number): boolean;
  canReach(a: number, b: number): boolean;
};

/** Turns the rules into tests of people. Memory: linear in people, pairs kept apart and pairs that met. */
export function indexCoffee(input: CoffeeInput): CoffeeRoom {
  const { people, mode, tableSize } = input;
  const size = people.length;
  const tongues = indexTongues(
    people.map(({ languages = [] }) => ({ id: '', unit: '', location: '', languages })),
  );
  const apart = rowsOf(size, input.apart, new Int32Array(input.apart.a.length));
  // The freshest meeting of a pair counts, and rows keep the greatest value.
  const recent = rowsOf(
    size,
    input.recent,
    input.recent.roundsAgo.map((rounds) => -rounds),
  );
  const managers = managersOf(people);
  const from = Float64Array.from(people, ({ hours }) => hours?.from ?? Number.POSITIVE_INFINITY);
  const to = Float64Array.from(people, ({ hours }) => hours?.to ?? Number.NEGATIVE_INFINITY);
  const site = codes(people.map(({ location }) => location));

  const understand = (a: number, b: number): boolean => tongues === null || twoUnderstand(tongues, a, b);
  const inPerson = (a: number, b: number): boolean =>
    people[a]!.inPerson && people[b]!.inPerson && site[a] === site[b];
  const remote = (a: number, b: number): boolean =>
    people[a]!.remote &&
    people[b]!.remote &&
    Math.min(to[a]!, to[b]!) - Math.max(from[a]!, from[b]!) >= input.sharedMinutes;
  const canReach = (a: number, b: number): boolean => inPerson(a, b) || remote(a, b);
  const mayMeet = (a: number, b: number): boolean =>
    a !== b &&
    canReach(a, b) &&
    managers[a] !== b &&
    managers[b] !== a &&
    lastMet(apart, a, b) === NEVER &&
    understand(a, b);
  return {
    size,
    tableSize,
    people,
    mode,
    mayMeet,
    understand,
    canReach,
    mayShare(seats) {
      if (!everyPair(seats, mayMeet)) return false;
      if (seats.length <= 2) return true;
      if (seats.some((seat) => seats.length > (people[seat]!.tableSizeMax ?? seats.length))) return false;
      if (tongues !== null && !tableUnderstands(tongues, Int32Array.from(seats), 0, seats.length))
        return false;
      return everyPair(seats, inPerson) || everyPair(seats, remote);
    },
    roundsAgo(a, b) {
      const rounds = -lastMet(recent, a, b);
      return rounds >= 1 && rounds <= COOLDOWN_ROUNDS ? rounds : 0;
    },
    unlike: unlikenessBy(mode, people),
  };
}

/** Whether a test holds for every two of a table. */
export function everyPair(seats: readonly number[], holds: (a: number, b: number) => boolean): boolean {
  for (let i = 1; i < seats.length; i++)
    for (let j = 0; j < i; j++) if (!holds(seats[i]!, seats[j]!)) return false;
  return true;
}

/** What a pair that is not of the mode costs, above the boundary that both are on the same side of. */
const OFF_MODE = 2;

function unlikenessBy(mode: CoffeeMode, people: readonly CoffeePerson[]): CoffeeRoom['unlike'] {
  if (mode === 'pure') return () => 0;
  const unit = codes(people.map((person) => person.unit));
  const site = codes(people.map((person) => person.location));
  const side = codes(people.map((person) => person.side ?? ''));
  const topics = people.map((person) => (person.topics?.length ? new Set(person.topics) : NO_TOPICS));
  const sameUnit = (a: number, b: number): number => (unit[a] === unit[b] ? 1 : 0);
  const off = (holds: boolean): number => (holds ? OFF_MODE : 0);
  switch (mode) {
    case 'cross-boundary':
      return (a, b) => off(unit[a] === unit[b]) + (site[a] === site[b] ? 1 : 0);
    case 'newcomer':
      return (a, b) => off(people[a]!.newcomer === true && people[b]!.newcomer === true) + sameUnit(a, b);
    case 'themed':
      return (a, b) => off(!shares(topics[a]!, topics[b]!)) + sameUnit(a, b);
    case 'senior-lottery':
      return (a, b) => off(people[a]!.senior === true && people[b]!.senior === true);
    case 'two-organisations':
      return (a, b) => off(side[a] === side[b]);
  }
}

const NO_TOPICS: ReadonlySet<string> = new Set();

const shares = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
  for (const topic of one) if (other.has(topic)) return true;
  return false;
};

function rowsOf(size: number, { a, b }: { a: Int32Array; b: Int32Array }, values: Int32Array) {
  const twice = (one: Int32Array, other: Int32Array): Int32Array => {
    const both = new Int32Array(one.length + other.length);
    both.set(one);
    both.set(other, one.length);
    return both;
  };
  return compress(size, twice(a, b), twice(b, a), twice(values, values));
}

function managersOf(people: readonly CoffeePerson[]): Int32Array {
  const places = new Map(people.map(({ id }, place) => [id, place]));
  return Int32Array.from(people, ({ managerId }) => places.get(managerId ?? '') ?? -1);
}

function codes(labels: string[]): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from(labels, (label) => {
    const code = seen.get(label) ?? seen.size;
    seen.set(label, code);
    return code;
  });
}
