import t from 'tap';

import { benchRsvp } from '../../src/bench/rsvp.ts';

t.test('answers are timed beside their floor, and every one is recorded', async (t) => {
  const result = await benchRsvp({ runs: 1, seconds: 3 });
  t.equal(result.failed, 0);
  t.equal(result.connections, 20);
  t.ok(result.answersPerSecond > 0 && result.floorAnswersPerSecond > 0, JSON.stringify(result));
  t.equal(result.ratios.length, 1);
});
