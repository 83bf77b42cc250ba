import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings, type QuestionBox, questionBoxes } from '../db/schema/index.ts';
import { oweLetters } from '../letters/owe-letters.ts';

const DAY_MS = 86_400_000;
/** Questions open so long before the town hall (domain rules, town hall). */
export const OPENS_DAYS_BEFORE = 3;
/** 256 bits: as long as the hash that it keys. */
const SECRET_BYTES = 32;
/** Keeps one transaction short; the next turn takes the rest. */
const LETTERS_PER_TURN_MAX = 2_000;

/**
 * When the box of a town hall opens: as its organiser chose, but not after the beginning of one that was moved; else
 * three days before, wherever it is moved.
 */
export function opensAt(
  { startsAt }: Pick<Gathering, 'startsAt'>,
  box: Pick<QuestionBox, 'opensAt'> | null,
): Date {
  const chosen = box?.opensAt;
  if (!chosen) return new Date(startsAt.getTime() - OPENS_DAYS_BEFORE * DAY_MS);
  return chosen < startsAt ? chosen : startsAt;
}

/** The question box of a town hall, made on its first use. */
export async function boxOf(tx: Tx, gathering: Pick<Gathering, 'id'>, now: Date): Promise<QuestionBox> {
  await tx
    .insert(questionBoxes)
    .values({
      gatheringId: gathering.id,
      secret: randomBytes(SECRET_BYTES),
      createdAt: now,
    })
    .onConflictDoNothing();
  const [box] = await tx.select().from(questionBoxes).where(eq(questionBoxes.gatheringId, gathering.id));
  if (!box) throw new Error('a question box is gone');
  return box;
}

/** Makes the boxes of town halls that come within three days, and writes to who may ask in those that are open. */
export async function openBoxes(tx: Tx, now: Date): Promise<void> {
  const soon = await tx
    .select({ id: gatherings.id })
    .from(gatherings)
    .leftJoin(questionBoxes, eq(questionBoxes.gatheringId, gatherings.id))
    .where(
      and(
        eq(gatherings.format, 'town-hall'),
        eq(gatherings.status, 'scheduled'),
        gt(gatherings.endsAt, now),
        lte(gatherings.startsAt, new Date(now.getTime() + OPENS_DAYS_BEFORE * DAY_MS)),
        isNull(questionBoxes.gatheringId),
      ),
    );
  for (const gathering of soon) await boxOf(tx, gathering, now);
  const rows = await tx.execute<{ gatheringId: string; personId: string }>(sql`
    select invitation.gathering_id as "gatheringId", invitation.person_id as "personId"
    from question_boxes box
    join gatherings gathering on gathering.id = box.gathering_id
    join invitations invitation on invitation.gathering_id = box.gathering_id
    where box.closed_at is null
      and least(coalesce(box.opens_at, gathering.starts_at - ${OPENS_DAYS_BEFORE} * interval '1 day'), gathering.starts_at)
        <= ${now.toISOString()}::timestamptz
      and gathering.status = 'scheduled' and gathering.ends_at > ${now.toISOString()}::timestamptz
      and invitation.uninvited_at is null and invitation.answer <> 'declined'
      and not exists (
        select from letters letter
        where letter.subject_id = box.gathering_id and letter.person_id = invitation.person_id
          and letter.kind = 'town-hall.questions')
    limit ${LETTERS_PER_TURN_MAX}`);
  await oweLetters(
    tx,
    rows.map(({ gatheringId, personId }) => ({
      kind: 'town-hall.questions' as const,
      personId,
      subjectId: gatheringId,
      gatheringId,
    })),
    now,
  );
}
