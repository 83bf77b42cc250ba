import fc from 'fast-check';
import t from 'tap';
import { type Candidate, draw, type Met, type Spread } from '../../src/mixing/index.ts';

const TODAY = '2026-06-01';
const LATELY = '2025-06-01';
const LONG_AGO = '2025-05-31';

const kinds = fc.record({ unit: fc.nat(2), location: fc.nat(2), invitedLately: fc.nat(2) });
const small = fc.record({
  people: fc.array(kinds, { minLength: 2, maxLength: 9 }),
  hosts: fc.nat(1),
  met: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.boolean()), { maxLength: 16 }),
  places: fc.integer({ min: 1, max: 9 }),
  unitMax: fc.option(fc.integer({ min: 1, max: 3 })),
  spread: fc.constantFrom<Spread>('proportion', 'even'),
  seed: fc.nat(),
});

/** Every set of so many of these. */
function subsets<T>(items: T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}

const pairsOf = <T>(items: T[]) => items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
const countOf = (all: string[], kind: string) => all.filter((one) => one === kind).length;

/** How much each place was wanted: people of the kind (or 1) for each place held before; the greatest first. */
function served(spread: Spread, everybody: string[], before: string[], after: string[]): number[] {
  return [...new Set(everybody)]
    .flatMap((kind) => {
      const size = spread === 'even' ? 1 : countOf(everybody, kind);
      const from = countOf(before, kind);
      return Array.from({ length: countOf(after, kind) - from }, (_, i) => size / (from + i));
    })
    .sort((one, other) => (one === other ? 0 : other - one));
}

/** Greatest first wins; Infinity is equal to itself. */
function compareLists(one: number[], other: number[]): number {
  const at = one.findIndex((value, i) => value !== other[i]);
  return at < 0 ? 0 : (one[at] ?? 0) > (other[at] ?? 0) ? -1 : 1;
}

t.test(
  'of all ways to fill the places it takes the best: units, turns, locations, new pairs, in this order',
  async (t) => {
    let drawn = 0;
    fc.assert(
      fc.property(small, ({ people, hosts, met, places, unitMax, spread, seed }) => {
        const candidates = people.map(
          ({ unit, location, invitedLately }, i): Candidate => ({
            id: `p${i}`,
            unit: `u${unit}`,
            location: `l${location}`,
            invitedLately,
          }),
        );
        const present = candidates.slice(0, hosts);
        const others = candidates.slice(hosts);
        const history = met.flatMap(([a, b, lately]): Met[] => {
          const [one, other] = [candidates[a]?.id, candidates[b]?.id];
          return one && other && one !== other
            ? [{ a: one, b: other, metOn: lately ? LATELY : LONG_AGO }]
            : [];
        });
        const late = new Set(
          history.filter(({ metOn }) => metOn === LATELY).flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]),
        );
        const unitsOf = (some: Candidate[]) => some.map((one) => one.unit);
        const locationsOf = (some: Candidate[]) => some.map((one) => one.location);
        const isAllowed = (some: Candidate[]) =>
          unitMax === null ||
          some.every(({ unit }) => countOf(unitsOf([...present, ...some]), unit) <= unitMax);
        const worthOf = (some: Candidate[]) => {
          const all = [...present, ...some];
          return {
            units: served(spread, unitsOf(candidates), unitsOf(present), unitsOf(all)),
            turns: some.reduce((sum, one) => sum + one.invitedLately, 0),
            locations: served(spread, locationsOf(candidates), locationsOf(present), locationsOf(all)),
            old: pairsOf(all).filter(([a, b]) => late.has(`${a.id} ${b.id}`)).length,
          };
        };
        type Value = ReturnType<typeof worthOf>;
        const compare = (one: Value, other: Value) =>
          compareLists(one.units, other.units) ||
          one.turns - other.turns ||
          compareLists(one.locations, other.locations) ||
          one.old - other.old;

        const { invitees, notes } = draw({
          candidates,
          history,
          places,
          seed,
          spread,
          present: present.map((one) => one.id),
          ...(unitMax === null ? {} : { rules: { unitMax } }),
          today: TODAY,
        });
        const taken = others.filter(({ id }) => invitees.some(({ personId }) => personId === id));
        const sizes = Array.from(
          { length: Math.min(places, others.length) + 1 },
          (_, size) => size,
        ).reverse();
        const ways = sizes
          .map((size) => subsets(others, size).filter(isAllowed))
          .find((all) => all.length > 0);
        const best = (ways ?? []).map(worthOf).sort(compare)[0];
        if (!best) return false;
        drawn += taken.length;
        const isFull = invitees.length === places;
        return (
          isAllowed(taken) &&
          taken.length === invitees.length &&
          taken.length === ways?.[0]?.length &&
          compare(worthOf(taken), best) === 0 &&
          isFull === notes.every((note) => note.needed === null)
        );
      }),
      { numRuns: 1_500 },
    );
    t.ok(drawn > 1_500);
  },
);
