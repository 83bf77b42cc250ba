import { DatabaseUnusable } from '../db/migrate.ts';
import { EnvError } from '../env.ts';
import { withoutSecrets } from '../log.ts';
import { MixingError } from '../mixing/index.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres-error.ts';

/** Input of a command that its caller can mend; the message is one line for them. */
export class InputRefused extends Error {
  override name = 'InputRefused';
}

/** One clear line for what an operator can mend; a stack, and what lies behind it, for what only we can. */
export function failureLine(error: unknown): string {
  if (error instanceof DatabaseUnusable) return `DATABASE_URL: ${error.message}`;
  if (error instanceof MixingError || error instanceof InputRefused) return error.message;
  if (error instanceof EnvError || error instanceof EmbeddedPostgresError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `PORT: ${error.message}; stop the other program or set another PORT`;
  }
  if (error instanceof Error && 'syscall' in error && 'path' in error) return error.message;
  if (!(error instanceof Error)) return withoutSecrets(String(error));
  const behind = error.cause instanceof Error ? `\nbecause of: ${error.cause.message}` : '';
  return withoutSecrets(`${error.stack ?? error.message}${behind}`);
}
