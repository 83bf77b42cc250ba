import fc from 'fast-check';
import t from 'tap';

import { augment } from '../../../src/mixing/coffee/augment.ts';
import { coffeeSizes, drawCoffee } from '../../../src/mixing/coffee/draw-coffee.ts';
import {
  COFFEE_MODES,
  type CoffeeInput,
  type CoffeePerson,
  type CoffeeTable,
} from '../../../src/mixing/coffee/model.ts';
import { seededRandom } from '../../../src/mixing/random.ts';

const HOUR = 60;
const NOBODY = { a: new Int32Array(0), b: new Int32Array(0) };

function person(id: number, of: Partial<CoffeePerson> = {}): CoffeePerson {
  return {
    id: `p${id}`,
    unit: `unit ${id}`,
    location: 'Nairobi',
    hours: { from: 9 * HOUR, to: 17 * HOUR },
    remote: true,
    inPerson: true,
    ...of,
  };
}

const people = (count: number, of: (id: number) => Partial<CoffeePerson> = () => ({})) =>
  Array.from({ length: count }, (_, id) => person(id, of(id)));

function pairs(list: [number, number][]) {
  return { a: Int32Array.from(list, ([a]) => a), b: Int32Array.from(list, ([, b]) => b) };
}

function ago(list: [number, number, number][]) {
  return { ...pairs(list.map(([a, b]) => [a, b])), roundsAgo: Int32Array.from(list, ([, , r]) => r) };
}

function input(of: Partial<CoffeeInput>): CoffeeInput {
  return {
    people: [],
    mode: 'pure',
    tableSize: 2,
    sharedMinutes: HOUR,
    apart: NOBODY,
    recent: { ...NOBODY, roundsAgo: new Int32Array(0) },
    seed: 1,
    ...of,
  };
}

const seatsOf = (tables: CoffeeTable[]) => tables.map(({ seats }) => seats.toSorted().join('-')).toSorted();
const placeOf = (id: string) => Number(id.slice(1));

/** The hard rules once more, from the words of the domain and by themselves. */
function mayShare({ people: all, apart, sharedMinutes }: CoffeeInput, places: number[]): boolean {
  const at = places.map((place) => all[place]!);
  const listed = new Set([...apart.a].map((a, k) => `${a} ${apart.b[k]}`));
  for (const a of places)
    for (const b of places) {
      if (a === b) continue;
      if (listed.has(`${a} ${b}`) || all[a]!.managerId === all[b]!.id) return false;
    }
  const spoken = [...new Set(at.flatMap(({ languages = [] }) => languages))];
  const states = at.filter(({ languages = [] }) => languages.length > 0);
  const language =
    states.length < 2 || spoken.some((one) => states.every(({ languages }) => languages?.includes(one)));
  const site = at.every((one) => one.inPerson && one.location === at[0]!.location);
  const from = Math.max(...at.map(({ hours }) => hours?.from ?? Number.POSITIVE_INFINITY));
  const to = Math.min(...at.map(({ hours }) => hours?.to ?? Number.NEGATIVE_INFINITY));
  return language && (site || (at.every(({ remote }) => remote) && to - from >= sharedMinutes));
}

/** How many at least stay alone, by trying every way to share people out over tables of two to `most`. */
function fewestAlone(asked: CoffeeInput, left: number[], most: number): number {
  const [first, ...others] = left;
  if (first === undefined) return 0;
  let best = 1 + fewestAlone(asked, others, most);
  const grow = (table: number[], from: number): void => {
    if (best === 0) return;
    for (let k = from; k < others.length; k++) {
      const next = [...table, others[k]!];
      if (mayShare(asked, next))
        best = Math.min(
          best,
          fewestAlone(
            asked,
            others.filter((place) => !next.includes(place)),
            most,
          ),
        );
      if (next.length < most) grow(next, k + 1);
    }
  };
  grow([first], 0);
  return best;
}

