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

/** How often somebody who moves on comes back to a table they were at. */
function comingsBack(rounds: SeatedRound[], hosts: readonly string[]): number {
  const isHost = new Set(hosts);
  const been = new Set<string>();
  let back = 0;
  for (const { tables } of rounds)
    for (const { number, seats } of tables)
      for (const person of seats) {
        if (isHost.has(person)) continue;
        if (been.has(`${person} ${number}`)) back++;
        been.add(`${person} ${number}`);
      }
  return back;
}

t.test(
  'of a thousand and more nobody comes back to a table either, whatever the size of tables',
  async (t) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_001, max: 2_500 }),
        fc.oneof(fc.integer({ min: 2, max: 8 }), fc.constantFrom(20, 100, 250)),
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 0, max: 1e6 }),
        (count, tableSize, rounds, seed) => {
          const { input, hosts, present } = cafe(count, tableSize, seed, { rounds });
          const planned = formRounds(input).rounds;
          t.equal(comingsBack(planned, hosts), 0, `${count} at ${tableSize}, ${rounds} rounds, ${seed}`);
          for (const { tables } of planned) {
            t.strictSame(tables.flatMap(({ seats }) => seats).toSorted(), present.toSorted());
            t.ok(tables.every(({ number, seats }) => seats.includes(hosts[number - 1] ?? '')));
          }
        },
      ),
      { numRuns: 25 },
    );
  },
);

t.test('as many rounds as tables of one size: everybody is at every table once', async (t) => {
  for (const [tables, tableSize] of [
    [3, 4],
    [4, 3],
    [5, 5],
    [3, 400],
  ] as const)
    for (let seed = 0; seed < 5; seed++) {
      const { input, hosts } = cafe(tables * tableSize, tableSize, seed, {
        rounds: tables,
        budget: { steps: 2_000 },
      });
      t.equal(comingsBack(formRounds(input).rounds, hosts), 0, `${tables} tables of ${tableSize}, ${seed}`);
    }
});

t.test('people kept apart stay so where others move on to seats of theirs', async (t) => {
  const apart = Array.from({ length: 600 }, (_, i): [string, string] => [`p${i}`, `p${i + 600}`]);
  const { input, hosts } = cafe(1_200, 6, 5, { rules: { apart } });
  const { rounds, relaxed } = formRounds(input);
  t.strictSame(relaxed, []);
  t.equal(comingsBack(rounds, hosts), 0);
});

t.test(
  'at the bell nobody comes back either, to a table with another host no more than to others',
  async (t) => {
    for (let seed = 0; seed < 10; seed++) {
      const { input, hosts, present } = cafe(60, 6, seed);
      const { rounds: previous } = formRounds(input);
      const here = present.filter((id, i) => !hosts.slice(0, 5).includes(id) && i % 7 !== seed % 7);
      const lastSeats = previous[0]?.tables.map(({ seats }) => seats) ?? [];
      const next = nextTableHosts(
        { present: here, tableSize: 6, before: hosts, lastSeats },
        seededRandom(seed),
      );
      const again = { ...input, present: here, previous, roundsDone: 1, hosts: next };
      const { rounds } = replanRounds(again);
      t.equal(comingsBack(rounds, [...hosts, ...next]), 0, `seed ${seed}`);
    }
  },
);
