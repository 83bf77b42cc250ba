import t from 'tap';

import { benchInbound } from '../../src/bench/inbound.ts';
import { readEnv } from '../../src/env.ts';

t.test('replies are timed beside their floor, none is lost and answers by link go on', async (t) => {
  const result = await benchInbound(readEnv({}), { count: 120 });
  t.equal(result.lost, 0);
  t.equal(result.linkFailed, 0);
  t.ok(result.repliesPerSecond > 0 && result.floorRepliesPerSecond > 0, JSON.stringify(result));
});
