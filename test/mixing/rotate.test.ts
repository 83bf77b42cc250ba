import fc from 'fast-check';
import t from 'tap';

import { type RotatingMember, type RotationCandidate, rotate, thirdOf } from '../../src/mixing/index.ts';

const TODAY = '2026-11-02';
const person = fc.record({ unit: fc.nat(4), location: fc.nat(2) });
const question = fc.record({
  members: fc.array(person, { minLength: 2, maxLength: 10 }),
  pool: fc.array(fc.record({ unit: fc.nat(6), location: fc.nat(2), invitedLately: fc.nat(2) }), {
    maxLength: 25,
  }),
  seed: fc.nat(),
});

type Place = { unit: number; location: number };
const named = <P extends Place>(prefix: string, people: P[]) =>
  people.map((one, i) => ({
    ...one,
    id: `${prefix}${i}`,
    unit: `u${one.unit}`,
    location: `l${one.location}`,
  }));
const inTurn = (people: Place[]): RotatingMember[] =>
  named('m', people).map((one, since) => ({ ...one, since }));
const unitsOf = (people: { unit: string }[]) => new Set(people.map(({ unit }) => unit)).size;
const ask = (members: RotatingMember[], pool: RotationCandidate[], seed = 1) =>
  rotate({ members, pool, history: [], unitsMin: 3, seed, today: TODAY });

t.test('a third of a group, to the nearest person', async (t) => {
  t.strictSame([1, 2, 3, 6, 7, 8, 9].map(thirdOf), [0, 1, 1, 2, 2, 3, 3]);
});

t.test('the group keeps its size and its three units where the pool allows', async () => {
  fc.assert(
    fc.property(question, ({ members, pool, seed }) => {
      const before = inTurn(members);
      const candidates = named('p', pool);
      const { leaving, joining } = ask(before, candidates, seed);
      const all = [...before, ...candidates];
      const after = [
        ...before.filter(({ id }) => !leaving.includes(id)),
        ...joining.map(({ personId }) => all.find(({ id }) => id === personId) as RotatingMember),
      ];
      return (
        leaving.length === joining.length &&
        leaving.length <= thirdOf(before.length) &&
        new Set(after.map(({ id }) => id)).size === before.length &&
        joining.every(({ personId }) => personId.startsWith('p')) &&
        unitsOf(after) >= Math.min(3, unitsOf(before))
      );
    }),
    { numRuns: 500 },
  );
});

t.test('with people of every unit to come in, a third always rotates and three units are there', async () => {
  fc.assert(
    fc.property(question, ({ members, seed }) => {
      const before = inTurn(members);
      const pool = named(
        'p',
        Array.from({ length: 28 }, (_, i) => ({ unit: i % 7, location: i % 3, invitedLately: 0 })),
      );
      const { leaving, joining } = ask(before, pool, seed);
      const units = unitsOf([
        ...before.filter(({ id }) => !leaving.includes(id)),
        ...pool.filter(({ id }) => joining.some(({ personId }) => personId === id)),
      ]);
      const reachable = unitsOf(before.filter(({ id }) => !leaving.includes(id))) + joining.length;
      return leaving.length === thirdOf(before.length) && units >= Math.min(3, reachable);
    }),
  );
});

t.test('nobody rotates out twice in a row, over a year of rotations', async () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 6, max: 9 }),
      fc.integer({ min: 0, max: 30 }),
      fc.nat(),
      (size, more, seed) => {
        const everybody = named(
          'p',
          Array.from({ length: size + more }, (_, i) => ({ unit: i % 5, location: i % 3, invitedLately: 0 })),
        );
        let members = everybody.slice(0, size).map((one) => ({ ...one, since: 0 }));
        let last: string[] = [];
        for (let turn = 1; turn <= 13; turn++) {
          const inside = new Set(members.map(({ id }) => id));
          const pool = everybody
            .filter(({ id }) => !inside.has(id))
            .map((one) => ({ ...one, lately: last.includes(one.id) }));
          const { leaving, joining } = ask(members, pool, seed + turn);
          if (leaving.some((id) => last.includes(id))) return false;
          const came = joining.map(({ personId }) => everybody.find(({ id }) => id === personId));
          members = [
            ...members.filter(({ id }) => !leaving.includes(id)),
            ...came.flatMap((one) => (one ? [{ ...one, since: turn }] : [])),
          ];
          last = leaving;
          if (members.length !== size) return false;
        }
        return true;
      },
    ),
    { numRuns: 50 },
  );
});

t.test('those longest in make room first, equals by chance; who is gone before and besides', async (t) => {
  const pool = named(
    'p',
    Array.from({ length: 9 }, (_, i) => ({ unit: i, location: i % 3, invitedLately: 0 })),
  );
  const six = inTurn(Array.from({ length: 6 }, (_, i) => ({ unit: i % 3, location: 0 })));
  t.strictSame(ask(six, pool).leaving, ['m0', 'm1']);
  const gone = six.map((one) => ({ ...one, gone: one.id === 'm5' }));
  t.strictSame(ask(gone, pool).leaving, ['m5', 'm0']);
  t.strictSame(
    ask(gone, []),
    { leaving: ['m5'], joining: [] },
    'who is gone leaves even where nobody comes in',
  );
  const equal = six.map((one) => ({ ...one, since: 0 }));
  const chosen = new Set(Array.from({ length: 40 }, (_, seed) => ask(equal, pool, seed).leaving.join()));
  t.ok(chosen.size > 5);
  t.strictSame(ask(equal, pool, 7), ask(equal, pool, 7), 'one seed, one result');
});

t.test('who made room lately comes back only where nobody else is left', async (t) => {
  const six = inTurn(Array.from({ length: 6 }, (_, i) => ({ unit: i % 3, location: 0 })));
  const pool = named('p', [
    { unit: 4, location: 0, invitedLately: 0 },
    { unit: 5, location: 0, invitedLately: 0 },
  ]).map((one, i) => ({ ...one, lately: i === 1 }));
  t.strictSame(
    ask(six, pool).joining.map(({ personId }) => personId),
    ['p0', 'p1'],
  );
  const third = { id: 'p2', unit: 'u5', location: 'l0', invitedLately: 9 };
  t.strictSame(
    ask(six, [...pool, third])
      .joining.map(({ personId }) => personId)
      .sort(),
    ['p0', 'p2'],
  );
});
