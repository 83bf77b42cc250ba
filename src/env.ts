import { resolve } from 'node:path';

/** A wrong or missing environment variable, named, with the rule it breaks. */
export class EnvError extends Error {
  override name = 'EnvError';
}

/** Everything that is configured from outside, checked once and frozen. */
export type Env = Readonly<{
  /** `DATABASE_URL`: a PostgreSQL 15 or newer; unset: an embedded one in `dataDir`. */
  databaseUrl: string | null;
  /** `REDIS_URL`: BullMQ on Redis or Valkey; unset: BullMQ on PostgreSQL. */
  redisUrl: string | null;
  /** `SMTP_URL`: where mail goes; unset: the built-in mailbox. */
  smtpUrl: string | null;
  /** `SMTP_RATE_PER_SECOND`: messages a second that all processes together send at most; unset: no limit of ours. */
  smtpRatePerSecond: number | null;
  /** `SMTP_CONNECTIONS_PER_DOMAIN`: mails to one domain at once, of all processes together; unset: no limit of its own. */
  smtpConnectionsPerDomain: number | null;
  /**
   * `DKIM_KEY_FILE`, `DKIM_DOMAIN` (unset: the domain of `MAIL_FROM`), `DKIM_SELECTOR`: what mail is signed with;
   * unset: it is not signed.
   */
  dkim: { keyFile: string; domain: string; selector: string } | null;
  /** `MAIL_FROM`: the address mail comes from, one addr-spec. */
  mailFrom: string;
  /** `INBOUND_SMTP_PORT`: a listener for calendar replies and bounces; unset: none. */
  inboundSmtpPort: number | null;
  /** `INBOUND_DOMAIN`: the domain of the reply and bounce addresses. */
  inboundDomain: string | null;
  /** `INBOUND_KEY`: what reply addresses are made with; unset: a file in `dataDir`, made at first use. */
  inboundKey: string | null;
  /** `INBOUND_PROTOCOL`: smtp, or lmtp for a mail server in front that delivers to us. */
  inboundProtocol: 'smtp' | 'lmtp';
  /** `INBOUND_TLS_CERT_FILE`, `INBOUND_TLS_KEY_FILE`: PEM files for STARTTLS; unset: no TLS. */
  inboundTls: { certFile: string; keyFile: string } | null;
  /** `INVITATIONS_PER_30_DAYS_MAX`: the load cap; who had so many within 30 days is not drawn. */
  invitationsPer30DaysMax: number;
  /** `INVITATIONS_PER_DAY_MAX`: how many invitations one organiser may send within 24 hours. */
  invitationsPerDayMax: number;
  /** `PORT`, `HOST`: where HTTP listens; port 0 takes a free one. */
  port: number;
  host: string;
  /** `PUBLIC_URL`: what links in mail start with, without a final slash; null: `http://HOST:PORT`. */
  publicUrl: string | null;
  /** `ACQUAINT_DATA_DIR`: where embedded parts keep their data. */
  dataDir: string;
  /** `ACQUAINT_ADMIN_KEY`: an API key with the admin role that exists from start. */
  adminKey: string | null;
  /** `ACQUAINT_CLOCK`: tests and demo only, the time at which this process believes to start. */
  clock: Date | null;
  /** `QUIET_HOURS`: when no reminder arrives, by the clock of its reader; null: `none`. */
  quietHours: { from: string; until: string } | null;
  /** `LOG_LEVEL`: trace, debug, info, warn, error, fatal or silent. */
  logLevel: string;
  /** `TRUST_PROXY`: true when a reverse proxy in front sets `X-Forwarded-For`. */
  trustProxy: boolean;
}>;

