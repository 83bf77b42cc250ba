import { and, isNotNull, lte, notInArray } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { bounceTokens, inboundMails } from '../db/schema/index.ts';
import { NOTE_KINDS } from './schemas.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Time to look into a mail that was misunderstood; what people wrote to an organiser stays as a note. */
const KEPT_MS = 30 * DAY_MS;
/** Mail servers give up after days (RFC 5321 §4.5.4.1: 4 to 5); complaints come for weeks. */
const RETURN_PATH_MS = 90 * DAY_MS;

/** Deletes mails that were read long ago, whole ones and those without words for anybody, and old return paths. */
export async function purgeInboundMails(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  const isOld = and(lte(inboundMails.receivedAt, before), isNotNull(inboundMails.processedAt));
  await tx.delete(inboundMails).where(and(isOld, notInArray(inboundMails.kind, [...NOTE_KINDS])));
  await tx
    .update(inboundMails)
    .set({ raw: null })
    .where(and(isOld, isNotNull(inboundMails.raw)));
  const oldest = new Date(now.getTime() - RETURN_PATH_MS);
  await tx.delete(bounceTokens).where(lte(bounceTokens.createdAt, oldest));
}
