import { generateKeyPairSync } from 'node:crypto';
import nodemailer from 'nodemailer';

import { composeInvitationMail } from '../invitations/compose-mail.ts';
import { LANGUAGES } from '../languages/languages.ts';
import { createMailer, wireMessage } from '../mail/transport.ts';
import { invitationSample, VARIANTS } from '../previews/preview-mails.ts';
import { rounded } from './figures.ts';
import { bar } from './progress-bar.ts';
import { type Sink, startSink } from './start-sink.ts';

/** What `acquaint bench messages` prints. */
export type MessagesBench = {
  count: number;
  /** Of one ready message, in bytes. */
  bytes: number;
  builtPerSecond: number;
  floorMessagesPerSecond: number;
  /** Ours over the floor's: 1 would be to build messages as fast as a bare pool sends ready ones. */
  ratio: number;
  /** After each tenth of the messages, in megabytes, with garbage collected first where Node was told to allow it. */
  heapMb: number[];
  rssMb: number[];
};

/** As many connections as the service keeps to its mail server. */
const FLOOR_CONNECTIONS = 5;
const WARM_UP = 200;
const LOOKS = 10;
const FLOOR_MAX = 5_000;
const KEY_BITS = 2048;
const BYTES_PER_MB = 2 ** 20;

/**
 * Builds `count` invitations as the service does: from what its job has loaded to the signed message (words, HTML,
 * calendar, MIME, DKIM), as many at once as it has places to send in. Then lets a bare nodemailer pool send a ready one
 * of them to a sink in a process of its own.
 */
export async function benchMessages({ count }: { count: number }): Promise<MessagesBench> {
  const sink = await startSink();
  try {
    const built = await buildAll(sink, count);
    const floorCount = Math.min(count, FLOOR_MAX);
    const floorSeconds = await sendBare(sink, built.ready, floorCount);
    return {
      count,
      bytes: built.ready.length,
      builtPerSecond: Math.round(count / built.seconds),
      floorMessagesPerSecond: Math.round(floorCount / floorSeconds),
      ratio: rounded(count / built.seconds / (floorCount / floorSeconds)),
      heapMb: built.memory.map(({ heapUsed }) => Math.round(heapUsed / BYTES_PER_MB)),
      rssMb: built.memory.map(({ rss }) => Math.round(rss / BYTES_PER_MB)),
    };
  } finally {
    sink.close();
  }
}

async function buildAll({ url }: Sink, count: number) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: KEY_BITS });
  const key = { domain: 'example.org', selector: 'bench', privateKey };
  const { slots } = createMailer(url);
  const samples = LANGUAGES.flatMap((language) =>
    VARIANTS.map((variant) =>
      invitationSample('invitation', {
        ...{ language, variant },
        publicUrl: 'https://acquaint.example.org',
        mailFrom: 'acquaint@example.org',
      }),
    ),
  );
  let ready: Buffer = Buffer.of();
  let begun = 0;
  const buildUpTo = async (end: number) => {
    const lane = async () => {
      while (begun < end) {
        const [mail, parts] = samples[begun++ % samples.length] as (typeof samples)[number];
        ready = await wireMessage(composeInvitationMail(mail, parts), key);
      }
    };
    await Promise.all(Array.from({ length: slots.size }, lane));
  };
  await buildUpTo(WARM_UP);
  begun = 0;
  const progress = bar('acquaint', count);
  const memory: NodeJS.MemoryUsage[] = [];
  let seconds = 0;
  for (let look = 1; look <= LOOKS; look += 1) {
    const startedAt = performance.now();
    await buildUpTo(Math.ceil((count * look) / LOOKS));
    seconds += (performance.now() - startedAt) / 1000;
    progress(begun);
    globalThis.gc?.();
    memory.push(process.memoryUsage());
  }
  return { ready, seconds, memory };
}

async function sendBare(sink: Sink, raw: Buffer, count: number): Promise<number> {
  const transport = nodemailer.createTransport({
    url: sink.url,
    pool: true,
    maxConnections: FLOOR_CONNECTIONS,
  });
  const envelope = { from: 'acquaint@example.org', to: 'guest@example.org' };
  const send = async (messages: number, progress: (done: number) => void) => {
    const all = sink.expect(messages, progress);
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: messages }, () => transport.sendMail({ envelope, raw })));
    await all;
    return (performance.now() - startedAt) / 1000;
  };
  try {
    await send(WARM_UP, () => {});
    return await send(count, bar('floor   ', count));
  } finally {
    transport.close();
  }
}
