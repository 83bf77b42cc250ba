import t, { type Test } from 'tap';
import { constructRounds } from '../../../src/mixing/golf/construct-rounds.ts';
import { countRepeats } from '../../../src/mixing/golf/index.ts';

/** Everybody once a round, nobody twice together: the longest plan that a formula gives has so many rounds. */
function lengthOf(t: Test, groups: number, size: number): number {
  const rounds = constructRounds(groups, size);
  const everybody = Array.from({ length: groups * size }, (_, person) => person);
  for (const round of rounds)
    t.same(
      Array.from(round).sort((a, b) => a - b),
      everybody,
      `${groups}-${size}: everybody`,
    );
  t.equal(countRepeats(rounds, size), 0, `${groups}-${size}: nobody twice`);
  return rounds.length;
}

t.test('pairs meet everybody by the circle method', async (t) => {
  for (const groups of [2, 3, 8, 15]) t.equal(lengthOf(t, groups, 2), 2 * groups - 1);
});

t.test('a power of a prime gives as many rounds as groups, and one more in a plane', async (t) => {
  for (const q of [3, 4, 5, 7, 8, 9, 11, 16]) {
    t.equal(lengthOf(t, q, q), q + 1);
    if (q > 3) t.equal(lengthOf(t, q, q - 1), q);
  }
});

t.test('columns that hold whole groups go on among themselves', async (t) => {
  t.equal(lengthOf(t, 9, 3), 13);
  t.equal(lengthOf(t, 16, 4), 21);
  t.equal(lengthOf(t, 16, 8), 17);
});

t.test('fields multiply: a number of groups whose factors are large enough', async (t) => {
  t.equal(lengthOf(t, 12, 3), 16);
  t.equal(lengthOf(t, 20, 4), 25);
  t.equal(lengthOf(t, 35, 5), 42);
});

t.test('difference matrices give more columns than the factors of 12 and 15 allow', async (t) => {
  t.equal(lengthOf(t, 12, 4), 13);
  t.equal(lengthOf(t, 12, 5), 12);
  t.equal(lengthOf(t, 12, 6), 13);
  t.equal(lengthOf(t, 15, 4), 15);
  t.equal(lengthOf(t, 15, 5), 16);
});

t.test('maximal arcs and unitals let everybody meet everybody', async (t) => {
  for (const [groups, size, rounds] of [
    [7, 4, 9],
    [13, 4, 17],
    [13, 5, 16],
    [15, 8, 17],
    [21, 6, 25],
    [28, 4, 37],
  ] as const)
    t.equal(lengthOf(t, groups, size), rounds);
});

t.test('where no formula fits there is one round', async (t) => {
  for (const [groups, size] of [
    [6, 3],
    [4, 6],
    [1, 5],
    [5, 1],
  ] as const)
    t.equal(lengthOf(t, groups, size), 1);
});
