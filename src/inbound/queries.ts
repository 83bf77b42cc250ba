import { and, eq, gt, inArray } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { inboundMails, invitations, suppressions } from '../db/schema/index.ts';
import { afterId, type PageOf, pageOf } from '../http/paging.ts';
import { type InboundItem, type InboundQuery, NOTE_KINDS, type SuppressionItem } from './schemas.ts';

/** What came in for a gathering and wants a human reader, oldest first, in one query. */
export async function listInboundMails(
  db: DbOrTx,
  { gatheringId, query }: { gatheringId: string; query: InboundQuery },
): Promise<PageOf<InboundItem>> {
  const after = afterId(query.cursor);
  const rows = await db
    .select({
      id: inboundMails.id,
      receivedAt: inboundMails.receivedAt,
      kind: inboundMails.kind,
      invitationId: inboundMails.invitationId,
      personId: invitations.personId,
      from: inboundMails.sender,
      subject: inboundMails.subject,
      text: inboundMails.text,
    })
    .from(inboundMails)
    .innerJoin(invitations, eq(invitations.id, inboundMails.invitationId))
    .where(
      and(
        eq(invitations.gatheringId, gatheringId),
        inArray(inboundMails.kind, query.kind ? [query.kind] : [...NOTE_KINDS]),
        after === null ? undefined : gt(inboundMails.id, after),
      ),
    )
    .orderBy(inboundMails.id)
    .limit(query.limit + 1);
  return pageOf(
    rows.map((row) => ({
      ...row,
      kind: row.kind as InboundItem['kind'],
      receivedAt: row.receivedAt.toISOString(),
    })),
    query.limit,
  );
}

/** Addresses that get no mail any more, oldest first, in one query. */
export async function listSuppressions(
  db: DbOrTx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<PageOf<SuppressionItem>> {
  const after = afterId(cursor);
  const rows = await db
    .select({
      id: suppressions.id,
      personId: suppressions.personId,
      reason: suppressions.reason,
      detail: suppressions.detail,
      since: suppressions.createdAt,
    })
    .from(suppressions)
    .where(after === null ? undefined : gt(suppressions.id, after))
    .orderBy(suppressions.id)
    .limit(limit + 1);
  return pageOf(
    rows.map((row) => ({ ...row, since: row.since.toISOString() })),
    limit,
  );
}
