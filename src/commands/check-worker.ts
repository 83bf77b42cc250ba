import { sql } from 'drizzle-orm';

import { openQueue, queueServerOf } from '../../jobs/queues.ts';
import { connect } from '../db/connect.ts';
import type { Env } from '../env.ts';
import { InputRefused } from './failure-line.ts';

/**
 * Whether a worker could work: its database and its queue answer. For a container's health check, which has no port
 * to ask at. @throws with the part that does not answer.
 */
export async function checkWorker(env: Env): Promise<void> {
  if (!env.databaseUrl)
    throw new InputRefused('DATABASE_URL: set it to check what a worker of its own works with');
  const connection = connect(env.databaseUrl, { max: 1 });
  const queue = openQueue(queueServerOf(env.redisUrl, env.databaseUrl));
  queue.onError(() => undefined);
  try {
    await connection.db.execute(sql`select 1`).catch(() => {
      throw new InputRefused('DATABASE_URL: the database does not answer');
    });
    if (!(await queue.answers())) throw new InputRefused('the queue does not answer');
  } finally {
    await queue.close();
    await connection.close();
  }
}
