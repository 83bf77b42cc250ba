import type postgres from 'postgres';

import { connect, type Db } from './db/connect.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import type { Env } from './env.ts';
import type { Log } from './log.ts';
import { createMailer, type Mailer, type MailerOptions } from './mail/transport.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** What the whole program works with; made in composition roots only, passed down as an argument. */
export type Deps = {
  env: Env;
  db: Db;
  /** The raw client under `db`, for streams and LISTEN; its dates are strings. */
  sql: postgres.Sql;
  mailer: Mailer;
  /** The mixing engine; its threads start with the first long run. */
  engine: Engine;
  /** Where answers by calendar and bounces come in; null where nobody listens. */
  inbound: Inbound | null;
  log: Log;
  metrics: Metrics;
  now: () => Date;
  /** What links in mail start with, without a final slash. */
  publicUrl: () => string;
  /** Whether the queue answers, for `/readyz`; nothing else in HTTP touches the queue. */
  queueAnswers: () => Promise<boolean>;
  /** Aborted when the process is asked to stop: long work ends at its next safe point. */
  stopping: AbortSignal;
  /** Asks long work to stop. */
  stop(): void;
  close(): Promise<void>;
};

/**
 * The domain of our own addresses, and the key that an invitation's address is made with. Every process that sends
 * must have the same, so that all mails about an invitation name one organizer.
 */
export type Inbound = { domain: string; key: string };

/** What only a composition root knows: where the started parts are. */
export type DepsOptions = {
  databaseUrl: string;
  smtpUrl: string;
  inbound?: Inbound | null;
  mailer?: MailerOptions;
  log: Log;
  now?: () => Date;
  publicUrl?: () => string;
  queueAnswers: () => Promise<boolean>;
  /** Sees the text of each statement, for tests that count queries. */
  onQuery?: (text: string) => void;
  connectionsMax?: number;
};

/** Opens what the program needs; nothing connects before its first use. */
export function makeDeps(env: Env, options: DepsOptions): Deps {
  const connection = connect(options.databaseUrl, {
    ...(options.onQuery ? { onQuery: options.onQuery } : {}),
    ...(options.connectionsMax ? { max: options.connectionsMax } : {}),
  });
  const mailer = createMailer(options.smtpUrl, options.mailer);
  const engine = createEngine();
  const stopping = new AbortController();
  stopping.signal.addEventListener('abort', () => void engine.close(), { once: true });
  return {
    env,
    db: connection.db,
    sql: connection.sql,
    mailer,
    engine,
    inbound: options.inbound ?? null,
    log: options.log,
    metrics: createMetrics(),
    now: options.now ?? clockOf(env),
    publicUrl: options.publicUrl ?? (() => env.publicUrl ?? `http://${env.host}:${env.port}`),
    queueAnswers: options.queueAnswers,
    stopping: stopping.signal,
    stop: () => stopping.abort(),
    async close() {
      stopping.abort();
      mailer.close();
      await engine.close();
      await connection.close();
    },
  };
}

/** The system's clock, or one that started at `ACQUAINT_CLOCK` when this process did. */
export function clockOf(env: Env): () => Date {
  if (!env.clock) return () => new Date();
  const shiftMs = env.clock.getTime() - Date.now();
  return () => new Date(Date.now() + shiftMs);
}