const anybody = fc.record({
  location: fc.constantFrom('Nairobi', 'Lima', 'Hanoi'),
  languages: fc.constantFrom(['en'], ['fr'], ['en', 'fr'], ['es', 'fr'], []),
  hours: fc.constantFrom({ from: 360, to: 840 }, { from: 840, to: 1320 }, { from: 120, to: 600 }, null),
  way: fc.constantFrom('remote', 'in-person', 'either'),
  manager: fc.option(fc.nat(20), { nil: null }),
  newcomer: fc.boolean(),
  senior: fc.boolean(),
  side: fc.constantFrom('A', 'B'),
  topics: fc.subarray(['water', 'cash', 'law']),
  unit: fc.constantFrom('Health', 'Legal', 'Field'),
});

const anyCoffee = (most: number) =>
  fc
    .record({
      list: fc.array(anybody, { minLength: 2, maxLength: most }),
      tableSize: fc.integer({ min: 2, max: 4 }),
      mode: fc.constantFrom(...COFFEE_MODES),
      apart: fc.array(fc.tuple(fc.nat(most), fc.nat(most)), { maxLength: 6 }),
      recent: fc.array(fc.tuple(fc.nat(most), fc.nat(most), fc.integer({ min: 1, max: 12 })), {
        maxLength: 12,
      }),
      seed: fc.nat(1_000_000),
    })
    .map(({ list, tableSize, mode, apart, recent, seed }): CoffeeInput => {
      const there = (k: number) => k < list.length;
      return input({
        people: list.map(({ manager, way, ...of }, id) =>
          person(id, {
            ...of,
            managerId: manager === null ? null : `p${manager}`,
            remote: way !== 'in-person',
            inPerson: way !== 'remote',
          }),
        ),
        tableSize,
        mode,
        apart: pairs(apart.filter(([a, b]) => a !== b && there(a) && there(b))),
        recent: ago(recent.filter(([a, b]) => a !== b && there(a) && there(b))),
        seed,
      });
    });

/** Everybody once; no hard rule broken; sizes within one of what was asked, as far as people allow. */
function check(t: { fail(message: string): unknown }, asked: CoffeeInput): ReturnType<typeof drawCoffee> {
  const drawn = drawCoffee(asked);
  const seated = [...drawn.tables.flatMap(({ seats }) => seats), ...drawn.unmatched.map(({ id }) => id)];
  if (
    seated.toSorted().join() !==
    asked.people
      .map(({ id }) => id)
      .toSorted()
      .join()
  )
    t.fail('not everybody once');
  for (const { seats } of drawn.tables) {
    if (!mayShare(asked, seats.map(placeOf))) t.fail(`a broken rule at ${seats}`);
    if (seats.length < 2 || seats.length > asked.tableSize + 1) t.fail(`a table of ${seats.length}`);
  }
  return drawn;
}

t.test('no hard rule is ever broken, and nobody is left over whom any plan could seat', async (t) => {
  fc.assert(
    fc.property(anyCoffee(7), (asked) => {
      const { unmatched } = check(t, asked);
      const places = [...asked.people.keys()];
      return unmatched.length === fewestAlone(asked, places, asked.tableSize + 1);
    }),
    { numRuns: 200 },
  );
});

t.test('the same holds where not all plans can be compared', async (t) => {
  fc.assert(
    fc.property(anyCoffee(60), (asked) => {
      check(t, asked);
    }),
    { numRuns: 300 },
  );
});

t.test('pairs of twenty and more: nobody is left over whom a pairing could seat', async (t) => {
  for (let seed = 0; seed < 150; seed++) {
    const random = seededRandom(seed);
    const size = 18 + random.below(8);
    const asked = input({
      people: people(size, () => ({ languages: [['a'], ['b'], ['a', 'b'], ['c', 'a']][random.below(4)]! })),
      apart: pairs(
        Array.from({ length: 6 * size }, (): [number, number] => [random.below(size), random.below(size)]),
      ),
      seed,
    });
    const mate = new Int32Array(size).fill(-1);
    for (let a = 0; a < size; a++)
      if (mate[a] === -1) augment(a, mate, (one, other) => mayShare(asked, [one, other]));
    const alone = [...mate].filter((one) => one === -1).length;
    if (check(t, asked).unmatched.length > alone) t.fail(`seed ${seed} leaves more than ${alone}`);
  }
});

