import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';

import type { Deps } from '../deps.ts';
import { type Env, EnvError } from '../env.ts';
import { findRecipient, type Recipient } from './find-recipient.ts';
import { createInbox } from './inbox.ts';

/** Answers by calendar have some kilobytes; a bounce may bring our own mail back, and people attach things. */
export const MESSAGE_BYTES_MAX = 5 * 1024 * 1024;
/** Others may keep their turn: a mail server that finds no connection comes again. */
const CONNECTIONS_MAX = 100;
/** RFC 5321 §4.5.3.1.8 wants 100 taken; each is a row with the whole message, and the sender comes again for the rest. */
const RECIPIENTS_MAX = 20;
/** A mail server knows its addresses; who guesses is sent away. */
const WRONG_RECIPIENTS_MAX = 20;
const SOCKET_TIMEOUT_MS = 60_000;
/** A client that is still connected when we stop is given this long. */
const CLOSE_GRACE_MS = 2_000;

/** A running listener and the port it has. */
export type Listener = { port: number; close(): Promise<void> };

/** What the other side is told instead of 250. */
class Refused extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** What is known of a connection: the addresses it named, right and wrong ones. */
type Caller = { recipients: Map<string, Recipient>; wrong: number };

/**
 * Listens for mail to our own addresses by SMTP or LMTP. An address that we never gave out is refused before the
 * message is sent; a mail that is accepted is in the database before the other side is told so, and while the database
 * is away the other side is asked to come again.
 */
export async function listenForMail(deps: Deps, port: number): Promise<Listener> {
  const { env, log, metrics } = deps;
  const keep = createInbox(deps);
  const callers = new WeakMap<SMTPServerSession, Caller>();
  const callerOf = (session: SMTPServerSession) => {
    const known = callers.get(session) ?? { recipients: new Map(), wrong: 0 };
    callers.set(session, known);
    return known;
  };
  const server = new SMTPServer({
    ...(await optionsOf(env)),
    name: deps.inbound?.domain ?? env.host,
    onRcptTo(address, session, answer) {
      const caller = callerOf(session);
      recipientOf(deps, address)
        .then((recipient) => {
          caller.recipients.set(address.address, recipient);
          answer();
        })
        .catch((error: unknown) => {
          const refusal = refusalOf(error);
          if (refusal.responseCode < 500) log.error({ err: error }, 'an address could not be looked up');
          metrics.inboundRefused.inc({ code: String(refusal.responseCode) });
          if (refusal.responseCode >= 500) caller.wrong += 1;
          answer(
            caller.wrong > WRONG_RECIPIENTS_MAX
              ? new Refused(421, '4.7.0 too many wrong addresses')
              : refusal,
          );
        });
    },
    onData(stream, session, answer) {
      receive(stream)
        .then(async (raw) => {
          if (stream.sizeExceeded) throw new Refused(552, `5.3.4 larger than ${MESSAGE_BYTES_MAX} bytes`);
          const { recipients } = callerOf(session);
          const { mailFrom, rcptTo } = session.envelope;
          const kept = await keep({
            recipients: rcptTo.flatMap(({ address }) => recipients.get(address) ?? []),
            nullSender: !mailFrom || mailFrom.address === '',
            raw,
          });
          log.info({ inboundMails: kept, bytes: raw.byteLength }, 'a mail came in');
          answer(null, `2.0.0 kept as ${kept.join(' ')}`);
        })
        .catch((error: unknown) => {
          const refusal = refusalOf(error);
          if (refusal.responseCode < 500) log.error({ err: error }, 'a mail that came in was not kept');
          metrics.inboundRefused.inc({ code: String(refusal.responseCode) });
          answer(refusal);
        });
    },
  });
  server.on('error', (err) => log.debug({ err }, 'a connection that brings mail failed'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, env.host, resolve);
  });
  const listening = (server.server.address() as AddressInfo).port;
  log.info({ port: listening, protocol: env.inboundProtocol }, 'mail for our own addresses comes in here');
  return { port: listening, close: () => new Promise((resolve) => server.close(resolve)) };
}

async function optionsOf({ inboundProtocol, inboundTls }: Env): Promise<SMTPServerOptions> {
  const limits = { size: MESSAGE_BYTES_MAX, maxClients: CONNECTIONS_MAX, maxRecipients: RECIPIENTS_MAX };
  return {
    ...limits,
    lmtp: inboundProtocol === 'lmtp',
    banner: 'Acquaint',
    disabledCommands: ['AUTH', ...(inboundTls ? [] : ['STARTTLS'])],
    ...(inboundTls
      ? {
          cert: await pemOf('INBOUND_TLS_CERT_FILE', inboundTls.certFile),
          key: await pemOf('INBOUND_TLS_KEY_FILE', inboundTls.keyFile),
        }
      : {}),
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    socketTimeout: SOCKET_TIMEOUT_MS,
    closeTimeout: CLOSE_GRACE_MS,
  };
}

/** @throws EnvError naming the variable when its file cannot be read. */
function pemOf(variable: string, path: string): Promise<Buffer> {
  return readFile(path).catch((error: Error) => {
    throw new EnvError(`${variable}: the file cannot be read (${error.message})`);
  });
}

/** @throws Refused for what is not ours and for what we never gave out, in words that do not tell which addresses exist. */
async function recipientOf({ db, inbound }: Deps, { address }: SMTPServerAddress): Promise<Recipient> {
  const at = address.lastIndexOf('@');
  if (address.slice(at + 1).toLowerCase() !== inbound?.domain)
    throw new Refused(550, '5.7.1 no mail for others is taken here');
  const recipient = await findRecipient(db, address.slice(0, at));
  if (!recipient) throw new Refused(550, '5.1.1 no such address');
  return recipient;
}

/** What is not a refusal of ours is our own trouble and passes. */
function refusalOf(error: unknown): Refused {
  return error instanceof Refused ? error : new Refused(451, '4.3.0 not kept, try again later');
}

/** A message that is too large is read to its end, as the protocol wants, but not kept. */
async function receive(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.byteLength <= MESSAGE_BYTES_MAX) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
