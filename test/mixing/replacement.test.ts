import fc from 'fast-check';
import t from 'tap';
import { type Met, type MixPerson, replacements, type Seated } from '../../src/mixing/index.ts';

const TODAY = '2026-06-01';
const LATELY = '2025-06-01';
const LONG_AGO = '2025-05-31';

const person = (id: string, unit: string, location: string, grade: string | null = null): MixPerson => ({
  id,
  unit,
  location,
  grade,
});
const seated: Seated[] = [
  { unit: 'Finance', location: 'Lima', grade: 'G5', people: 1 },
  { unit: 'Audit', location: 'Lima', grade: null, people: 1 },
];
const choose = (waiting: MixPerson[], history: Met[] = [], places = 1) =>
  replacements({ waiting, seated, history, places, today: TODAY });

t.test(
  'a place goes to who brings new pairs, then another unit, location and grade, then by arrival',
  async (t) => {
    const met = person('met', 'Field', 'Nairobi');
    const sameUnit = person('unit', 'Finance', 'Nairobi');
    const samePlace = person('place', 'Field', 'Lima');
    const sameGrade = person('grade', 'Field', 'Nairobi', 'G5');
    const other = person('other', 'Field', 'Nairobi');
    const history = [{ a: 'met', b: 'seated', metOn: LATELY }];
    t.same(choose([met, sameUnit, samePlace, sameGrade, other], history), ['other']);
    t.same(choose([met, sameUnit, samePlace, sameGrade], history), ['grade']);
    t.same(choose([met, sameUnit, samePlace], history), ['place']);
    t.same(choose([met, sameUnit], history), ['unit']);
    t.same(choose([{ ...other, id: 'first' }, other]), ['first']);
    t.same(choose([]), []);
  },
);

t.test('a meeting more than 365 days ago does not count', async (t) => {
  const waiting = [person('a', 'Field', 'Nairobi'), person('b', 'Field', 'Nairobi')];
  t.same(choose(waiting, [{ a: 'seated', b: 'a', metOn: LATELY }]), ['b']);
  t.same(choose(waiting, [{ a: 'seated', b: 'a', metOn: LONG_AGO }]), ['a']);
});

t.test('each of several places is filled beside those who got one before', async (t) => {
  const waiting = [
    person('field1', 'Field', 'Nairobi'),
    person('field2', 'Field', 'Porto'),
    person('legal', 'Legal', 'Nairobi'),
    person('sales', 'Sales', 'Oslo'),
  ];
  t.same(choose(waiting, [], 3), ['field1', 'sales', 'legal']);
  t.same(choose(waiting, [{ a: 'sales', b: 'field1', metOn: LATELY }], 3), ['field1', 'legal', 'field2']);
  t.same(choose(waiting, [], 9), ['field1', 'sales', 'legal', 'field2']);
});

const small = fc.record({
  waiting: fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.option(fc.nat(1))), { minLength: 1, maxLength: 7 }),
  seated: fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.option(fc.nat(1))), { maxLength: 6 }),
  met: fc.array(fc.tuple(fc.nat(12), fc.nat(12), fc.boolean()), { maxLength: 20 }),
});

t.test(
  'whom it takes gives the room the fewest old pairs, then pairs of a kind, of all choices',
  async () => {
    fc.assert(
      fc.property(small, ({ waiting, seated, met }) => {
        const named = (kind: string, all: [number, number, number | null][]): MixPerson[] =>
          all.map(([unit, location, grade], i) =>
            person(`${kind}${i}`, `u${unit}`, `l${location}`, grade === null ? null : `g${grade}`),
          );
        const [queue, room] = [named('w', waiting), named('s', seated)];
        const everybody = [...queue, ...room];
        const history = met.flatMap(([a, b, lately]) => {
          const [one, other] = [everybody[a]?.id, everybody[b]?.id];
          if (!one || !other || one === other) return [];
          return [{ a: one, b: other, metOn: lately ? LATELY : LONG_AGO }];
        });
        const late = new Set(
          history.filter(({ metOn }) => metOn === LATELY).flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]),
        );
        /** The whole room's pairs that are not new, of one unit, location and grade. */
        const pairsWith = (newcomer: MixPerson): number[] => {
          const all = [...room, newcomer];
          const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b): [MixPerson, MixPerson] => [a, b]));
          return [
            pairs.filter(([a, b]) => late.has(`${a.id} ${b.id}`)).length,
            pairs.filter(([a, b]) => a.unit === b.unit).length,
            pairs.filter(([a, b]) => a.location === b.location).length,
            pairs.filter(([a, b]) => a.grade === b.grade && a.grade !== null).length,
          ];
        };
        const worth = queue.map((one) =>
          pairsWith(one)
            .map((count) => String(count).padStart(4, '0'))
            .join(),
        );
        const best = queue[worth.indexOf([...worth].sort()[0] ?? '')];
        // Those with a place are handed in without their ids: only their meetings with the waiting are known.
        const known = history.filter(({ a, b }) => a.startsWith('w') || b.startsWith('w'));
        const taken = replacements({
          waiting: queue,
          seated: room.map((one) => ({ ...one, people: 1 })),
          history: known,
          places: 1,
          today: TODAY,
        });
        return taken[0] === best?.id;
      }),
      { numRuns: 2_000 },
    );
  },
);
