import t from 'tap';

import { makeCrowd } from '../../../src/mixing/crowd/crowd.ts';
import { type Section, sectionsOf } from '../../../src/mixing/crowd/sections.ts';
import { compress } from '../../../src/mixing/history.ts';
import { firstSeats } from '../../../src/mixing/plan.ts';
import { seededRandom } from '../../../src/mixing/random.ts';
import { countsOf } from '../../../src/mixing/spread.ts';
import { tableSizes } from '../../../src/mixing/table-sizes.ts';

const TABLE_SIZE = 6;

/** A crowd with a few codes of very different frequency, some people without one, and a code of their own for others. */
function crowdOf(size: number, parts: { circles?: number[][]; hosts?: number[]; groups?: Int32Array } = {}) {
  const random = seededRandom(size);
  const codes = Int32Array.from({ length: size }, (_, i) => {
    const chance = random.unit();
    if (chance < 0.01) return -1;
    return chance < 0.02 ? 6 + i : Math.floor(6 * chance ** 2);
  });
  const none = new Int32Array();
  const history = compress(size, none, none, none);
  return makeCrowd({ size, history, today: 0, levels: [[{ codes, weight: 1 }]], ...parts }, TABLE_SIZE);
}

const firstOf = (size: number): Int32Array => firstSeats(tableSizes(size, TABLE_SIZE));
const everybody = (sections: Section[]): Int32Array =>
  Int32Array.from(sections.flatMap(({ people }) => [...people]));

t.test('sections take every table in order, everybody once and as many people as seats', async (t) => {
  for (const size of [131_072, 150_001, 401_234]) {
    const first = firstOf(size);
    const sections = sectionsOf(crowdOf(size), 0, first, seededRandom(1));
    t.ok(sections.length >= 8, `${sections.length}`);
    let next = 0;
    for (const { people, from, to } of sections) {
      t.equal(from, next);
      t.equal(people.length, first[to]! - first[from]!);
      next = to;
    }
    t.equal(next, first.length - 1);
    t.ok(
      everybody(sections)
        .sort()
        .every((person, i) => person === i),
      'everybody once',
    );
  }
});

t.test('what people are dealt by is spread over the sections as evenly as can be', async (t) => {
  const size = 200_003;
  const first = firstOf(size);
  const crowd = crowdOf(size);
  const { codes, counts } = crowd.traits[0]!;
  const seen = new Float64Array(counts.length);
  for (const { people, to } of sectionsOf(crowd, 0, first, seededRandom(1))) {
    for (const [code, count] of countsOf(Int32Array.from(people, (i) => codes[i]!)).entries())
      seen[code]! += count;
    for (let code = 0; code < 6; code++) {
      const share = (counts[code]! * first[to]!) / size;
      t.ok(Math.abs(seen[code]! - share) <= 1, `${seen[code]} of ${share} with code ${code}`);
    }
  }
});

t.test('chance divides otherwise each time, the same seed alike', async (t) => {
  const crowd = crowdOf(131_072);
  const first = firstOf(131_072);
  const divided = (seed: number) => everybody(sectionsOf(crowd, 0, first, seededRandom(seed))).join();
  const [one, again, other] = [1, 1, 2].map(divided);
  t.ok(one === again);
  t.ok(one !== other);
});

t.test('one section: people are few, or tables or seats are bound', async (t) => {
  const large = 131_072;
  const crowds = [
    crowdOf(131_071),
    crowdOf(large, { circles: [[1, 2]] }),
    crowdOf(large, { hosts: [1] }),
    crowdOf(large, { groups: new Int32Array(large) }),
  ];
  for (const crowd of crowds)
    t.match(sectionsOf(crowd, 0, firstOf(crowd.size), seededRandom(1)), { length: 1 });
});
