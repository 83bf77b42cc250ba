import fc from 'fast-check';
import t from 'tap';

import { inOrder } from '../../src/town-halls/question-order.ts';

const q = (id: string, votes: number, location: string | null) => ({ id, votes, location });
const ids = (some: { id: string }[]) => some.map(({ id }) => id).join('');

t.test('by votes, most first, equals by id', async (t) => {
  t.equal(ids(inOrder([q('b', 1, null), q('c', 5, null), q('a', 1, null)], 'votes')), 'cab');
});

t.test('by location in turn: one of each, then the next of each', async (t) => {
  const asked = [
    q('a', 9, 'Lima'),
    q('b', 8, 'Lima'),
    q('c', 7, 'Lima'),
    q('d', 3, 'Porto'),
    q('e', 2, null),
    q('f', 1, 'Porto'),
  ];
  t.equal(ids(inOrder(asked, 'location-in-turn')), 'adebfc');
});

t.test('every question is taken once, and within a location in the order of votes', async (t) => {
  const question = fc.record({
    id: fc.uuid(),
    votes: fc.integer({ min: 0, max: 5 }),
    location: fc.constantFrom('Lima', 'Porto', null),
  });
  fc.assert(
    fc.property(fc.uniqueArray(question, { selector: ({ id }) => id, maxLength: 30 }), (asked) => {
      const taken = inOrder(asked, 'location-in-turn');
      t.same(taken.map(({ id }) => id).sort(), asked.map(({ id }) => id).sort());
      for (const location of ['Lima', 'Porto', null]) {
        const here = taken.filter((one) => one.location === location);
        t.same(here, inOrder(here, 'votes'));
      }
      const firsts = new Set(
        taken.slice(0, new Set(asked.map((one) => one.location)).size).map((one) => one.location),
      );
      t.equal(
        firsts.size,
        new Set(asked.map((one) => one.location)).size,
        'each location comes before any comes again',
      );
    }),
  );
});
