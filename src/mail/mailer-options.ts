import type { Env } from '../env.ts';
import { readDkimKey } from './read-dkim-key.ts';
import { smtpOptions } from './smtp-options.ts';
import type { MailerOptions } from './transport.ts';

/**
 * How the configuration wants mail to be sent, judged before anything is started.
 * @throws EnvError with one line: what is wrong with `SMTP_URL` or the DKIM key.
 */
export function mailerOptions(env: Env): MailerOptions {
  if (env.smtpUrl !== null) smtpOptions(env.smtpUrl);
  return {
    dkim: readDkimKey(env),
    ratePerSecond: env.smtpRatePerSecond,
    perDomainMax: env.smtpConnectionsPerDomain,
  };
}
