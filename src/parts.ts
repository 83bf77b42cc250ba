import { connect } from './db/connect.ts';
import type { Env } from './env.ts';
import type { Log } from './log.ts';
import { openDatabase } from './open-database.ts';
import { startMailbox } from './platform/mailbox.ts';

/** The outside parts a process works with: given by the environment, or embedded where it gives none. */
export type Parts = { databaseUrl: string; smtpUrl: string; close(): Promise<void> };

/**
 * Finds or starts the database, brings it up to date and finds or starts a mail server.
 * `onDatabaseExit` is called when an embedded PostgreSQL dies under us.
 * @throws DatabaseUnusable, EmbeddedPostgresError: one line each, for the operator.
 */
export async function startParts(
  env: Env,
  log: Log,
  now: () => Date,
  onDatabaseExit: () => void,
): Promise<Parts> {
  const database = await openDatabase(env, log, { now: now(), onExit: onDatabaseExit });
  try {
    if (env.smtpUrl) return { databaseUrl: database.url, smtpUrl: env.smtpUrl, close: () => database.stop() };
    const connection = connect(database.url, { max: MAILBOX_CONNECTIONS_MAX });
    const mailbox = await startMailbox({ db: connection.db, log, now });
    return {
      databaseUrl: database.url,
      smtpUrl: mailbox.url,
      async close() {
        await mailbox.close();
        await connection.close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** The mailer sends over five connections at once. */
const MAILBOX_CONNECTIONS_MAX = 5;
