import fc from 'fast-check';
import t from 'tap';
import {
  type FormInput,
  formRounds,
  MixingError,
  type MixPerson,
  nextTableHosts,
  replanRounds,
  type SeatedRound,
  tableHosts,
} from '../../src/mixing/index.ts';
import { seededRandom } from '../../src/mixing/random.ts';

const crowd = (count: number): MixPerson[] =>
  Array.from({ length: count }, (_, i) => ({ id: `p${i}`, unit: `u${i % 5}`, location: `l${i % 3}` }));

function cafe(count: number, tableSize: number, seed: number, more: Partial<FormInput> = {}) {
  const people = crowd(count);
  const present = people.map(({ id }) => id);
  const hosts = tableHosts({ present, tableSize, named: [] }, seededRandom(seed));
  const budget = { steps: 150_000 };
  const input = { people, history: [], tableSize, rounds: 3, seed, today: '2027-03-01', hosts, budget };
  return { input: { ...input, ...more }, hosts, present };
}

/** At which table each person sits, round by round. */
function pathOf(rounds: SeatedRound[], person: string): number[] {
  return rounds.map(({ tables }) => tables.find(({ seats }) => seats.includes(person))?.number ?? 0);
}

t.test('at a world café hosts stay, all others move on, and nobody comes back to a table', async (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 12, max: 48 }),
      fc.integer({ min: 4, max: 6 }),
      fc.integer({ min: 0, max: 1e6 }),
      (count, tableSize, seed) => {
        const { input, hosts, present } = cafe(count, tableSize, seed);
        const { rounds, relaxed } = formRounds(input);
        const tables = Math.ceil(count / tableSize);
        t.equal(hosts.length, tables);
        for (const [k, host] of hosts.entries()) t.strictSame(pathOf(rounds, host), [k + 1, k + 1, k + 1]);
        for (const { tables: seated } of rounds) {
          t.strictSame(seated.flatMap(({ seats }) => seats).toSorted(), present.toSorted());
          const sizes = seated.map(({ seats }) => seats.length);
          t.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
        }
        if (tables < 3) return;
        for (const person of present)
          if (!hosts.includes(person))
            t.equal(
              new Set(pathOf(rounds, person)).size,
              3,
              `${person} of ${count} at ${tableSize}, ${seed}`,
            );
        t.strictSame(relaxed, []);
      },
    ),
    { numRuns: 25 },
  );
});

t.test('people kept apart are kept apart beside the hosts, named hosts too', async (t) => {
  for (let seed = 0; seed < 10; seed++) {
    const people = crowd(20);
    const present = people.map(({ id }) => id);
    const hosts = tableHosts({ present, tableSize: 5, named: ['p3', 'p7'] }, seededRandom(seed));
    t.strictSame(hosts.slice(0, 2), ['p3', 'p7']);
    const apart: [string, string][] = [
      ['p3', 'p4'],
      ['p3', 'p7'],
      ['p10', 'p11'],
    ];
    const { input } = cafe(20, 5, seed, { hosts, rules: { apart } });
    const { rounds, relaxed } = formRounds(input);
    t.strictSame(relaxed, []);
    for (const { tables } of rounds)
      for (const { seats } of tables)
        for (const [a, b] of apart) t.notOk(seats.includes(a) && seats.includes(b));
  }
});

t.test('more hosts than tables, and one who is not there, are refused', async (t) => {
  const { input, present } = cafe(12, 4, 1);
  const codeOf = (hosts: string[]) => {
    try {
      formRounds({ ...input, hosts });
      return null;
    } catch (error) {
      return error instanceof MixingError ? error.code : error;
    }
  };
  t.equal(codeOf(present.slice(0, 4)), 'too-many-hosts');
  t.equal(codeOf(['p1', 'p2', 'nobody']), 'unknown-person');
});

t.test(
  'at the bell hosts who are here stay, and another of the table takes the place of one who left',
  async (t) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const { input, hosts, present } = cafe(30, 5, seed);
        const { rounds: previous } = formRounds(input);
        const random = seededRandom(seed);
        const gone = new Set([hosts[2], ...present.filter((id) => !hosts.includes(id)).slice(0, 4)]);
        const here = [...present.filter((id) => !gone.has(id)), 'w1'];
        const lastSeats = previous[0]?.tables.map(({ seats }) => seats) ?? [];
        const next = nextTableHosts({ present: here, tableSize: 5, before: hosts, lastSeats }, random);
        t.equal(next.length, 6);
        for (const k of [0, 1, 3, 4, 5]) t.equal(next[k], hosts[k]);
        t.ok(lastSeats[2]?.includes(next[2] ?? ''), 'from the same table');
        const people = [...input.people, { id: 'w1', unit: 'u9', location: 'l9' }];
        const again = { ...input, people, present: here, previous, roundsDone: 1, hosts: next };
        const { rounds } = replanRounds(again);
        t.strictSame(
          rounds[0]?.tables.map(({ seats }) => seats),
          lastSeats,
          'what took place stays',
        );
        for (const round of rounds.slice(1))
          t.strictSame(
            next.map((host) => pathOf([round], host)[0]),
            [1, 2, 3, 4, 5, 6],
          );
      }),
      { numRuns: 15 },
    );
  },
);

t.test('where tables are fewer at the bell, the host of one that is no more takes a free one', async (t) => {
  const present = ['a', 'd', 'x', 'y', 'z', 'v'];
  const next = nextTableHosts(
    { present, tableSize: 3, before: ['a', 'b', null, 'd'], lastSeats: [] },
    seededRandom(1),
  );
  t.strictSame(next, ['a', 'd']);
});

t.test('a crowd is seated with its hosts too', async (t) => {
  const { input, hosts } = cafe(1_200, 6, 5);
  const { rounds } = formRounds(input);
  for (const [k, host] of hosts.entries()) t.strictSame(pathOf(rounds, host), [k + 1, k + 1, k + 1]);
});
