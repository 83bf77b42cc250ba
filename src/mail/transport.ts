import type { Readable } from 'node:stream';
import nodemailer, { type NodemailerError } from 'nodemailer';

import { type DkimKey, dkimSignature } from './dkim.ts';
import type { SendFailure } from './failure.ts';
import { rawMessage } from './raw-message.ts';
import { createSlots, createSlotsByName, type Slots } from './slots.ts';
import { smtpOptions } from './smtp-options.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** One address with its display name; never a string that a comma could split. */
export type MailAddress = { name: string; address: string };

/** A message ready to go: every text has been cleaned of control characters by who built it. */
export type MailMessage = {
  /** With its angle brackets; the same for every attempt at the same mail (RFC 5322 §3.6.4). */
  messageId: string;
  /** The address that bounces go to, one for each mail; unset: that of `from`. */
  envelopeFrom?: string;
  from: MailAddress;
  to: MailAddress;
  /** Several where what is written back is for several. */
  replyTo?: MailAddress | MailAddress[];
  /** Message-ID of the first mail about the same thing, for In-Reply-To and References. */
  inReplyTo?: string;
  /** When it was made, by our clock. */
  date: Date;
  subject: string;
  text: string;
  html: string;
  /** The calendar object, byte for byte the same in both parts (RFC 6047 §4). */
  calendar?: { method: 'REQUEST' | 'CANCEL'; object: string };
  /** Further header fields, written as they are: one line each, no folding. */
  headers?: Record<string, string>;
};

/** Accepted by the server, or what is known of why not. */
export type SendResult = { accepted: true } | { accepted: false; failure: SendFailure };

export type Mailer = {
  /**
   * Two places for each connection: one mail on the wire, one being claimed or recorded. Whoever sends takes a place
   * before claiming, so that no more mails than these can be left in doubt by a crash.
   */
  slots: Slots;
  /** The same for mails to one domain; taken before a place of `slots`, so that no domain keeps another waiting. */
  domainSlots(domain: string): Slots;
  /** Which domains ask for time. */
  throttle: Throttle;
  /** Messages a second, of all processes together; null: as fast as the server takes them. */
  ratePerSecond: number | null;
  /** One lane at a time waits for its turn at that rate, so that a process that stops loses one turn at most. */
  turns: Slots;
  /** Mails to one domain at once, of all processes together; null: as many as there are places here. */
  perDomainMax: number | null;
  /** Hands a message to the server; ends within the deadline and rejects for faults of ours only. */
  send(message: MailMessage): Promise<SendResult>;
  /** Whether the server answers, for `/readyz`. */
  verify(): Promise<boolean>;
  close(): void;
};

/** How mail is sent beside where to. */
export type MailerOptions = {
  /** Signs every message; null: none is signed. */
  dkim?: DkimKey | null;
  /** Messages a second, of all processes together; null: as fast as the server takes them. */
  ratePerSecond?: number | null;
  /** Mails to one domain at once, of all processes together; null: as many as there are places. */
  perDomainMax?: number | null;
  deadlineMs?: number;
};

/**
 * Places for each connection: one mail on the wire, one being claimed or recorded, so that no connection waits for a
 * commit. It raised the rate by 40 to 50 % in our measurements; more than one brought nothing.
 */
const SLOTS_PER_CONNECTION = 2;
const MESSAGES_PER_CONNECTION_MAX = 1000;
const CONNECT_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;
/**
 * From being handed over to the reply. A server may take its time over the content; the sweep counts on a send being
 * over after this.
 */
export const SEND_DEADLINE_MS = 90_000;

/**
 * A pool of SMTP connections to `smtpUrl`; connects at the first message.
 * @throws EnvError when the URL has a parameter that is not known.
 */
export function createMailer(smtpUrl: string, options: MailerOptions = {}): Mailer {
  const { dkim = null, ratePerSecond = null, perDomainMax = null } = options;
  const smtp = smtpOptions(smtpUrl);
  const transport = nodemailer.createTransport({
    ...smtp,
    pool: true,
    maxMessages: MESSAGES_PER_CONNECTION_MAX,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // The library reads the message's stream only once the server has said yes to DATA: a stream that nobody has read
  // is a message that nobody has seen. The library itself decides by the same whether to take another connection.
  const streams = new Map<string, Readable[]>();
  transport.use('stream', (mail, done) => {
    const key = mail.message.messageId();
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (...args) => {
      const stream = create(...args);
      streams.get(key)?.push(stream);
      return stream;
    };
    done();
  });

  const slots = createSlots(smtp.maxConnections * SLOTS_PER_CONNECTION);
  return {
    slots,
    domainSlots: createSlotsByName(Math.min(perDomainMax ?? slots.size, slots.size)),
    throttle: createThrottle(),
    ratePerSecond,
    turns: createSlots(1),
    perDomainMax,
    async send(message) {
      const { messageId, envelopeFrom, from, to } = message;
      const raw = await wireMessage(message, dkim);
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), options.deadlineMs ?? SEND_DEADLINE_MS);
      streams.set(messageId, []);
      try {
        await transport.sendMail({
          ...{ messageId, from, to, raw },
          ...(envelopeFrom === undefined ? {} : returnPath(envelopeFrom, message)),
          signal: deadline.signal,
        });
        return { accepted: true };
      } catch (error) {
        const messageGiven = (streams.get(messageId) ?? []).some((stream) => stream.readableDidRead);
        return { accepted: false, failure: failureOf(error, messageGiven) };
      } finally {
        clearTimeout(timer);
        streams.delete(messageId);
      }
    },
    verify: () =>
      transport.verify().then(
        () => true,
        () => false,
      ),
    close: () => transport.close(),
  };
}

/** A message as the server is given it: written, and signed where there is a key. */
export async function wireMessage(message: MailMessage, dkim: DkimKey | null): Promise<Buffer> {
  const raw = rawMessage(message);
  return Buffer.from(dkim === null ? raw : (await dkimSignature(raw, dkim)) + raw, 'latin1');
}

/**
 * Bounces and delays are wanted, with the headers only and the Message-ID to know the mail by: a server that does not
 * offer RFC 3461 is not asked.
 */
function returnPath(from: string, { to, messageId }: Pick<MailMessage, 'to' | 'messageId'>) {
  return {
    envelope: { from, to: to.address },
    dsn: { id: messageId.slice(1, -1), return: 'headers' as const, notify: ['failure', 'delay'] },
  };
}

function failureOf(error: unknown, messageGiven: boolean): SendFailure {
  if (!(error instanceof Error)) throw error;
  const known: NodemailerError = error;
  // Without a code it is a fault of ours, except for the one thing that happens at closing time.
  if (known.code === undefined && error.message !== 'Connection pool was closed') throw error;
  return {
    code: known.timeoutType ?? known.originalCode ?? known.code ?? null,
    responseCode: known.responseCode ?? null,
    response: known.response ?? null,
    command: known.command ?? null,
    messageGiven,
  };
}
