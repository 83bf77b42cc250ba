import { openQueue, queueServerOf } from '../jobs/queues.ts';
import { startWorker, type WorkerTimes } from '../jobs/worker.ts';
import { ensureAdminKey } from './accounts/ensure-admin-key.ts';
import { buildApp } from './app.ts';
import { clockOf, type Deps, type Inbound, makeDeps } from './deps.ts';
import { favourRequests } from './engine/favour-requests.ts';
import type { Env } from './env.ts';
import { type Ahead, compileAhead } from './http/compile-ahead.ts';
import { listenForMail } from './inbound/listen-for-mail.ts';
import { createLog } from './log.ts';
import { mailerOptions } from './mail/mailer-options.ts';
import { type Parts, startParts } from './parts.ts';
import { keptSecret } from './platform/kept-secret.ts';

/** How a process of the service is put together. */
export type ServiceOptions = {
  /** Answer HTTP here. */
  http: boolean;
  /** Work through jobs here. */
  worker: boolean;
  /** Where to say that the service is ready, for people and supervisors. */
  say: (line: string) => void;
  /** Called once when a part dies that the process cannot do without. */
  onFatal: () => void;
  now?: () => Date;
  /** Times of the worker other than its own. */
  workerTimes?: Partial<WorkerTimes>;
};

/** A running process of the service. */
export type Service = {
  deps: Deps;
  parts: Parts;
  /** Where HTTP answers, without a final slash; null for a worker. */
  url: string | null;
  /** Where mail for our own addresses comes in; null where nobody listens. */
  inboundPort: number | null;
  /** Finishes requests and jobs in hand, then lets go of everything; safe to call twice. */
  close(): Promise<void>;
};

/** Starts the service and resolves when it is ready. @throws when a part cannot be had; what had started is stopped. */
export async function startService(env: Env, options: ServiceOptions): Promise<Service> {
  const mailer = mailerOptions(env);
  const log = createLog(env.logLevel, process.stderr);
  const now = options.now ?? clockOf(env);
  const closers: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      for (const closer of closers.reverse()) await closer();
    })();
    return closing;
  };
  try {
    const parts = await startParts(env, log, now, options.onFatal);
    closers.push(() => parts.close());
    const queueServer = queueServerOf(env.redisUrl, parts.databaseUrl);
    const queue = openQueue(queueServer);
    queue.onError((err) => log.debug({ err }, 'queue connection'));
    closers.push(() => queue.close());
    let listening = env.publicUrl;
    const deps = makeDeps(env, {
      databaseUrl: parts.databaseUrl,
      smtpUrl: parts.smtpUrl,
      inbound: await inboundOf(env),
      mailer,
      log,
      now,
      publicUrl: () => listening ?? `http://${env.host}:${env.port}`,
      queueAnswers: () => queue.answers(),
    });
    closers.push(() => deps.close());
    const adminKey = await deps.db.transaction((tx) => ensureAdminKey(tx, env.adminKey, now()));
    if (adminKey) options.say(`admin API key, shown this once: ${adminKey}`);
    if (options.worker) {
      const worker = startWorker(deps, queueServer, options.workerTimes);
      closers.push(() => worker.close());
    }
    let url: string | null = null;
    let inboundPort: number | null = null;
    if (options.http) {
      if (env.inboundSmtpPort !== null) {
        const listener = await listenForMail(deps, env.inboundSmtpPort);
        closers.push(() => listener.close());
        inboundPort = listener.port;
      }
      favourRequests();
      const ahead: Ahead = [];
      const app = await buildApp(deps, { ahead });
      closers.push(() => app.close());
      url = await app.listen({ host: env.host, port: env.port });
      ahead.push(() => deps.engine.prepare());
      const compiling = new AbortController();
      closers.push(async () => compiling.abort());
      void compileAhead(ahead, compiling.signal);
      listening ??= url;
      options.say(`listening on ${url}`);
    }
    closers.push(async () => deps.stop());
    return { deps, parts, url, inboundPort, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Our own addresses, where the environment gives them a domain. */
async function inboundOf({ inboundDomain: domain, inboundKey, dataDir }: Env): Promise<Inbound | null> {
  return domain === null ? null : { domain, key: inboundKey ?? (await keptSecret(dataDir, 'inbound-key')) };
}
