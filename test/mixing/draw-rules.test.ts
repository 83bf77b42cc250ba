import fc from 'fast-check';
import t from 'tap';
import { type Candidate, type DrawInput, draw, type Met } from '../../src/mixing/index.ts';

const TODAY = '2026-06-01';
const question = fc.record({
  people: fc.array(
    fc.record({
      unit: fc.nat(3),
      location: fc.nat(3),
      invitedLately: fc.nat(2),
      invitedWithinCap: fc.nat(3),
    }),
    { minLength: 2, maxLength: 40 },
  ),
  pairs: fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 60 }),
  places: fc.integer({ min: 1, max: 30 }),
  seed: fc.nat(),
});
type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

const candidatesOf = ({ people }: Question): Candidate[] =>
  people.map((one, i) => ({ ...one, id: `p${i}`, unit: `u${one.unit}`, location: `l${one.location}` }));

const pairsOf = ({ pairs, people }: Question): [string, string][] =>
  pairs.flatMap(([a, b]): [string, string][] =>
    a < people.length && b < people.length && a !== b ? [[`p${a}`, `p${b}`]] : [],
  );

const ask = (input: Omit<DrawInput, 'today' | 'seed' | 'history'> & Partial<DrawInput>) =>
  draw({ history: [], seed: 1, today: TODAY, ...input });

t.test(
  'nobody is drawn beside somebody to be kept apart from, and no place stays free without need',
  async () => {
    fc.assert(
      fc.property(question, (asked) => {
        const candidates = candidatesOf(asked);
        const apart = pairsOf(asked);
        const present = ['p0'];
        const { invitees, notes } = ask({ ...asked, candidates, present, rules: { apart } });
        const there = new Set([...present, ...invitees.map(({ personId }) => personId)]);
        const mayCome = candidates.filter(
          ({ id }) =>
            !there.has(id) &&
            apart.every(([a, b]) => !((a === id && there.has(b)) || (b === id && there.has(a)))),
        );
        const isFull = invitees.length === asked.places;
        return (
          apart.every(([a, b]) => !(there.has(a) && there.has(b))) &&
          (isFull || mayCome.length === 0) &&
          isFull === notes.every((note) => note.needed === null)
        );
      }),
      { numRuns: 500 },
    );
  },
);

t.test('who had as many invitations as the cap allows is not drawn, and the note says how many', async () => {
  const loadCap = { invitationsMax: 2, days: 30 };
  fc.assert(
    fc.property(question, (asked) => {
      const candidates = candidatesOf(asked);
      const { invitees, notes } = ask({ ...asked, candidates, rules: { loadCap } });
      const over = candidates.filter((one) => (one.invitedWithinCap ?? 0) >= 2);
      const note = notes.find(({ rule }) => rule === 'load-cap');
      return (
        invitees.length === Math.min(asked.places, candidates.length - over.length) &&
        invitees.every(({ personId }) => over.every(({ id }) => id !== personId)) &&
        Number.parseInt(note?.why ?? '0', 10) === over.length
      );
    }),
    { numRuns: 300 },
  );
});

t.test('the limit that a note names fills the places, and one below does not', async (t) => {
  let named = 0;
  fc.assert(
    fc.property(question, (asked) => {
      const candidates = candidatesOf(asked);
      const drawn = (unitMax: number) => ask({ ...asked, candidates, rules: { unitMax } });
      const first = drawn(1);
      const needed = first.notes.find(({ rule }) => rule === 'unit-max')?.needed;
      if (!needed)
        return first.invitees.length === Math.min(asked.places, new Set(candidates.map((c) => c.unit)).size);
      named++;
      const limit = Number(/At most (\d+) of one unit/.exec(needed)?.[1]);
      const most = Math.min(asked.places, candidates.length);
      return drawn(limit).invitees.length === most && drawn(limit - 1).invitees.length < most;
    }),
    { numRuns: 300 },
  );
  t.ok(named > 100);
});

