import t from 'tap';

import { leavePlace, takePlace } from '../../src/mail/domain-places.ts';
import { createDeps } from '../fixtures/create-app.ts';

t.test('a domain has so many places, whoever asks at once', async (t) => {
  const { deps } = await createDeps(t);
  const taken = [];
  for (let round = 0; round < 4; round += 1) {
    const asked = await Promise.all(Array.from({ length: 8 }, () => takePlace(deps.sql, 'a.test', 3)));
    taken.push(...asked.filter((place) => place !== null));
  }
  t.strictSame(taken.map(({ place }) => place).sort(), [1, 2, 3]);
  t.equal(await takePlace(deps.sql, 'a.test', 3), null);
  t.ok(await takePlace(deps.sql, 'b.test', 3), 'another domain has its own');
});

t.test(
  'a place that is left, or whose holder died, is free; the former holder takes nothing away',
  async (t) => {
    const { deps } = await createDeps(t);
    const first = await takePlace(deps.sql, 'a.test', 1);
    if (!first) throw new Error('no place');
    await leavePlace(deps.sql, first);
    const second = await takePlace(deps.sql, 'a.test', 1);
    t.ok(second);
    await deps.sql`update domain_places set held_until = clock_timestamp() - interval '1 second'`;
    const third = await takePlace(deps.sql, 'a.test', 1);
    t.ok(third);
    if (second) await leavePlace(deps.sql, second);
    t.equal(await takePlace(deps.sql, 'a.test', 1), null, 'the third still has it');
  },
);
