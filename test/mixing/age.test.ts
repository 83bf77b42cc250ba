import t from 'tap';

import { formRounds, type Met, type MixPerson } from '../../src/mixing/index.ts';

const TODAY = '2027-01-01';
/** 12, 201 and 362 days before: fresh, halved once, halved twice, and all within the year in which nobody should meet again. */
const MET_ON = ['2026-12-20', '2026-06-14', '2026-01-04'] as const;
/** The three ways to pair four people. */
const PAIRINGS = [
  [
    [0, 1],
    [2, 3],
  ],
  [
    [0, 2],
    [1, 3],
  ],
  [
    [0, 3],
    [1, 2],
  ],
] as const;

/** Fours that sit among themselves and have all met: the first four by PAIRINGS in this order of age, and so on in turn. */
function foursWhoMet(fours: number) {
  const people: MixPerson[] = [];
  const history: Met[] = [];
  const oldest = new Set<string>();
  for (let four = 0; four < fours; four++) {
    const id = (i: number) => `p${4 * four + i}`;
    for (let i = 0; i < 4; i++) people.push({ id: id(i), unit: 'u', location: `l${four}` });
    PAIRINGS.forEach((pairs, k) => {
      const age = (k + four) % PAIRINGS.length;
      for (const [a, b] of pairs) {
        history.push({ a: id(a), b: id(b), metOn: MET_ON[age]! });
        if (age === PAIRINGS.length - 1) oldest.add([id(a), id(b)].sort().join(' '));
      }
    });
  }
  return { people, history, oldest };
}

for (const [name, fours] of [
  ['a small room', 1],
  ['a room of some', 30],
  ['a crowd', 300],
] as const)
  t.test(
    `of those who all met within a year, they sit together whose meeting is longest ago: ${name}`,
    async (t) => {
      const { people, history, oldest } = foursWhoMet(fours);
      const { rounds } = formRounds({
        people,
        history,
        tableSize: 2,
        rounds: 1,
        seed: 1,
        today: TODAY,
        rules: { sameLocation: true },
      });
      const seated = rounds[0]!.tables.map(({ seats }) => [...seats].sort().join(' '));
      t.same(seated.sort(), [...oldest].sort());
    },
  );