t.test('a largest pairing is found in graphs with odd circles', async (t) => {
  const largest = (size: number, joined: (a: number, b: number) => boolean): number => {
    const count = (left: number[]): number => {
      const [first, ...rest] = left;
      if (first === undefined) return 0;
      return rest.reduce(
        (best, other) =>
          joined(first, other) ? Math.max(best, 1 + count(rest.filter((one) => one !== other))) : best,
        count(rest),
      );
    };
    return count([...Array(size).keys()]);
  };
  for (let seed = 0; seed < 400; seed++) {
    const random = seededRandom(seed);
    const size = 4 + random.below(6);
    const edges = new Set<string>();
    for (let a = 0; a < size; a++)
      for (let b = 0; b < a; b++) if (random.below(3) === 0) edges.add(`${b} ${a}`);
    const joined = (a: number, b: number) => edges.has(`${Math.min(a, b)} ${Math.max(a, b)}`);
    const mate = new Int32Array(size).fill(-1);
    for (let a = 0; a < size; a++) if (mate[a] === -1) augment(a, mate, joined);
    for (const [a, b] of mate.entries())
      if (b !== -1 && (mate[b] !== a || !joined(a, b))) t.fail(`seed ${seed}`);
    if ([...mate].filter((one) => one !== -1).length !== 2 * largest(size, joined))
      t.fail(`seed ${seed} is short`);
  }
});

t.test('by chance alone each of the three pairings of four is as likely as the others', async (t) => {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 10_000; seed++) {
    const key = seatsOf(drawCoffee(input({ people: people(4), seed })).tables).join(' ');
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  t.equal(seen.size, 3);
  for (const [key, count] of seen) t.ok(Math.abs(count / 10_000 - 1 / 3) <= 0.02, `${key}: ${count}`);
});

t.test('by chance alone among those that the rules allow, and in a crowd too', async (t) => {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 10_000; seed++) {
    const key = seatsOf(drawCoffee(input({ people: people(4), apart: pairs([[0, 1]]), seed })).tables).join(
      ' ',
    );
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  t.same([...seen.keys()].toSorted(), ['p0-p2 p1-p3', 'p0-p3 p1-p2']);
  for (const count of seen.values()) t.ok(Math.abs(count / 10_000 - 1 / 2) <= 0.02);
  const partners = new Map<string, number>();
  for (let seed = 0; seed < 2_000; seed++) {
    const { tables } = drawCoffee(input({ people: people(20), seed }));
    const table = tables.find(({ seats }) => seats.includes('p0'))!;
    const partner = table.seats.find((id) => id !== 'p0')!;
    partners.set(partner, (partners.get(partner) ?? 0) + 1);
  }
  t.equal(partners.size, 19);
  for (const count of partners.values()) t.ok(Math.abs(count / 2_000 - 1 / 19) <= 0.02);
});

t.test('an odd number makes one trio, at any size of the crowd', async (t) => {
  for (const count of [3, 5, 15, 17, 101, 2_001]) {
    const { tables, unmatched } = drawCoffee(input({ people: people(count) }));
    t.equal(unmatched.length, 0);
    t.same(
      tables
        .map(({ seats }) => seats.length)
        .toSorted()
        .at(-1),
      3,
    );
    t.equal(tables.filter(({ seats }) => seats.length === 3).length, 1);
  }
});

t.test('tables of three to six differ by one from what is asked, from enough people on', async (t) => {
  for (let size = 3; size <= 6; size++)
    for (let count = size * size; count < 80; count++) {
      const { tables, unmatched } = drawCoffee(input({ people: people(count), tableSize: size }));
      if (unmatched.length > 0) t.fail(`${count} people at ${size}`);
      for (const { seats } of tables)
        if (Math.abs(seats.length - size) > 1) t.fail(`${seats.length} of ${count} people at ${size}`);
    }
  t.same([...coffeeSizes(10, 4)], [4, 3, 3]);
  t.same([...coffeeSizes(5, 4)], [5]);
});

