import fc from 'fast-check';
import t from 'tap';
import { type Candidate, draw, type Met } from '../../src/mixing/index.ts';

const TODAY = '2026-06-01';
const candidate = (id: string, unit: string, location: string, invitedLately = 0): Candidate => ({
  id,
  unit,
  location,
  invitedLately,
});

const twelve = Array.from({ length: 12 }, (_, i) =>
  candidate(`p${i}`, `unit ${i % 3}`, `place ${Math.floor(i / 6)}`, i % 2),
);

t.test('places are filled with different people, as far as there are people', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), (places, seed) => {
      const { invitees } = draw({ candidates: twelve, history: [], places, seed, today: TODAY });
      const ids = new Set(invitees.map((invitee) => invitee.personId));
      return ids.size === invitees.length && invitees.length === Math.min(places, 12);
    }),
    { numRuns: 100 },
  );
});

t.test('every unit comes before any comes twice, and those invited least come first', async () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { invitees, mix } = draw({ candidates: twelve, history: [], places: 6, seed, today: TODAY });
      const invited = invitees.map(({ personId }) => twelve.find((one) => one.id === personId));
      return (
        mix.units === 3 &&
        mix.locations === 2 &&
        new Set(invited.slice(0, 3).map((one) => one?.unit)).size === 3 &&
        invited.every((one) => one?.invitedLately === 0)
      );
    }),
    { numRuns: 50 },
  );
});

t.test('the same seed draws the same people, and another seed others', async (t) => {
  const input = { candidates: twelve, history: [], places: 4, today: TODAY };
  t.same(draw({ ...input, seed: 5 }), draw({ ...input, seed: 5 }));
  const drawn = [1, 2, 3, 4, 5, 6].map((seed) => JSON.stringify(draw({ ...input, seed }).invitees));
  t.ok(new Set(drawn).size > 1);
});

t.test('among equals those come who have not met the others', async (t) => {
  const candidates = ['a', 'b', 'c'].map((id) => candidate(id, 'Finance', 'Lima'));
  const history: Met[] = [{ a: 'host', b: 'a', metOn: '2026-05-01' }];
  const host = candidate('host', 'Audit', 'Nairobi');
  const { invitees } = draw({
    candidates: [...candidates, host],
    history,
    places: 2,
    seed: 1,
    present: ['host'],
    today: TODAY,
  });
  t.same(invitees.map((invitee) => invitee.personId).sort(), ['b', 'c']);
  t.strictSame(invitees[0]?.reason, [{ kind: 'met-nobody' }, { kind: 'not-invited-lately' }]);
});

t.test('a reason names a place whose people the invitee has not met', async (t) => {
  const candidates = [
    candidate('a', 'Finance', 'Nairobi'),
    candidate('b', 'Audit', 'Nairobi'),
    candidate('c', 'Field', 'Lima'),
  ];
  const { invitees } = draw({
    candidates,
    history: [{ a: 'a', b: 'b', metOn: '2026-05-01' }],
    places: 3,
    seed: 1,
    today: TODAY,
  });
  const reason = invitees.find((invitee) => invitee.personId === 'a')?.reason;
  t.match(reason, [
    { kind: 'alone-from', names: ['Finance'] },
    { kind: 'met-nobody-from', location: 'Lima' },
  ]);
});

t.test('a draw of no places is refused', async (t) => {
  t.throws(() => draw({ candidates: twelve, history: [], places: 0, seed: 1, today: TODAY }), {
    code: 'places-out-of-range',
  });
});
