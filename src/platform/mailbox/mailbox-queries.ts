import { and, desc, eq, lt, max, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../../db/connect.ts';
import { mailboxMessages } from '../../db/schema/index.ts';
import { afterId, type PageOf, pageOf } from '../../http/paging.ts';

/** One line of the mailbox's list. */
export type MessageItem = { id: string; receivedAt: Date; from: string; to: string[]; subject: string };

export type MessagesQuery = {
  /** Words of the subject or of a recipient. */
  q?: string | undefined;
  /** One recipient's whole address. */
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** The messages of the mailbox, newest first. @throws Problem bad-cursor */
export async function listMessages(db: DbOrTx, query: MessagesQuery): Promise<PageOf<MessageItem>> {
  const before = afterId(query.cursor);
  const { id, receivedAt, fromHeader, envelopeTo, subject } = mailboxMessages;
  const rows = await db
    .select({ id, receivedAt, from: fromHeader, to: envelopeTo, subject })
    .from(mailboxMessages)
    .where(and(before ? lt(id, before) : undefined, matches(query)))
    .orderBy(desc(id))
    .limit(query.limit + 1);
  return pageOf(rows, query.limit);
}

/** A message as it was received, or null when there is none of this id any more. */
export async function findMessage(db: DbOrTx, id: string) {
  const [row] = await db.select().from(mailboxMessages).where(eq(mailboxMessages.id, id));
  return row ?? null;
}

/** When the last of the messages came, by the clock of then; null when there is none. */
export async function lastReceivedAt(db: DbOrTx): Promise<Date | null> {
  const [row] = await db.select({ at: max(mailboxMessages.receivedAt) }).from(mailboxMessages);
  return row?.at ?? null;
}

/** At most 5,000 rows are searched, so no index serves this. */
function matches({ q, to }: MessagesQuery): SQL | undefined {
  const { subject, toHeader, envelopeTo } = mailboxMessages;
  const words = sql`concat_ws(' ', ${subject}, ${toHeader}, array_to_string(${envelopeTo}, ' '))`;
  const recipient = sql`select from unnest(${envelopeTo}) as r where lower(r) = lower(${to ?? ''})`;
  return and(
    q ? sql`strpos(lower(${words}), lower(${q})) > 0` : undefined,
    to ? sql`exists (${recipient})` : undefined,
  );
}
