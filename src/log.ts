import { DrizzleQueryError } from 'drizzle-orm/errors';
import { type DestinationStream, type Logger, pino } from 'pino';

import { databaseError } from './db/violated-constraint.ts';

export type Log = Logger;

const ADDRESS = /[^\s@<>"'(),:;=]+@[^\s@<>"'(),:;=]+/g;
/** Links in mail, mailbox and the room carry a token after one of these. */
const TOKEN_PATH = /\/(r|u|c|l|d|sign-in|stand-ups)\/[A-Za-z0-9_-]+/g;

/** A text without addresses and tokens: what may stand in a log. */
export function withoutSecrets(text: string): string {
  return text.replace(ADDRESS, '[address]').replace(TOKEN_PATH, '/$1/[token]');
}

/**
 * An error as it may be logged. drizzle's own message holds the query's parameters, so of a failed query only the
 * statement and the server's code and constraint are kept; PostgreSQL's detail line would hold the values too.
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) };
  const database = databaseError(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (database || error instanceof DrizzleQueryError) {
    const cause = error.cause instanceof Error ? error.cause : undefined;
    return {
      type: error.name,
      message: database ? withoutSecrets(database.message) : withoutSecrets(cause?.message ?? 'query failed'),
      code: database?.code ?? (cause && 'code' in cause ? String(cause.code) : code),
      constraint: database?.constraint_name,
      query: error instanceof DrizzleQueryError ? error.query : undefined,
      stack: stackOf(error),
    };
  }
  return { type: error.name, message: withoutSecrets(error.message), code, stack: stackOf(error) };
}

/** The frames alone: the first line of a stack repeats the message. */
function stackOf(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}

/** JSON lines on stdout (or `destination`), without addresses or tokens in errors. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: loggableError, error: loggableError },
  };
  return destination ? pino(options, destination) : pino(options);
}