t.test('nobody meets again within the cooldown while a plan without exists', async (t) => {
  for (const count of [12, 16, 20, 40]) {
    const met: [number, number, number][] = [];
    // Somebody who may still meet half of the others always can: a pairing exists (Dirac 1952).
    for (let round = 0; round < Math.min(10, count / 2); round++) {
      const recent = ago(met.map(([a, b, at]) => [a, b, round - at]));
      const { tables, notes } = drawCoffee(input({ people: people(count), recent, seed: round }));
      for (const { seats, again } of tables) {
        if (again !== null) t.fail(`${count} people, round ${round}: ${seats} met ${again} rounds ago`);
        const [a, b] = seats.map(placeOf);
        met.push([a!, b!, round]);
      }
      t.same(notes, []);
    }
  }
});

t.test('starved, the cooldown gives way where it is oldest, and a note says so', async (t) => {
  const recent = ago([
    [0, 1, 3],
    [2, 3, 3],
    [0, 2, 2],
    [1, 3, 2],
    [0, 3, 1],
    [1, 2, 1],
  ]);
  for (let seed = 0; seed < 50; seed++) {
    const { tables, notes } = drawCoffee(input({ people: people(4), recent, seed }));
    t.same(seatsOf(tables), ['p0-p1', 'p2-p3']);
    t.same(
      tables.map(({ again }) => again),
      [3, 3],
    );
    t.same(notes, [
      'The cooldown of 10 rounds was shortened, oldest meetings first: at 2 tables people meet again, the latest after 3 rounds. More members, or fewer rounds, would keep it.',
    ]);
  }
  const forgotten = ago([...recent.a].map((a, k) => [a, recent.b[k]!, 11]));
  t.same(drawCoffee(input({ people: people(4), recent: forgotten })).notes, [], 'eleven rounds ago is over');
});

t.test(
  'whoever had nobody comes first: nobody is left over twice running where a plan seats them',
  async (t) => {
    // Three who speak one language only with p0, who can have two of them at most.
    const few = (leftOut: number | null) =>
      people(4, (id) => ({
        languages: id === 0 ? ['a', 'b', 'c'] : [['a'], ['b'], ['c']][id - 1]!,
        leftOut: id === leftOut,
      }));
    let before: number | null = null;
    for (let seed = 0; seed < 60; seed++) {
      const { unmatched } = drawCoffee(input({ people: few(before), seed }));
      t.equal(unmatched.length, 2);
      t.notOk(unmatched.some(({ id }) => placeOf(id) === before));
      before = placeOf(unmatched[0]!.id);
    }
  },
);

t.test(
  'the modes: across units, newcomers with old hands, shared themes, one of each organisation',
  async (t) => {
    for (const count of [12, 40]) {
      for (let seed = 0; seed < 20; seed++) {
        const drawn = (mode: CoffeeInput['mode'], of: (id: number) => Partial<CoffeePerson>) =>
          drawCoffee(input({ people: people(count, of), mode, seed })).tables.map(({ seats }) =>
            seats.map(placeOf),
          );
        for (const [a, b] of drawn('cross-boundary', (id) => ({
          unit: `u${id % 4}`,
          location: `l${id % 3}`,
        })))
          if (a! % 4 === b! % 4) t.fail('one unit');
        for (const [a, b] of drawn('newcomer', (id) => ({ newcomer: id % 3 === 0 })))
          if (a! % 3 === 0 && b! % 3 === 0) t.fail('two newcomers');
        for (const [a, b] of drawn('themed', (id) => ({ topics: [`t${id % 2}`] })))
          if (a! % 2 !== b! % 2) t.fail('nothing in common');
        for (const [a, b] of drawn('two-organisations', (id) => ({ side: id % 2 ? 'A' : 'B' })))
          if (a! % 2 === b! % 2) t.fail('one organisation');
      }
    }
  },
);