t.test('notes say which rule left places free and what would have filled them', async (t) => {
  const person = (id: string, unit: string, invitedWithinCap = 0): Candidate => ({
    id,
    unit,
    location: 'Lima',
    invitedLately: 0,
    invitedWithinCap,
  });
  const candidates = [
    person('host', 'Sales'),
    person('boss', 'Sales'),
    person('busy', 'Legal', 6),
    person('one', 'Legal'),
    person('two', 'Legal'),
    person('rival', 'Audit'),
  ];
  const rules = {
    apart: [['host', 'rival']] as [string, string][],
    unitMax: 1,
    loadCap: { invitationsMax: 6, days: 30 },
    hostManagers: ['boss'],
  };
  const { invitees, notes } = ask({ candidates, places: 4, present: ['host'], rules });
  t.equal(invitees.length, 1);
  t.same(notes, [
    {
      rule: 'load-cap',
      why: '1 person had 6 or more invitations in the last 30 days and may not be drawn.',
      needed: '1 of them below the cap.',
    },
    {
      rule: 'host-manager',
      why: 'Whoever the host reports to may not be drawn.',
      needed: 'Another host, or an invitation by name.',
    },
    {
      rule: 'apart',
      why: '1 person may not be drawn beside somebody who comes.',
      needed: '1 of them without that rule.',
    },
    {
      rule: 'unit-max',
      why: '1 person may not be drawn: at most 1 of one unit come.',
      needed: 'At most 2 of one unit.',
    },
  ]);
  t.same(ask({ candidates: candidates.slice(3, 5), places: 3 }).notes, [
    {
      rule: 'audience',
      why: 'Everybody who may be drawn is drawn.',
      needed: '1 more who may be drawn.',
    },
  ]);
});

t.test('evenly spread, every unit gets as many places as it can fill, whatever its size', async (t) => {
  const candidates = Array.from({ length: 40 }, (_, i) => ({
    id: `p${i}`,
    unit: i < 30 ? 'large' : i < 38 ? 'middling' : 'small',
    location: 'Lima',
    invitedLately: 0,
  }));
  const counts = (spread: 'proportion' | 'even') => {
    const drawn = new Set(ask({ candidates, places: 12, spread }).invitees.map(({ personId }) => personId));
    return ['large', 'middling', 'small'].map(
      (unit) => candidates.filter((one) => one.unit === unit && drawn.has(one.id)).length,
    );
  };
  t.same(counts('even'), [5, 5, 2]);
  t.same(counts('proportion'), [8, 3, 1]);
});

t.test('every clause of every reason is true', async (t) => {
  const clauses = new Set<string>();
  fc.assert(
    fc.property(question, (asked) => {
      const candidates = candidatesOf(asked);
      const met = pairsOf(asked);
      const history = met.map(([a, b], i): Met => ({ a, b, metOn: i % 2 ? '2026-05-01' : '2019-05-01' }));
      const { invitees } = ask({ ...asked, candidates, history, present: ['p0'] });
      const ids = new Set(['p0', ...invitees.map(({ personId }) => personId)]);
      const there = candidates.filter(({ id }) => ids.has(id));
      return invitees.every(({ personId, reason }) => {
        const me = candidates.find(({ id }) => id === personId);
        const others = there.filter(({ id }) => id !== personId);
        const unmet = others.filter(({ id }) =>
          met.every((pair) => !pair.includes(id) || !pair.includes(personId)),
        );
        return reason.every((clause) => {
          clauses.add(clause.kind === 'alone-from' ? `${clause.kind} ${clause.names.length}` : clause.kind);
          if (clause.kind === 'alone-from')
            return others.every((other) =>
              [other.unit, other.location].every((name) => !clause.names.includes(name)),
            );
          if (clause.kind === 'not-invited-lately') return me?.invitedLately === 0;
          if (clause.kind === 'met-nobody') return others.length > 0 && unmet.length === others.length;
          if (clause.kind === 'from') return clause.unit === me?.unit && clause.location === me?.location;
          const there = others.filter(({ location }) => location === clause.location);
          return there.length > 0 && there.every((other) => unmet.includes(other));
        });
      });
    }),
    // Always the same inputs, among which every clause occurs, the rarest too.
    { numRuns: 2_000, seed: 1 },
  );
  t.same([...clauses].sort(), [
    'alone-from 1',
    'alone-from 2',
    'from',
    'met-nobody',
    'met-nobody-from',
    'not-invited-lately',
  ]);
});
