import fc from 'fast-check';
import t from 'tap';
import { formRounds, type Learner, type MixPerson, replanRounds } from '../../src/mixing/index.ts';
import { learningWishes } from '../../src/mixing/learners.ts';

/** Sixteen of four units, each of whom wants of four others of any unit what these offer. */
function session(seed: number) {
  const people: MixPerson[] = Array.from({ length: 16 }, (_, i) => ({
    id: `p${i}`,
    unit: `u${i % 4}`,
    location: `l${i % 4}`,
  }));
  const learners: Learner[] = people.map(({ id }, i) => ({
    id,
    offers: [`Topic ${i % 4}`],
    asks: i < 8 ? [`topic ${(i + 1) % 4}`] : [],
  }));
  const input = { people, history: [], tableSize: 2, rounds: 5, seed, today: '2027-03-01', learners };
  return { input, learners };
}

t.test('speed networking: the most distant first, then who can learn from whom, nobody twice', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const { input } = session(seed);
      const { rounds, mix } = formRounds(input);
      const unit = new Map(input.people.map(({ id, unit }) => [id, unit]));
      t.strictSame(
        rounds.map(({ number }) => number),
        [1, 2, 3, 4, 5],
      );
      t.equal(mix.repeats, 0);
      for (const { tables } of rounds.slice(0, 3))
        for (const { seats } of tables) t.not(unit.get(seats[0] ?? ''), unit.get(seats[1] ?? ''));
      const wanted = new Set(learningWishes(input.learners).map(({ a, b }) => `${a} ${b}`));
      for (const { tables } of rounds.slice(3)) {
        const granted = tables.filter(({ seats }) => wanted.has(seats.toSorted().join(' ')));
        t.equal(granted.length, 8, `each of the eight who ask learns, seed ${seed}`);
      }
    }),
    { numRuns: 15 },
  );
});

t.test('those who met are the last to be paired, distant or not', async (t) => {
  const { input } = session(3);
  const history = [{ a: 'p0', b: 'p1', metOn: '2027-01-01' }];
  const { mix } = formRounds({ ...input, history });
  t.equal(mix.repeats, 0);
});

t.test('a pair is wished for by whoever asks what the other offers; twice where both do', async (t) => {
  const learners = [
    { id: 'b', asks: ['Water law'], offers: ['Data'] },
    { id: 'a', asks: ['data'], offers: ['water  LAW', 'Chess'] },
    { id: 'c', asks: ['chess', 'chess'], offers: ['Chess'] },
    { id: 'd', asks: [], offers: [] },
  ];
  t.strictSame(learningWishes(learners), [
    { a: 'a', b: 'b', weight: 2 },
    { a: 'a', b: 'c', weight: 1 },
  ]);
});

t.test('one round is for the most distant alone', async (t) => {
  const { input } = session(1);
  const { rounds } = formRounds({ ...input, rounds: 1 });
  t.equal(rounds.length, 1);
});

t.test('at the bell those who are there still learn in the rounds of the second half', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const { input, learners } = session(seed);
      const previous = formRounds(input).rounds;
      // Whoever taught two of those who ask has left, with one who was asked by nobody.
      const present = input.people.map(({ id }) => id).filter((id) => id !== 'p1' && id !== 'p8');
      const here = learners.filter(({ id }) => present.includes(id));
      const { rounds: _, learners: __, ...rest } = input;
      const again = { ...rest, present, previous, roundsDone: 1, learners: here };
      const { rounds, mix } = replanRounds(again);
      t.strictSame(
        rounds[0]?.tables.map(({ seats }) => seats),
        previous[0]?.tables.map(({ seats }) => seats),
      );
      const wanted = new Set(learningWishes(here).map(({ a, b }) => `${a} ${b}`));
      const learnt = (some: typeof rounds) =>
        some
          .slice(3)
          .flatMap(({ tables }) => tables)
          .filter(({ seats }) => wanted.has(seats.toSorted().join(' '))).length;
      const { learners: ___, ...without } = again;
      const plain = replanRounds(without);
      t.ok(mix.repeats <= plain.mix.repeats, 'no pair meets again for it');
      t.ok(learnt(rounds) >= learnt(plain.rounds), `no fewer than without wishes, seed ${seed}`);
      t.ok(learnt(rounds) >= 2 * 6, `six of seven in each of the two rounds, seed ${seed}`);
    }),
    { numRuns: 15 },
  );
});
