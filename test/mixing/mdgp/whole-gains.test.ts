import t from 'tap';
import { wholeGains } from '../../../src/mixing/mdgp/whole-gains.ts';

/** Three people in one group, with the gains of the pairs 0 1, 0 2 and 1 2. */
const three = (x: number, y: number, z: number) => ({
  people: 3,
  groups: 1,
  low: Int32Array.of(3),
  up: Int32Array.of(3),
  gain: Float64Array.of(0, x, y, x, 0, z, y, z, 0),
});

t.test('decimals become whole numbers exactly, with the least of each person', async (t) => {
  const { scale, gain, gainLeast } = wholeGains(three(1.5, -0.001, 255.123));
  t.equal(scale, 1000);
  t.same([...gain], [0, 1500, -1, 1500, 0, 255123, -1, 255123, 0]);
  t.same([...gainLeast], [-1, 1500, -1]);
  t.same([...wholeGains(three(3, 4, 5)).gainLeast], [3, 3, 4]);
});

t.test('other gains keep their proportions, whatever their size, and fit 32 bits', async (t) => {
  for (const size of [1e-9, 1, 1e12]) {
    const { gain } = wholeGains(three(size * Math.SQRT2, size, size * Math.PI));
    t.ok(Math.abs(gain[1]! / gain[2]! - Math.SQRT2) < 1e-6);
    t.ok(gain.every((value) => Math.abs(value) < 2 ** 24));
  }
});
