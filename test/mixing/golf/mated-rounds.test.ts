import t from 'tap';
import { countRepeats } from '../../../src/mixing/golf/index.ts';
import { matedRounds } from '../../../src/mixing/golf/mated-rounds.ts';
import { seededRandom } from '../../../src/mixing/random.ts';

t.test('thirty-two people in fours meet all but one in ten rounds, whatever the seed', async (t) => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const rounds = matedRounds(8, 4, seededRandom(seed), () => false)!;
    t.equal(rounds.length, 10);
    for (const round of rounds)
      t.same(
        Array.from(round).sort((a, b) => a - b),
        Array.from({ length: 32 }, (_, p) => p),
      );
    t.equal(countRepeats(rounds, 4), 0);
  }
});

t.test('numbers that leave no single mate have no such plan', async (t) => {
  t.equal(
    matedRounds(6, 4, seededRandom(1), () => false),
    null,
  );
  t.equal(
    matedRounds(2, 4, seededRandom(1), () => false),
    null,
  );
});

t.test('a search told to stop gives nothing', async (t) => {
  t.equal(
    matedRounds(8, 4, seededRandom(1), () => true),
    null,
  );
});
