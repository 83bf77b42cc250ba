import autocannon, { type Instance, type Options, type Result } from 'autocannon';
import { sql } from 'drizzle-orm';
import nodemailer from 'nodemailer';

import { queueServerOf } from '../../jobs/queues.ts';
import { startWorker } from '../../jobs/worker.ts';
import { buildApp } from '../app.ts';
import { type Deps, makeDeps } from '../deps.ts';
import type { Env } from '../env.ts';
import { listenForMail } from '../inbound/listen-for-mail.ts';
import { createLog } from '../log.ts';
import { rounded } from './figures.ts';
import { bar } from './progress-bar.ts';
import { addGuests, type Guest } from './rsvp-guests.ts';
import { startSink } from './start-sink.ts';
import { withDatabase } from './with-database.ts';

/** What `acquaint bench inbound` prints. */
export type InboundBench = {
  count: number;
  /** From the first reply handed over to the last one recorded as an answer. */
  seconds: number;
  repliesPerSecond: number;
  floorRepliesPerSecond: number;
  /** Ours over the floor's: 1 would be as fast as a bare SMTP server that throws the same replies away. */
  ratio: number;
  /** Replies that were acknowledged and are not an answer; anything but 0 is a fault. */
  lost: number;
  /** Answers by link that went on meanwhile, and those that were not a 200. */
  linkAnswersPerSecond: number;
  linkFailed: number;
};

const DOMAIN = 'in.example.org';
/** Mail servers of many organisations at once. */
const CONNECTIONS = 20;
/** People who answer by link at the same moment. */
const LINK_CONNECTIONS = 2;
const LINK_ANSWERS_PER_SECOND = 20;
const LINK_SECONDS_MAX = 3_600;
const GUESTS_PER_GATHERING = 60;
const LINK_GATHERINGS = 10;
const LOOK_EVERY_MS = 100;
/** While no further answer is recorded for this long, nothing is on the way any more. */
const STILL_MS_MAX = 30_000;

/**
 * Hands `count` calendar replies to the service while people go on answering by link, and times it to the last answer
 * that is recorded; then hands the same replies to a bare SMTP server. Service, worker and client share this process,
 * the database and the bare server have their own.
 */
export function benchInbound(env: Env, { count }: { count: number }): Promise<InboundBench> {
  return withDatabase(async (databaseUrl) => {
    const sink = await startSink();
    try {
      const ours = await replyToService(env, databaseUrl, count);
      const received = sink.expect(count, bar('floor   ', count));
      const startedAt = performance.now();
      await send(new URL(sink.url).port, ours.replies);
      await received;
      const floorSeconds = since(startedAt);
      return {
        count,
        seconds: rounded(ours.seconds),
        repliesPerSecond: Math.round(count / ours.seconds),
        floorRepliesPerSecond: Math.round(count / floorSeconds),
        ratio: rounded(floorSeconds / ours.seconds),
        lost: ours.lost,
        ...ours.links,
      };
    } finally {
      sink.close();
    }
  });
}

type Reply = { to: string; raw: string };

async function replyToService(env: Env, databaseUrl: string, count: number) {
  const inbound = { domain: DOMAIN, key: 'bench'.repeat(8) };
  const deps = makeDeps(env, {
    databaseUrl,
    // Nothing is mailed here; port 9 is the discard service.
    smtpUrl: 'smtp://127.0.0.1:9',
    inbound,
    log: createLog('error', process.stderr),
    queueAnswers: async () => true,
  });
  const app = await buildApp(deps, { requestsPerMinuteMax: false });
  const worker = startWorker(deps, queueServerOf(env.redisUrl, databaseUrl));
  const listener = await listenForMail(deps, 0);
  try {
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const gatherings = LINK_GATHERINGS + Math.ceil(count / GUESTS_PER_GATHERING);
    const guests = await addGuests(deps.db, deps.now(), { gatherings, calendarKey: inbound.key });
    const replies = guests.slice(0, count).map((guest) => replyOf(guest, deps.now()));
    const links = answerByLink(
      url,
      guests.slice(count).map(({ token }) => token),
    );
    const startedAt = performance.now();
    await send(String(listener.port), replies);
    const answered = await untilAnswered(deps, count);
    const seconds = since(startedAt);
    return { seconds, replies, lost: count - answered, links: await links.stop() };
  } finally {
    await listener.close();
    await worker.close();
    await app.close();
    await deps.close();
  }
}

/** A reply as most calendar programs send it. */
function replyOf({ calendarToken, uid, address }: Guest, now: Date): Reply {
  const to = `rsvp+${calendarToken}@${DOMAIN}`;
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const object = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Example//Calendar//EN',
    'VERSION:2.0',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    'SEQUENCE:0',
    `ORGANIZER:mailto:${to}`,
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:${address}`,
    'SUMMARY:Accepted: Lunch with strangers',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const head = `From: ${address}\r\nTo: ${to}\r\nSubject: Accepted: Lunch with strangers\r\nMIME-Version: 1.0\r\n`;
  const text = '--b\r\nContent-Type: text/plain\r\n\r\nYes, with pleasure.\r\n';
  const calendar = `--b\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n${object}\r\n--b--\r\n`;
  const raw = `${head}Content-Type: multipart/alternative; boundary=b\r\n\r\n${text}${calendar}`;
  return { to, raw };
}

/** Hands all replies over, by many connections at once. @throws when one is refused. */
async function send(port: string, replies: Reply[]): Promise<void> {
  const url = `smtp://127.0.0.1:${port}`;
  const transport = nodemailer.createTransport({ url, pool: true, maxConnections: CONNECTIONS });
  const from = 'guest@example.org';
  await Promise.all(replies.map(({ to, raw }) => transport.sendMail({ envelope: { from, to }, raw })));
  transport.close();
}

/** Waits until so many replies are answers, or until there are no more; how many there are. */
async function untilAnswered({ db }: Deps, count: number): Promise<number> {
  const progress = bar('acquaint', count);
  let answered = -1;
  let changedAt = performance.now();
  for (;;) {
    const [row] = await db.execute<{ answers: number }>(
      sql`select count(*)::int as answers from inbound_mails where kind = 'answer'`,
    );
    const answers = row?.answers ?? 0;
    if (answers !== answered) changedAt = performance.now();
    answered = answers;
    progress(answered);
    if (answered >= count || performance.now() - changedAt > STILL_MS_MAX) return answered;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Answers by link at a steady pace until told to stop. */
function answerByLink(url: string, tokens: string[]) {
  let sent = 0;
  let load: Instance | undefined;
  const ended = new Promise<Result>((resolve, reject) => {
    const options: Options = {
      url,
      connections: LINK_CONNECTIONS,
      overallRate: LINK_ANSWERS_PER_SECOND,
      duration: LINK_SECONDS_MAX,
      requests: [
        {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          setupRequest(request) {
            const answer = sent % (2 * tokens.length) < tokens.length ? 'accepted' : 'declined';
            const path = `/r/${tokens[sent % tokens.length]}`;
            sent += 1;
            return { ...request, path, body: `answer=${answer}` };
          },
        },
      ],
    };
    load = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
  });
  return {
    async stop() {
      load?.stop();
      const result = await ended;
      return {
        linkAnswersPerSecond: Math.round(result['2xx'] / result.duration),
        linkFailed: result.non2xx + result.errors,
      };
    },
  };
}

const since = (startedAt: number) => (performance.now() - startedAt) / 1000;
