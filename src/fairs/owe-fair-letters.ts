import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { oweLetters } from '../letters/owe-letters.ts';

/** Keeps one transaction short; the next turn takes the rest. */
const LETTERS_PER_TURN_MAX = 2_000;
/** Visitors are asked what they would like to find so long before a fair [D]. */
const ASKED_DAYS_BEFORE = 7;

/**
 * Writes to the staff of stalls whose lead time has come, and to those who come to a fair within a week what they would
 * like to find there. Looks at the fair as it is now, so a fair that was moved or a stall that was changed is told right.
 */
export async function oweFairLetters(tx: Tx, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const leads = await tx.execute<{ stallId: string; personId: string; gatheringId: string }>(sql`
    select stall.id as "stallId", staff.person_id as "personId", stall.gathering_id as "gatheringId"
    from stalls stall
    join gatherings gathering on gathering.id = stall.gathering_id
    join stall_staff staff on staff.stall_id = stall.id
    where gathering.status = 'scheduled' and gathering.starts_at > ${at} and stall.status = 'confirmed'
      and gathering.starts_at - make_interval(days => stall.lead_days) <= ${at}
      and not exists (
        select from letters letter
        where letter.subject_id = stall.id and letter.person_id = staff.person_id and letter.kind = 'fair.stall-lead')
    limit ${LETTERS_PER_TURN_MAX}`);
  await oweLetters(
    tx,
    leads.map(({ stallId, personId, gatheringId }) => ({
      ...{ kind: 'fair.stall-lead' as const, personId, subjectId: stallId, gatheringId },
    })),
    now,
  );
  const visitors = await tx.execute<{ gatheringId: string; personId: string }>(sql`
    select invitation.gathering_id as "gatheringId", invitation.person_id as "personId"
    from gatherings gathering
    join invitations invitation on invitation.gathering_id = gathering.id
    where gathering.format = 'knowledge-fair' and gathering.status = 'scheduled'
      and gathering.starts_at > ${at}
      and gathering.starts_at <= ${at} + make_interval(days => ${ASKED_DAYS_BEFORE})
      and invitation.answer = 'accepted' and invitation.uninvited_at is null
      and exists (select from stalls stall where stall.gathering_id = gathering.id and stall.status = 'confirmed')
      and not exists (
        select from letters letter
        where letter.subject_id = gathering.id and letter.person_id = invitation.person_id
          and letter.kind in ('fair.asks', 'fair.route'))
    limit ${LETTERS_PER_TURN_MAX}`);
  await oweLetters(
    tx,
    visitors.map(({ gatheringId, personId }) => ({
      ...{ kind: 'fair.asks' as const, personId, subjectId: gatheringId, gatheringId },
    })),
    now,
  );
}
