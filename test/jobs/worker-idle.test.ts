import t, { type Test } from 'tap';

import { type QueueServer, STALL_TIMES } from '../../jobs/queues.ts';
import { startWorker } from '../../jobs/worker.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createRedis, redisMissing } from '../fixtures/create-redis.ts';
import { until } from '../fixtures/until.ts';

/** As many sweeps as a quarter of an hour has. */
const SWEEPS = 60;
const TIMES = { ...STALL_TIMES, sweepIntervalMs: 20 };

t.test('a worker with nothing to do says nothing, not even for debugging', async (t) => {
  const idle = async (t: Test, server: (url: string) => QueueServer) => {
    const { deps, databaseUrl, queries, logLines } = await createDeps(t);
    const worker = startWorker(deps, server(databaseUrl), TIMES);
    await until('many sweeps', () => {
      return queries.filter((text) => text.includes('pg_try_advisory_xact_lock')).length >= SWEEPS;
    });
    await worker.close();
    t.strictSame(logLines, []);
  };
  t.test('over PostgreSQL', (t) => idle(t, (url) => ({ kind: 'postgres', url })));
  t.test('over Redis', { skip: redisMissing() }, async (t) => {
    const { url } = await createRedis(t);
    await idle(t, () => ({ kind: 'redis', url }));
  });
});
