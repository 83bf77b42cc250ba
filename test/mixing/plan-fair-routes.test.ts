import fc from 'fast-check';
import t from 'tap';
import { assignStalls, CLOSED } from '../../src/mixing/fair/assign-stalls.ts';
import { meetsAsk } from '../../src/mixing/fair/meets-ask.ts';
import { type FairQuestion, type FairVisit, planFairRoutes } from '../../src/mixing/index.ts';
import { stopwatch } from '../fixtures/stopwatch.ts';

const UNITS = ['Finance', 'Legal', 'Research', 'Sales', 'IT', 'HR'];
const TOPICS = ['budget', 'law', 'surveys', 'contracts', 'data migration', 'pay', 'tenders', 'travel'];

type Shape = {
  guests: number;
  stalls: number;
  rounds: number;
  capacity: number;
  seed: number;
  steps?: boolean;
};

/** A fair: `guests` who are no staff, and two staff a stall. */
function fair({ guests, stalls, rounds, capacity, seed, steps = false }: Shape): FairQuestion {
  const pick = <T>(list: T[], i: number): T => list[(i * 7 + seed) % list.length] as T;
  const visitor = (id: string, i: number) => ({
    id,
    unit: pick(UNITS, i),
    asks: [pick(TOPICS, i), pick(TOPICS, i + 3)],
    metUnits: i % 3 === 0 ? ['Legal'] : [],
    stepFree: steps && i % 9 === 0,
  });
  const made = Array.from({ length: stalls }, (_, i) => ({
    id: `stall-${i}`,
    unit: pick(UNITS, i),
    offers: [pick(TOPICS, i), pick(TOPICS, i + 1)],
    x: (i % 8) * 5,
    y: Math.floor(i / 8) * 5,
    stepFree: i % 4 !== 0,
    staffIds: [`staff-${i}-a`, `staff-${i}-b`],
  }));
  const visitors = [
    ...Array.from({ length: guests }, (_, i) => visitor(`guest-${i}`, i)),
    ...made.flatMap(({ staffIds, unit }, i) =>
      staffIds.map((id) => ({ ...visitor(id, i), unit, stepFree: false })),
    ),
  ];
  return { visitors, stalls: made, rounds, capacity, seed, before: [], roundsDone: 0, walk: 'routes' };
}

/** What no plan may do; told as sentences, so that a failure says which. */
function faults(
  { visitors, stalls, capacity, rounds, roundsDone, before }: FairQuestion,
  visits: FairVisit[],
) {
  const found: string[] = [];
  const stallOf = new Map(stalls.map((stall) => [stall.id, stall]));
  const load = new Map<string, number>();
  const places = new Set<string>();
  const seen = new Set(before.filter(({ onDuty }) => !onDuty).map((v) => `${v.personId} ${v.stallId}`));
  for (const { personId, round, stallId, onDuty } of visits) {
    const stall = stallOf.get(stallId);
    const visitor = visitors.find(({ id }) => id === personId);
    if (!stall || !visitor) found.push('nobody or nowhere');
    if (round <= roundsDone || round > rounds) found.push('a round that is over');
    if (places.has(`${personId} ${round}`)) found.push('in two places');
    places.add(`${personId} ${round}`);
    if (onDuty) {
      if (!stall?.staffIds.includes(personId)) found.push('on duty elsewhere');
      continue;
    }
    if (stall?.staffIds.includes(personId)) found.push('visits the own stall');
    if (visitor?.stepFree && !stall?.stepFree) found.push('a step in the way');
    if (seen.has(`${personId} ${stallId}`)) found.push('a repeat');
    seen.add(`${personId} ${stallId}`);
    const key = `${round} ${stallId}`;
    load.set(key, (load.get(key) ?? 0) + 1);
    if ((load.get(key) ?? 0) > capacity) found.push('over capacity');
  }
  return [...new Set(found)];
}

t.test(
  'no stall is over capacity, nobody repeats, and staff are at their stall in their shift',
  async (t) => {
    fc.assert(
      fc.property(
        fc.record({
          guests: fc.integer({ min: 0, max: 60 }),
          stalls: fc.integer({ min: 1, max: 12 }),
          rounds: fc.integer({ min: 1, max: 8 }),
          capacity: fc.integer({ min: 1, max: 8 }),
          seed: fc.nat(10_000),
          steps: fc.boolean(),
        }),
        (shape) => {
          const question = fair(shape);
          const { visits, unplaced } = planFairRoutes(question);
          const duty = visits.filter(({ onDuty }) => onDuty);
          const half = Math.ceil(shape.rounds / 2);
          return (
            faults(question, visits).length === 0 &&
            visits.length + unplaced.length === question.visitors.length * shape.rounds &&
            duty.length === shape.stalls * shape.rounds &&
            duty.every(({ personId, round }) => personId.endsWith('a') === round <= half)
          );
        },
      ),
      { numRuns: 300 },
    );
    t.pass();
  },
);

