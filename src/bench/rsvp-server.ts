/** One of the two servers of `acquaint bench rsvp`, in a process of its own; tells its parent the URL. */
import type { AddressInfo } from 'node:net';

import { buildApp } from '../app.ts';
import { makeDeps } from '../deps.ts';
import { favourRequests } from '../engine/favour-requests.ts';
import { readEnv } from '../env.ts';
import type { Ahead } from '../http/compile-ahead.ts';
import { createLog } from '../log.ts';
import { startFloor } from './rsvp-floor.ts';

const [kind, databaseUrl] = process.argv.slice(2);
if (!databaseUrl || (kind !== 'service' && kind !== 'floor'))
  throw new Error('started by the benchmark only');
const url = kind === 'service' ? await startService(databaseUrl) : await listenBarely(databaseUrl);
process.send?.({ url });

/** The service as production runs it, its log on stdout included; only the limit for one address is off. */
async function startService(databaseUrl: string): Promise<string> {
  const deps = makeDeps(readEnv({}), {
    databaseUrl,
    // Nothing is mailed here; port 9 is the discard service.
    smtpUrl: 'smtp://127.0.0.1:9',
    log: createLog('info'),
    queueAnswers: async () => true,
  });
  favourRequests();
  const ahead: Ahead = [];
  const app = await buildApp(deps, { requestsPerMinuteMax: false, ahead });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  // As in a service that has been up for half a minute.
  ahead.push(() => deps.engine.prepare());
  for (const compile of ahead) await compile();
  return url;
}

async function listenBarely(databaseUrl: string): Promise<string> {
  const server = startFloor(databaseUrl);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
