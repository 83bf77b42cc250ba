import { withoutSecrets } from '../log.ts';

/** What is known of a message that was not accepted, in nodemailer's and SMTP's own terms. */
export type SendFailure = {
  /** nodemailer's code (ECONNECTION, ESOCKET, EENVELOPE …) or the system's (ECONNREFUSED …). */
  code: string | null;
  /** The reply code of the server (RFC 5321 §4.2), when it replied. */
  responseCode: number | null;
  /** The reply in full, which may repeat the address. */
  response: string | null;
  /** The command that was answered or in flight; null when there was none. */
  command: string | null;
  /** Whether the server had begun to receive the message itself: from then on it may have accepted it. */
  messageGiven: boolean;
};

/**
 * What a failure means for the mail: `away` nothing can be sent at the moment, which is not the mail's fault; `later`
 * this mail was put off; `refused` it will never be accepted; `unknown` it may have been accepted.
 */
export type Verdict = { verdict: 'away' | 'later' | 'refused' | 'unknown'; reason: string };

/** The commands whose refusal is about this mail; a refusal of others is about us or the server. */
const MAIL_COMMANDS = new Set(['MAIL FROM', 'RCPT TO', 'DATA', 'API']);
/** No session came about: refused, unreachable, not found, no greeting, no TLS, no login. */
const NO_SESSION = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'EDNS',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
  'EPROXY',
]);
/** OpenSSL's and Node's own words for a certificate or a handshake that is not acceptable. */
const NO_TLS = /CERT|^ERR_(TLS|SSL)_|^UNABLE_TO_|^HOSTNAME_MISMATCH$/;
/** "Bad sequence of commands" is about the session, so the same mail may pass in another (RFC 5321 §4.2.3). */
const BAD_SEQUENCE = 503;
/** "Service not available, closing": whatever it answers, it is about everything we send (RFC 5321 §4.2.3). */
const CLOSING = 421;
const RESPONSE_LENGTH_MAX = 200;

type Rule = { applies(failure: SendFailure): boolean; verdict: Verdict['verdict']; reason: string };

const isReply = (failure: SendFailure, from: number) =>
  failure.responseCode !== null && failure.responseCode >= from && failure.responseCode < from + 100;
const isAboutMail = (failure: SendFailure) => failure.command !== null && MAIL_COMMANDS.has(failure.command);

/** First match wins. A reply is the server's own word, so it comes before what the connection did. */
const RULES: Rule[] = [
  {
    applies: (failure) => failure.responseCode === BAD_SEQUENCE,
    verdict: 'later',
    reason: 'The mail server put it off',
  },
  {
    applies: (failure) =>
      failure.responseCode === CLOSING ||
      ((isReply(failure, 400) || isReply(failure, 500)) && !isAboutMail(failure)),
    verdict: 'away',
    reason: 'The mail server takes no mail from us at the moment',
  },
  { applies: (failure) => isReply(failure, 400), verdict: 'later', reason: 'The mail server put it off' },
  { applies: (failure) => isReply(failure, 500), verdict: 'refused', reason: 'The mail server refused it' },
  {
    applies: ({ code }) => code === 'EENVELOPE' || code === 'EMESSAGE',
    verdict: 'refused',
    reason: 'The address or the message cannot be sent',
  },
  {
    applies: ({ messageGiven }) => messageGiven,
    verdict: 'unknown',
    reason: 'The connection ended after the message was handed over and before the mail server replied',
  },
  {
    applies: ({ code }) => code !== null && (NO_SESSION.has(code) || NO_TLS.test(code)),
    verdict: 'away',
    reason: 'The mail server cannot be reached',
  },
];
const OTHERWISE: Omit<Rule, 'applies'> = {
  verdict: 'later',
  reason: 'The connection to the mail server was lost',
};

/** Judges a failure by the table above. The reason is a sentence for the organiser, without any address. */
export function judge(failure: SendFailure): Verdict {
  const { verdict, reason } = RULES.find((rule) => rule.applies(failure)) ?? OTHERWISE;
  return { verdict, reason: failure.response ? `${reason}: ${readable(failure.response)}` : `${reason}.` };
}

/** Whether the server asked to come back later: with a reply, not by losing the connection. */
export function isDeferral(failure: SendFailure): boolean {
  return isReply(failure, 400);
}

/** One line, shortened, without addresses: servers repeat them in their replies. */
function readable(response: string): string {
  const line = withoutSecrets(response.replace(/[\p{Cc}\s]+/gu, ' ').trim());
  return line.length > RESPONSE_LENGTH_MAX ? `${line.slice(0, RESPONSE_LENGTH_MAX - 1)}…` : line;
}

const MINUTE_MS = 60_000;
/** Waits after the first, second … failed attempt: greylisting ends within minutes, a full mailbox takes hours. */
const BACK_OFF_MS = [1, 5, 15, 60, 240].map((minutes) => minutes * MINUTE_MS);
/** With the waits above a mail is tried for about 13 hours. */
export const ATTEMPTS_MAX = 8;

/** How long to wait after this many attempts, in milliseconds; null when it was the last. */
export function backOffMs(attempts: number): number | null {
  if (attempts >= ATTEMPTS_MAX) return null;
  return BACK_OFF_MS[Math.min(attempts, BACK_OFF_MS.length) - 1] ?? MINUTE_MS;
}

const AWAY_WAIT_MIN_MS = 5_000;
const AWAY_WAIT_MAX_MS = 5 * MINUTE_MS;

/** How long to wait for a server that is away: as long again as the mail has waited already, within bounds. */
export function awayWaitMs(waitedMs: number): number {
  return Math.min(Math.max(waitedMs, AWAY_WAIT_MIN_MS), AWAY_WAIT_MAX_MS);
}