t.test('everybody has a stall in each round when there is room', async (t) => {
  fc.assert(
    fc.property(
      fc.record({
        stalls: fc.integer({ min: 4, max: 16 }),
        capacity: fc.integer({ min: 2, max: 8 }),
        seed: fc.nat(10_000),
        fill: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      ({ stalls, capacity, seed, fill }) => {
        // One of two staff a stall visits at a time.
        const guests = Math.floor((stalls * capacity - stalls) * fill);
        const { unplaced } = planFairRoutes(
          fair({ guests, stalls, capacity, seed, rounds: Math.floor(stalls / 2) }),
        );
        return unplaced.length === 0;
      },
    ),
    { numRuns: 200 },
  );
  t.pass();
});

t.test('without staff who visit even a full hall goes through all stalls', async (t) => {
  for (const [stalls, capacity, guests] of [
    [3, 2, 3],
    [5, 4, 20],
    [8, 7, 55],
  ] as const) {
    const question = fair({ stalls, capacity, guests, rounds: stalls, seed: 1 });
    question.stalls = question.stalls.map((stall) => ({ ...stall, staffIds: stall.staffIds.slice(0, 1) }));
    question.visitors = question.visitors.filter(({ id }) => !id.endsWith('-b'));
    const { visits, unplaced } = planFairRoutes(question);
    t.same([faults(question, visits), unplaced], [[], []]);
  }
});

t.test(
  'a re-plan at the bell keeps the rounds done, leaves out who is away and closes empty stalls',
  async (t) => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 4 }), (seed, roundsDone) => {
        const question = fair({ guests: 40, stalls: 10, rounds: 5, capacity: 8, seed });
        const before = planFairRoutes(question).visits.filter(({ round }) => round <= roundsDone);
        const visitors = question.visitors.filter(({ id }, i) => i % 3 !== 0 && !id.startsWith('staff-0'));
        const again = { ...question, visitors, before, roundsDone };
        const { visits } = planFairRoutes(again);
        return faults(again, visits).length === 0 && visits.every(({ stallId }) => stallId !== 'stall-0');
      }),
      { numRuns: 100 },
    );
    t.pass();
  },
);

t.test('asks come first, then units that are new, then short ways', async (t) => {
  const stall = (id: string, unit: string, offers: string[], x: number) => ({
    ...{ id, unit, offers, x, y: 0, stepFree: true, staffIds: [`of-${id}`] },
  });
  const stalls = [
    stall('far', 'Legal', ['Data migration'], 90),
    stall('known', 'Sales', ['Pay'], 1),
    stall('own', 'Finance', ['Pay'], 2),
    stall('new', 'HR', ['Travel'], 50),
  ];
  const staff = stalls.map(({ unit, staffIds }) => ({
    ...{ id: staffIds[0] as string, unit, asks: [], metUnits: [], stepFree: false },
  }));
  const ana = { id: 'ana', unit: 'Finance', asks: ['migration'], metUnits: ['Sales'], stepFree: false };
  const route = (ana_: typeof ana, capacity = 1) =>
    planFairRoutes({
      ...{
        visitors: [ana_, ...staff],
        stalls,
        rounds: 4,
        capacity,
        seed: 1,
        before: [],
        roundsDone: 0,
        walk: 'routes',
      },
    })
      .visits.filter(({ personId }) => personId === 'ana')
      .map(({ stallId }) => stallId);
  t.same(route(ana), ['far', 'new', 'own', 'known']);
  t.ok(meetsAsk('Data migration', 'migration'));
  t.notOk(meetsAsk('Data migration', 'grat'));
  t.notOk(meetsAsk('!', 'law'));
});

t.test('one round seats as many as can be, and those in the best of all ways', async (t) => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.option(fc.integer({ min: -9, max: 9 }), { nil: CLOSED }), { minLength: 3, maxLength: 3 }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
      (rows, room) => {
        const best = (some: number[][], left: number[]): [number, number] => {
          const [row, ...others] = some;
          if (!row) return [0, 0];
          let top = best(others, left);
          row.forEach((value, s) => {
            if (value === CLOSED || (left[s] ?? 0) === 0) return;
            const [count, sum] = best(others, left.with(s, (left[s] ?? 0) - 1));
            if (count + 1 > top[0] || (count + 1 === top[0] && sum + value > top[1]))
              top = [count + 1, sum + value];
          });
          return top;
        };
        const found = assignStalls(
          Float64Array.from(rows.flat()),
          Int32Array.from(rows.keys()),
          Int32Array.from(room),
        );
        const placed = [...found.keys()].filter((i) => (found[i] ?? -1) >= 0);
        const sum = placed.reduce((all, i) => all + (rows[i]?.[found[i] ?? -1] ?? CLOSED), 0);
        const [count] = best(rows, room);
        const same = best(
          placed.map((i) => rows[i] ?? []),
          room,
        );
        return placed.length === count && same[0] === count && sum === same[1];
      },
    ),
    { numRuns: 500 },
  );
  t.pass();
});

t.test('speed-geeking: groups go clockwise, everybody is at every station once', async (t) => {
  const question: FairQuestion = {
    ...fair({ guests: 50, stalls: 8, rounds: 8, capacity: 8, seed: 4 }),
    walk: 'groups',
  };
  const { visits, unplaced } = planFairRoutes(question);
  t.same(faults(question, visits), []);
  t.same(
    unplaced.filter(({ personId }) => personId.startsWith('guest')),
    [],
  );
  const walk = (id: string) => visits.filter(({ personId }) => personId === id).map(({ stallId }) => stallId);
  const ring = walk('guest-0');
  t.equal(new Set(ring).size, 8);
  for (let i = 1; i < 50; i++) {
    const own = walk(`guest-${i}`);
    const at = ring.indexOf(own[0] ?? '');
    t.same(own, [...ring.slice(at), ...ring.slice(0, at)]);
  }
});

t.test('500 visitors, 40 stalls and 6 rounds are planned in less than two seconds', async (t) => {
  const question = fair({ guests: 420, stalls: 40, rounds: 6, capacity: 13, seed: 3, steps: true });
  const workedMs = stopwatch();
  const { visits, unplaced } = planFairRoutes(question);
  const ms = workedMs();
  t.ok(ms < 2_000, `${ms} ms`);
  t.same([faults(question, visits), unplaced], [[], []]);
});