t.test('the lottery: one senior at most a table, and everybody has the same chance of one', async (t) => {
  for (const count of [10, 40]) {
    const seniors = 2;
    const wins = new Int32Array(count);
    const draws = 1_000;
    for (let seed = 0; seed < draws; seed++) {
      const asked = input({
        people: people(count, (id) => ({ senior: id < seniors })),
        mode: 'senior-lottery',
        tableSize: 4,
        seed,
      });
      for (const { seats } of drawCoffee(asked).tables) {
        const places = seats.map(placeOf);
        const there = places.filter((place) => place < seniors).length;
        if (there > 1) t.fail('two seniors');
        if (there === 1) for (const place of places) wins[place]!++;
      }
    }
    const share = wins.subarray(seniors).reduce((sum, won) => sum + won, 0) / draws / (count - seniors);
    for (let id = seniors; id < count; id++)
      t.ok(
        Math.abs(wins[id]! / draws - share) < 0.07,
        `${id} of ${count}: ${wins[id]! / draws}, not ${share}`,
      );
  }
});

t.test('why somebody has nobody, without a word of whom others keep from', async (t) => {
  const why = (of: (id: number) => Partial<CoffeePerson>, apart = NOBODY) =>
    drawCoffee(input({ people: people(3, of), apart })).unmatched.map((one) => `${one.id} ${one.why}`);
  t.same(
    why((id) => ({ languages: [id === 2 ? 'sw' : 'en'] })),
    ['p2 no-language'],
  );
  t.same(
    why((id) => (id === 2 ? { hours: { from: 0, to: HOUR }, inPerson: false } : {})),
    ['p2 no-hour'],
  );
  t.same(
    why((id) => (id === 2 ? { location: 'Lima', remote: false } : {})),
    ['p2 no-hour'],
  );
  t.same(
    why(
      () => ({}),
      pairs([
        [2, 0],
        [1, 2],
      ]),
    ),
    ['p2 nobody-left'],
  );
  t.same(drawCoffee(input({ people: people(1) })).unmatched, [{ id: 'p0', why: 'nobody-left' }]);
  t.same(drawCoffee(input({})), { tables: [], unmatched: [], notes: [] });
  t.throws(() => drawCoffee(input({ tableSize: 7 })), { code: 'table-size-too-small' });
});

t.test('one seed, one draw; twenty thousand keep every rule and repeat nobody', async (t) => {
  const random = seededRandom(7);
  const size = 20_001;
  const asked = input({
    people: people(size, () => ({
      unit: `u${random.below(60)}`,
      location: `l${random.below(12)}`,
      languages: [['en'], ['en', 'fr'], ['fr']][random.below(3)]!,
      inPerson: random.below(3) === 0,
    })),
    mode: 'cross-boundary',
    recent: ago(
      Array.from({ length: 10 * size }, (_, k) => [random.below(size), random.below(size), 1 + (k % 10)]),
    ),
    apart: pairs(Array.from({ length: size }, () => [random.below(size), random.below(size)])),
  });
  const one = drawCoffee(asked);
  t.equal(one.unmatched.length, 0);
  t.equal(one.tables.filter(({ again }) => again !== null).length, 0);
  const units = new Map(asked.people.map(({ id, unit }) => [id, unit]));
  t.ok(one.tables.filter(({ seats }) => units.get(seats[0]!) === units.get(seats[1]!)).length <= 20);
  const listed = new Set([...asked.apart.a].map((a, k) => `${a} ${asked.apart.b[k]}`));
  for (const { seats } of one.tables)
    for (const a of seats.map(placeOf))
      for (const b of seats.map(placeOf)) if (a !== b && listed.has(`${a} ${b}`)) t.fail('kept apart');
  t.same(seatsOf(drawCoffee(asked).tables), seatsOf(one.tables));
});
