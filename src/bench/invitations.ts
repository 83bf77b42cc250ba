import nodemailer from 'nodemailer';

import { queueServerOf } from '../../jobs/queues.ts';
import { startWorker } from '../../jobs/worker.ts';
import { addApiKey } from '../accounts/add-api-key.ts';
import { buildApp } from '../app.ts';
import { type Deps, makeDeps } from '../deps.ts';
import type { Env } from '../env.ts';
import { createLog } from '../log.ts';
import type { MailMessage } from '../mail/transport.ts';
import { importPeople } from '../people/import-people.ts';
import { rounded } from './figures.ts';
import { peopleFile } from './people-file.ts';
import { bar } from './progress-bar.ts';
import { type Sink, startSink } from './start-sink.ts';
import { withDatabase } from './with-database.ts';

/** What `acquaint bench invitations` prints. */
export type InvitationsBench = {
  count: number;
  queue: 'redis' | 'postgres';
  /** From the request to the last message acknowledged by the sink. */
  seconds: number;
  messagesPerSecond: number;
  /** Until the request was answered: the draw, the invitations and what is owed. */
  requestSeconds: number;
  floorMessagesPerSecond: number;
  /** Ours over the floor's: 1 would be as fast as a bare pool that sends the same ready-made messages. */
  ratio: number;
};

/** As many connections as the service keeps to its mail server. */
const FLOOR_CONNECTIONS = 5;
/** Enough messages for both sides to be warm. */
const WARM_UP = 200;

/**
 * Invites `count` people by one request and times it to the last message that an SMTP sink has acknowledged, then lets
 * a bare nodemailer pool send the same messages to the same sink. Service and worker share this process, the sink and
 * the database have their own; both start from a warm-up.
 */
export function benchInvitations(env: Env, { count }: { count: number }): Promise<InvitationsBench> {
  return withDatabase(async (databaseUrl) => {
    const sink = await startSink();
    try {
      const messages: MailMessage[] = [];
      const ours = await invite(env, { databaseUrl, sink, count, messages });
      const floor = await sendBare(sink, messages.slice(-count));
      return {
        count,
        queue: env.redisUrl ? 'redis' : 'postgres',
        seconds: rounded(ours.seconds),
        messagesPerSecond: Math.round(count / ours.seconds),
        requestSeconds: rounded(ours.requestSeconds),
        floorMessagesPerSecond: Math.round(count / floor),
        ratio: rounded(floor / ours.seconds),
      };
    } finally {
      sink.close();
    }
  });
}

type Invite = { databaseUrl: string; sink: Sink; count: number; messages: MailMessage[] };

/** The service's way: one request, then the outbox, the queue, the worker and the mail server. */
async function invite(env: Env, { databaseUrl, sink, count, messages }: Invite) {
  const deps = makeDeps(env, {
    databaseUrl,
    smtpUrl: sink.url,
    log: createLog('error', process.stderr),
    queueAnswers: async () => true,
  });
  const send = deps.mailer.send;
  deps.mailer.send = (message) => {
    messages.push(message);
    return send(message);
  };
  const app = await buildApp(deps, { requestsPerMinuteMax: false });
  const worker = startWorker(deps, queueServerOf(env.redisUrl, databaseUrl));
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const post = await client(deps, url);
    await addPeople(deps, count);
    for (const places of [Math.min(WARM_UP, count), count]) {
      const id = await schedule(deps, post);
      const all = sink.expect(places, places === count ? bar('acquaint', count) : () => {});
      const startedAt = performance.now();
      await post(`/gatherings/${id}/invitations`, { places });
      const requestSeconds = since(startedAt);
      await all;
      if (places === count) return { seconds: since(startedAt), requestSeconds };
    }
    throw new Error('nobody was invited');
  } finally {
    await worker.close();
    await app.close();
    await deps.close();
  }
}

/** The floor: a bare pool and messages that are ready. Returns seconds. */
async function sendBare(sink: Sink, messages: MailMessage[]): Promise<number> {
  const transport = nodemailer.createTransport({
    url: sink.url,
    pool: true,
    maxConnections: FLOOR_CONNECTIONS,
  });
  const send = async (batch: MailMessage[], progress: (done: number) => void) => {
    const all = sink.expect(batch.length, progress);
    const startedAt = performance.now();
    const sent = batch.map(({ calendar, headers, ...message }) =>
      transport.sendMail({
        ...message,
        ...(headers ? { headers } : {}),
        ...(calendar ? { icalEvent: { method: calendar.method, content: calendar.object } } : {}),
      }),
    );
    await Promise.all([...sent, all]);
    return since(startedAt);
  };
  await send(messages.slice(0, WARM_UP), () => {});
  const seconds = await send(messages, bar('floor   ', messages.length));
  transport.close();
  return seconds;
}

async function addPeople(deps: Deps, count: number): Promise<void> {
  const imported = await deps.db.transaction((tx) =>
    importPeople(tx, { source: peopleFile(count + 1), dryRun: false }, deps.now()),
  );
  if (!('created' in imported) || imported.created <= count) throw new Error('the people were not imported');
}

type Post = (path: string, body: unknown) => Promise<{ id: string }>;

async function client(deps: Deps, url: string): Promise<Post> {
  const { key } = await deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'bench', role: 'admin' }, deps.now()),
  );
  return async (path, body) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
}

async function schedule(deps: Deps, post: Post): Promise<string> {
  const host = await deps.db.query.people.findFirst();
  const { id } = await post('/gatherings', {
    format: 'town-hall',
    title: 'Town hall',
    start: '2099-12-03T14:00:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 90,
    hostId: host?.id,
    audience: { everyone: true },
  });
  return id;
}

const since = (startedAt: number) => (performance.now() - startedAt) / 1000;
