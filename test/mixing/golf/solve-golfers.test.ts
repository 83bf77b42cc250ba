import fc from 'fast-check';
import t from 'tap';
import { benchGolfers } from '../../../src/bench/golfers.ts';
import { finiteField } from '../../../src/mixing/golf/finite-field.ts';
import { countRepeats, type GolfRounds, repeatsMin, solveGolfers } from '../../../src/mixing/golf/index.ts';

/** A search that is told to stop after so many looks at the clock: the same on every machine. */
const after = (looks: number) => {
  let left = looks;
  return () => left-- <= 0;
};

/** Repeats counted in the plainest way. */
function plainRepeats(rounds: GolfRounds, size: number): number {
  const seen = new Set<string>();
  let repeats = 0;
  for (const round of rounds)
    round.forEach((a, i) => {
      round.forEach((b, j) => {
        if (a >= b || Math.floor(i / size) !== Math.floor(j / size)) return;
        if (seen.has(`${a} ${b}`)) repeats++;
        seen.add(`${a} ${b}`);
      });
    });
  return repeats;
}

t.test('plans that are known to exist are found, without a repeat', async (t) => {
  const known =
    '8-2-15 3-3-4 4-4-5 5-3-7 6-3-8 7-3-10 9-3-13 13-3-19 6-4-7 7-4-9 8-4-10 9-4-11 10-4-12 10-4-13 5-5-6 6-5-6 8-5-8 13-5-16 15-3-22 6-6-3 7-7-8';
  for (const name of known.split(' ')) {
    const [groups, size, rounds] = name.split('-').map(Number) as [number, number, number];
    const result = solveGolfers({ groups, size, rounds, seed: 1, stop: after(100_000) });
    t.equal(result.repeats, 0, name);
    t.equal(plainRepeats(result.rounds, size), 0, name);
    t.equal(result.rounds.length, rounds, name);
  }
});

t.test(
  'everybody is in one group a round and the repeats equal a plain count, whatever is asked',
  async () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(),
        (groups, size, rounds, seed) => {
          const result = solveGolfers({ groups, size, rounds, seed, stop: after(30) });
          const everybody = Array.from({ length: groups * size }, (_, i) => i).join();
          return (
            result.rounds.length === rounds &&
            result.rounds.every(
              (round) =>
                Array.from(round)
                  .sort((a, b) => a - b)
                  .join() === everybody,
            ) &&
            result.repeats === plainRepeats(result.rounds, size) &&
            result.repeats === countRepeats(result.rounds, size) &&
            result.repeats >= repeatsMin(groups, size, rounds)
          );
        },
      ),
      { numRuns: 60 },
    );
  },
);

t.test('more rounds than there are pairs repeat no more than they must', async (t) => {
  t.equal(solveGolfers({ groups: 4, size: 4, rounds: 6, seed: 1, stop: after(10) }).repeats, 24);
  t.equal(solveGolfers({ groups: 3, size: 2, rounds: 7, seed: 1, stop: after(10) }).repeats, 6);
});

t.test('fields have inverses and distribute; six elements make none', async (t) => {
  for (const q of [2, 3, 4, 5, 7, 8, 9, 16, 25, 27]) {
    const field = finiteField(q);
    if (field === null) throw new Error(`no field of ${q}`);
    const all = Array.from({ length: q }, (_, i) => i);
    for (const a of all.slice(1))
      t.same(
        all.map((b) => field.multiply(a, b)).sort((x, y) => x - y),
        all,
      );
    for (const [a, b, c] of all.map((i) => [i, (3 * i + 1) % q, (5 * i + 2) % q] as const))
      t.equal(field.multiply(a, field.add(b, c)), field.add(field.multiply(a, b), field.multiply(a, c)));
  }
  t.equal(finiteField(6), null);
});

t.test('the same seed takes the same way; groups are listed in full', async (t) => {
  const ask = () => solveGolfers({ groups: 6, size: 5, rounds: 6, seed: 4, stop: after(2_000) });
  t.same(ask(), ask());
  const bench = benchGolfers(
    { groups: 4, size: 4, rounds: 5 },
    { seconds: 1, seed: 1, progress: () => undefined },
  );
  t.equal(bench.repeats, 0);
  t.same(
    bench.rounds.map((round) => round.map((group) => group.length)),
    Array(5).fill([4, 4, 4, 4]),
  );
});
