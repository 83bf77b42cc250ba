import type { AddressInfo } from 'node:net';
import type { BaseLogger } from 'pino';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

import type { Db } from '../db/connect.ts';
import { keepNewestMessages, MESSAGES_KEPT } from './mailbox/keep-newest-messages.ts';
import { storeMessage } from './mailbox/store-message.ts';

/** 10 MB, as RFC 1870's SIZE tells clients; our own mails have a hundredth of it. */
const MESSAGE_SIZE_MAX = 10_000_000;
/** Old messages are removed once for this many new ones, which costs less than once for each. */
const NEW_MESSAGES_PER_REMOVAL = 500;
/** A client that is still connected when we stop is given this long. */
const CLOSE_GRACE_MS = 1_000;

export type MailboxOptions = { db: Db; log: BaseLogger; now: () => Date; port?: number };
export type Mailbox = { url: string; close(): Promise<void> };

/**
 * Starts the built-in mailbox: an SMTP server on loopback, without authentication or TLS. Whatever it accepts is in the
 * database before the client is told so, and is readable at `/mailbox` of every process on that database.
 */
export async function startMailbox({ db, log, now, port = 0 }: MailboxOptions): Promise<Mailbox> {
  let stored = 0;
  let removal = Promise.resolve();
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'Acquaint mailbox',
    size: MESSAGE_SIZE_MAX,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: CLOSE_GRACE_MS,
    onData(stream, { envelope }, answer) {
      receive(stream)
        .then((raw) => {
          if (stream.sizeExceeded) throw new Refused(552, `message is larger than ${MESSAGE_SIZE_MAX} bytes`);
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          return storeMessage(db, { from, to: envelope.rcptTo.map(({ address }) => address), raw }, now());
        })
        .then((id) => {
          answer(null, `stored as ${id}`);
          stored += 1;
          if (stored % NEW_MESSAGES_PER_REMOVAL !== 0) return;
          removal = keepNewestMessages(db, MESSAGES_KEPT).catch((err) =>
            log.warn({ err }, 'the mailbox could not remove old messages'),
          );
        })
        .catch((error: unknown) => {
          if (error instanceof Refused) return answer(error);
          log.error({ err: error }, 'the mailbox could not store a message');
          answer(new Refused(451, 'not stored, try again later'));
        });
    },
  });
  server.on('error', (err) => log.debug({ err }, 'a client of the mailbox failed'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: listening } = server.server.address() as AddressInfo;
  log.info({ port: listening }, 'the built-in mailbox receives mail');
  return {
    url: `smtp://127.0.0.1:${listening}`,
    async close() {
      await new Promise<void>((resolve) => server.close(resolve));
      await removal;
    },
  };
}

/** What the client is told instead of 250. */
class Refused extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** A message that is too large is read to its end, as the protocol wants, but not kept. */
async function receive(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.byteLength <= MESSAGE_SIZE_MAX) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