const SECRET_LENGTH_MIN = 32;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
/** Letters, digits and hyphens between dots (RFC 1123 §2.1). */
const DOMAIN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
/** Our default: more than two invitations a week are a load. */
const INVITATIONS_MAX = 8;
/** Our default: everybody of a large organisation, twice a day. */
const INVITATIONS_PER_DAY_MAX = 20_000;
/** From one mail in 17 minutes to more than any provider takes. */
const RATE_MIN = 0.001;
const RATE_MAX = 10_000;
const ADDR_SPEC = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/;

/** The configuration of this process; nothing else reads `process.env`. `overrides` come from the command line. */
export function environment(overrides: Record<string, string> = {}): Env {
  return readEnv({ ...process.env, ...overrides });
}

/** What a program that we start must know to find others, and none of our keys. */
export function programPath(): Record<string, string> {
  const { PATH = '', SystemRoot } = process.env;
  return { PATH, ...(SystemRoot ? { SystemRoot } : {}) };
}

/**
 * Reads the configuration from a set of environment variables; an empty value counts as unset.
 * @throws EnvError naming the variable, the rule and the remedy.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const get = (name: string) => source[name]?.trim() || null;
  const inboundSmtpPort = portOf('INBOUND_SMTP_PORT', get('INBOUND_SMTP_PORT'));
  const inboundDomain = get('INBOUND_DOMAIN')?.toLowerCase() ?? null;
  if (inboundDomain !== null && !DOMAIN.test(inboundDomain)) {
    throw new EnvError('INBOUND_DOMAIN: must be a domain name such as mail.example.org');
  }
  if (inboundSmtpPort !== null && inboundDomain === null) {
    throw new EnvError(
      'INBOUND_DOMAIN: required when INBOUND_SMTP_PORT is set, for example mail.example.org',
    );
  }
  const mailFrom = addressOf('MAIL_FROM', get('MAIL_FROM') ?? 'acquaint@localhost.localdomain');
  return Object.freeze({
    databaseUrl: urlOf('DATABASE_URL', get('DATABASE_URL'), ['postgres:', 'postgresql:']),
    redisUrl: urlOf('REDIS_URL', get('REDIS_URL'), ['redis:', 'rediss:']),
    smtpUrl: urlOf('SMTP_URL', get('SMTP_URL'), ['smtp:', 'smtps:']),
    smtpRatePerSecond: rateOf('SMTP_RATE_PER_SECOND', get('SMTP_RATE_PER_SECOND')),
    smtpConnectionsPerDomain: countOf('SMTP_CONNECTIONS_PER_DOMAIN', get('SMTP_CONNECTIONS_PER_DOMAIN')),
    dkim: dkimOf(get, mailFrom),
    mailFrom,
    inboundSmtpPort,
    inboundDomain,
    inboundKey: secretOf('INBOUND_KEY', get('INBOUND_KEY')),
    inboundProtocol: oneOf('INBOUND_PROTOCOL', get('INBOUND_PROTOCOL') ?? 'smtp', ['smtp', 'lmtp'] as const),
    inboundTls: tlsOf(get('INBOUND_TLS_CERT_FILE'), get('INBOUND_TLS_KEY_FILE')),
    invitationsPer30DaysMax:
      countOf('INVITATIONS_PER_30_DAYS_MAX', get('INVITATIONS_PER_30_DAYS_MAX')) ?? INVITATIONS_MAX,
    invitationsPerDayMax:
      countOf('INVITATIONS_PER_DAY_MAX', get('INVITATIONS_PER_DAY_MAX')) ?? INVITATIONS_PER_DAY_MAX,
    port: portOf('PORT', get('PORT')) ?? 3000,
    host: get('HOST') ?? '127.0.0.1',
    publicUrl: urlOf('PUBLIC_URL', get('PUBLIC_URL'), ['http:', 'https:'])?.replace(/\/+$/, '') ?? null,
    dataDir: resolve(get('ACQUAINT_DATA_DIR') ?? '.acquaint'),
    adminKey: secretOf('ACQUAINT_ADMIN_KEY', get('ACQUAINT_ADMIN_KEY')),
    clock: instantOf('ACQUAINT_CLOCK', get('ACQUAINT_CLOCK')),
    quietHours: quietHoursOf(get('QUIET_HOURS') ?? '21:00-07:00'),
    logLevel: oneOf('LOG_LEVEL', get('LOG_LEVEL') ?? 'info', LOG_LEVELS),
    trustProxy: oneOf('TRUST_PROXY', get('TRUST_PROXY') ?? 'false', ['true', 'false']) === 'true',
  });
}

function urlOf(name: string, value: string | null, protocols: string[]): string | null {
  if (value === null) return null;
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    throw new EnvError(
      `${name}: must be a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    );
  }
  return value;
}

function portOf(name: string, value: string | null): number | null {
  if (value === null) return null;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new EnvError(`${name}: must be a port number from 0 to 65535`);
  }
  return port;
}

function addressOf(name: string, value: string): string {
  if (!ADDR_SPEC.test(value)) {
    throw new EnvError(
      `${name}: must be one plain address such as acquaint@example.org, without a display name`,
    );
  }
  return value;
}

function rateOf(name: string, value: string | null): number | null {
  if (value === null) return null;
  const rate = Number(value);
  if (!(rate >= RATE_MIN && rate <= RATE_MAX)) {
    throw new EnvError(`${name}: must be a number from ${RATE_MIN} to ${RATE_MAX}`);
  }
  return rate;
}

function countOf(name: string, value: string | null): number | null {
  if (value === null) return null;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new EnvError(`${name}: must be a whole number from 1`);
  return count;
}

function dkimOf(get: (name: string) => string | null, mailFrom: string): Env['dkim'] {
  const keyFile = get('DKIM_KEY_FILE');
  if (keyFile === null) return null;
  const from = mailFrom.slice(mailFrom.lastIndexOf('@') + 1).toLowerCase();
  const domain = (get('DKIM_DOMAIN') ?? from).toLowerCase();
  if (from !== domain && !from.endsWith(`.${domain}`)) {
    throw new EnvError(
      'DKIM_DOMAIN: must be the domain of MAIL_FROM or one above it, or receivers will not count it',
    );
  }
  const selector = (get('DKIM_SELECTOR') ?? 'acquaint').toLowerCase();
  if (!DOMAIN.test(selector) || !DOMAIN.test(domain)) {
    throw new EnvError('DKIM_SELECTOR, DKIM_DOMAIN: must be names as they stand in the DNS');
  }
  return { keyFile: resolve(keyFile), domain, selector };
}

function secretOf(name: string, value: string | null): string | null {
  if (value !== null && value.length < SECRET_LENGTH_MIN) {
    throw new EnvError(`${name}: must have at least ${SECRET_LENGTH_MIN} characters`);
  }
  return value;
}

function tlsOf(certFile: string | null, keyFile: string | null): Env['inboundTls'] {
  if (certFile === null && keyFile === null) return null;
  if (certFile === null || keyFile === null) {
    throw new EnvError('INBOUND_TLS_CERT_FILE, INBOUND_TLS_KEY_FILE: one is of no use without the other');
  }
  return { certFile, keyFile };
}

function quietHoursOf(value: string): Env['quietHours'] {
  if (value === 'none') return null;
  const [, from, until] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(value) ?? [];
  if (!from || !until || from === until) {
    throw new EnvError('QUIET_HOURS: must be two times such as 21:00-07:00, or none');
  }
  return { from, until };
}

function instantOf(name: string, value: string | null): Date | null {
  if (value === null) return null;
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime()) || !/^\d{4}-\d\d-\d\dT/.test(value)) {
    throw new EnvError(`${name}: must be an RFC 3339 instant such as 2026-12-03T08:00:00Z`);
  }
  return instant;
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const known = allowed.find((one) => one === value);
  if (known === undefined) throw new EnvError(`${name}: must be one of ${allowed.join(', ')}`);
  return known;
}
