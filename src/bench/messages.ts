import { generateKeyPairSync } from 'node:crypto';
import nodemailer from 'nodemailer';

import { LANGUAGES } from '../languages/languages.ts';
import { dkimSignature } from '../mail/dkim.ts';
import { rawMessage } from '../mail/raw-message.ts';
import { previewMail, VARIANTS } from '../previews/preview-mails.ts';
import { rounded } from './figures.ts';
import { bar } from './progress-bar.ts';
import { startSink } from './start-sink.ts';

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
 * Builds `count` invitations as the service does (words, HTML, calendar, MIME, DKIM), one after the other, then lets a
 * bare nodemailer pool send a ready one of them to a sink in a process of its own.
 */
export async function benchMessages({ count }: { count: number }): Promise<MessagesBench> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: KEY_BITS });
  const key = { domain: 'example.org', selector: 'bench', privateKey };
  const build = async (i: number) => {
    const message = previewMail('invitation', {
      language: LANGUAGES[i % LANGUAGES.length] ?? 'en',
      variant: VARIANTS[i % VARIANTS.length] ?? 'room',
      publicUrl: 'https://acquaint.example.org',
      mailFrom: 'acquaint@example.org',
    });
    const raw = (await rawMessage(message)).toString('latin1');
    return dkimSignature(raw, key) + raw;
  };
  for (let i = 0; i < WARM_UP; i += 1) await build(i);
  const progress = bar('acquaint', count);
  const memory: NodeJS.MemoryUsage[] = [];
  let ready = '';
  let seconds = 0;
  let startedAt = performance.now();
  for (let i = 1; i <= count; i += 1) {
    ready = await build(i);
    if (i % Math.ceil(count / LOOKS) !== 0 && i !== count) continue;
    seconds += (performance.now() - startedAt) / 1000;
    progress(i);
    globalThis.gc?.();
    memory.push(process.memoryUsage());
    startedAt = performance.now();
  }
  const floorCount = Math.min(count, FLOOR_MAX);
  const floorSeconds = await sendBare(Buffer.from(ready, 'latin1'), floorCount);
  return {
    count,
    bytes: ready.length,
    builtPerSecond: Math.round(count / seconds),
    floorMessagesPerSecond: Math.round(floorCount / floorSeconds),
    ratio: rounded(count / seconds / (floorCount / floorSeconds)),
    heapMb: memory.map(({ heapUsed }) => Math.round(heapUsed / BYTES_PER_MB)),
    rssMb: memory.map(({ rss }) => Math.round(rss / BYTES_PER_MB)),
  };
}

async function sendBare(raw: Buffer, count: number): Promise<number> {
  const sink = await startSink();
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
    sink.close();
  }
}
