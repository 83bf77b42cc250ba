import t from 'tap';
import { blau, blauMax, crossChance, eiIndex, mixRatio, roomMix } from '../../src/mixing/index.ts';

const near = (found: number | null, wanted: number) => Math.abs((found ?? Number.NaN) - wanted) < 1e-6;

t.test('the room of AABC, ABBC, ABCC gives the published figures', async (t) => {
  const mix = roomMix(['AABC', 'ABBC', 'ABCC'].map((table) => [...table]));
  t.ok(near(mix.crossShare, 5 / 6));
  t.ok(near(mix.mixRatio, 1.145833));
  t.ok(near(mix.meanBlau, 0.625));
});

t.test('Blau index and its attainable maximum', async (t) => {
  t.equal(blau([]), 0);
  t.equal(blau([4]), 0);
  t.equal(blau([2, 2]), 0.5);
  t.ok(near(blauMax(6, 4), 1 - (2 * 4 + 2 * 1) / 36));
  t.equal(blauMax(6, 4), blau([2, 2, 1, 1]));
});

t.test('EI index and mix ratio are undefined without ties or without a chance to cross', async (t) => {
  t.equal(eiIndex(3, 1), 0.5);
  t.equal(eiIndex(0, 0), null);
  t.equal(crossChance([5]), 0);
  t.equal(mixRatio(0, 0), null);
  t.equal(mixRatio(null, 0.5), null);
  t.same(roomMix([['A'], ['B']]).mixRatio, null);
});
