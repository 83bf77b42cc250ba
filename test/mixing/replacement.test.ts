import fc from 'fast-check';
import t from 'tap';
import { type MixPerson, replacements, type Seated, type Waiting } from '../../src/mixing/index.ts';

const person = (id: string, unit: string, location: string, grade: string | null = null): Waiting => ({
  id,
  unit,
  location,
  grade,
  metSeated: 0,
});
const seated: Seated[] = [
  { unit: 'Finance', location: 'Lima', grade: 'G5', people: 1 },
  { unit: 'Audit', location: 'Lima', grade: null, people: 1 },
];
const choose = (waiting: Waiting[], met: { a: string; b: string }[] = [], places = 1) =>
  replacements({ waiting, seated, met, places });

t.test(
  'a place goes to who brings new pairs, then another unit, location and grade, then by arrival',
  async (t) => {
    const met = { ...person('met', 'Field', 'Nairobi'), metSeated: 1 };
    const sameUnit = person('unit', 'Finance', 'Nairobi');
    const samePlace = person('place', 'Field', 'Lima');
    const sameGrade = person('grade', 'Field', 'Nairobi', 'G5');
    const other = person('other', 'Field', 'Nairobi');
    t.same(choose([met, sameUnit, samePlace, sameGrade, other]), ['other']);
    t.same(choose([met, sameUnit, samePlace, sameGrade]), ['grade']);
    t.same(choose([met, sameUnit, samePlace]), ['place']);
    t.same(choose([met, sameUnit]), ['unit']);
    t.same(choose([{ ...other, id: 'first' }, other]), ['first']);
    t.same(choose([]), []);
  },
);

t.test('each of several places is filled beside those who got one before', async (t) => {
  const waiting = [
    person('field1', 'Field', 'Nairobi'),
    person('field2', 'Field', 'Porto'),
    person('legal', 'Legal', 'Nairobi'),
    person('sales', 'Sales', 'Oslo'),
  ];
  t.same(choose(waiting, [], 3), ['field1', 'sales', 'legal']);
  t.same(choose(waiting, [{ a: 'sales', b: 'field1' }], 3), ['field1', 'legal', 'field2']);
  t.same(choose(waiting, [], 9), ['field1', 'sales', 'legal', 'field2']);
});

const kinds = fc.tuple(fc.nat(2), fc.nat(2), fc.option(fc.nat(1)));
const small = fc.record({
  waiting: fc.array(kinds, { minLength: 1, maxLength: 7 }),
  seated: fc.array(kinds, { maxLength: 6 }),
  met: fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 20 }),
});
type Pair = [MixPerson, MixPerson];

t.test(
  'whom it takes gives the room the fewest old pairs, then pairs of a kind, of all choices',
  async () => {
    const named = (kind: string, all: [number, number, number | null][]): MixPerson[] =>
      all.map(([unit, location, grade], i) => ({
        id: `${kind}${i}`,
        unit: `u${unit}`,
        location: `l${location}`,
        grade: grade === null ? null : `g${grade}`,
      }));
    fc.assert(
      fc.property(small, (input) => {
        const [queue, room] = [named('w', input.waiting), named('s', input.seated)];
        const everybody = [...queue, ...room];
        const met = new Set(
          input.met.flatMap(([a, b]) => [
            `${everybody[a]?.id} ${everybody[b]?.id}`,
            `${everybody[b]?.id} ${everybody[a]?.id}`,
          ]),
        );
        const haveMet = ([a, b]: Pair) => met.has(`${a.id} ${b.id}`);
        /** The whole room's pairs that are not new, of one unit, of one location and of one grade. */
        const pairsWith = (newcomer: MixPerson): string => {
          const all = [...room, newcomer];
          const pairs = all.flatMap((a, i) => all.slice(i + 1).map((b): Pair => [a, b]));
          const counts = [
            pairs.filter(haveMet),
            pairs.filter(([a, b]) => a.unit === b.unit),
            pairs.filter(([a, b]) => a.location === b.location),
            pairs.filter(([a, b]) => a.grade === b.grade && a.grade !== null),
          ].map(({ length }) => length);
          return counts.map((count) => String(count).padStart(4, '0')).join();
        };
        const worth = queue.map(pairsWith);
        const best = queue[worth.indexOf([...worth].sort()[0] ?? '')];
        const [taken] = replacements({
          waiting: queue.map((one) => ({
            ...one,
            metSeated: room.filter((other) => haveMet([one, other])).length,
          })),
          seated: room.map((one) => ({ ...one, people: 1 })),
          met: [],
          places: 1,
        });
        return taken === best?.id;
      }),
      { numRuns: 2_000 },
    );
  },
);
