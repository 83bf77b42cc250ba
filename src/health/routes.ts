import { sql } from 'drizzle-orm';
import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { OneOf } from '../http/schemas.ts';

const Check = OneOf('ok', 'failed');
const Ready = Type.Object({
  status: Check,
  checks: Type.Object({ database: Check, queue: Check, mail: Check }),
});

/** A probe must answer before the prober gives up; 2 seconds is under the 3 that compose and Kubernetes wait. */
const CHECK_TIMEOUT_MS = 2_000;

/** `/livez`: the process answers. `/readyz`: what it works with answers too. `/metrics`: for Prometheus. */
export function healthRoutes(app: App, deps: Deps): void {
  app.get('/livez', {
    config: { rateLimit: false },
    schema: {
      tags: ['operations'],
      operationId: 'isAlive',
      summary: 'Whether the process answers',
      security: [],
      response: { 200: Type.Object({ status: Type.Literal('ok') }) },
    },
    handler: async () => ({ status: 'ok' as const }),
  });

  app.get('/readyz', {
    config: { rateLimit: false },
    schema: {
      tags: ['operations'],
      operationId: 'isReady',
      summary: 'Whether database, queue and mail answer',
      security: [],
      response: { 200: Ready, 503: Ready },
    },
    handler: async (_request, reply) => {
      const [database, queue, mail] = await Promise.all([
        check(deps.db.execute(sql`select 1`).then(() => true)),
        check(deps.queueAnswers()),
        check(deps.mailer.verify()),
      ]);
      const ok = [database, queue, mail].every((result) => result === 'ok');
      return reply
        .status(ok ? 200 : 503)
        .send({ status: ok ? 'ok' : 'failed', checks: { database, queue, mail } });
    },
  });

  app.get('/metrics', {
    config: { rateLimit: false },
    schema: {
      tags: ['operations'],
      operationId: 'getMetrics',
      summary: 'Figures for Prometheus',
      security: [],
      produces: ['text/plain'],
      response: { 200: Type.String() },
    },
    handler: async (_request, reply) => {
      reply.type(deps.metrics.registry.contentType);
      return deps.metrics.registry.metrics();
    },
  });
}

/** ok, or failed when the check fails or does not answer in time. */
async function check(answer: Promise<boolean>): Promise<'ok' | 'failed'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, false);
  });
  try {
    return (await Promise.race([answer.catch(() => false), late])) ? 'ok' : 'failed';
  } finally {
    clearTimeout(timer);
  }
}
