import fc from 'fast-check';
import t from 'tap';

import { tableEncounters } from '../../src/encounters/table-encounters.ts';

const people = (count: number) => Array.from({ length: count }, (_, i) => `p${String(i).padStart(3, '0')}`);
const round = (seats: string[], minutes = 20) => ({ number: 1, minutes, tables: [{ number: 1, seats }] });

t.test('a table of six makes fifteen encounters, each pair once and in order', async (t) => {
  const six = people(6);
  const found = tableEncounters([round(six.toReversed())], new Set(six));
  t.equal(found.length, 15);
  t.ok(found.every((pair) => pair.personA < pair.personB && pair.tableSize === 6 && pair.minutes === 20));
  t.equal(new Set(found.map((pair) => pair.personA + pair.personB)).size, 15);
});

t.test('a table of eight makes encounters, one of nine none', async (t) => {
  t.equal(tableEncounters([round(people(8))], new Set(people(8))).length, 28);
  t.same(tableEncounters([round(people(9))], new Set(people(9))), []);
});

t.test('a hall makes none', async (t) => {
  t.same(tableEncounters([], new Set(people(200))), []);
  t.same(tableEncounters([round(people(200), 90)], new Set(people(200))), []);
});

t.test('ten minutes are enough, nine are not', async (t) => {
  t.equal(tableEncounters([round(people(2), 10)], new Set(people(2))).length, 1);
  t.same(tableEncounters([round(people(2), 9)], new Set(people(2))), []);
});

t.test('who did not come meets nobody and does not count for the size of the table', async (t) => {
  const nine = people(9);
  const eight = new Set(nine.slice(1));
  const found = tableEncounters([round(nine)], eight);
  t.equal(found.length, 28);
  t.ok(found.every((pair) => pair.tableSize === 8 && pair.personA !== nine[0]));
});

t.test('for any tables and any turnout the number of pairs is that of the small tables', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 96, maxLength: 96 }),
      (sizes, came) => {
        let next = 0;
        const tables = sizes.map((size, i) => ({
          number: i + 1,
          seats: Array.from({ length: size }, () => `p${String(next++).padStart(3, '0')}`),
        }));
        const present = new Set(people(96).filter((_, i) => came[i]));
        const expected = tables
          .map(({ seats }) => seats.filter((seat) => present.has(seat)).length)
          .reduce((sum, there) => sum + (there <= 8 ? (there * (there - 1)) / 2 : 0), 0);
        return tableEncounters([{ number: 1, minutes: 15, tables }], present).length === expected;
      },
    ),
  );
});
