import t from 'tap';

import { takeTurn } from '../../src/mail/pace.ts';
import { createDeps } from '../fixtures/create-app.ts';

t.test('turns are spaced evenly whoever takes them, and time that nobody used is not saved up', async (t) => {
  const { deps } = await createDeps(t);
  const began = performance.now();
  const waits = await Promise.all(Array.from({ length: 20 }, () => takeTurn(deps.sql, 0.5)));
  const tookMs = performance.now() - began;
  const turns = waits.sort((a, b) => a - b);
  for (const [i, wait] of turns.entries()) {
    t.ok(wait <= i * 2_000, `turn ${i} is no later than the rate has it`);
    t.ok(wait > i * 2_000 - tookMs, `turn ${i} is no earlier`);
  }
});

t.test('after a pause the next turn is at once', async (t) => {
  const { deps } = await createDeps(t);
  await takeTurn(deps.sql, 0.001);
  await deps.sql`update sending_pace set next_turn_at = clock_timestamp() - interval '1 hour'`;
  t.equal(await takeTurn(deps.sql, 1), 0);
  t.ok((await takeTurn(deps.sql, 1)) > 0, 'and the one after it is not');
});
