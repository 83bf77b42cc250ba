import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { type Invitation, invitations } from '../db/schema/index.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { type Link, type LinkKey, lockLink } from './link.ts';
import { promote } from './promote.ts';

/** What somebody may answer. Whether accepting gives a place or a place on the waiting list is not theirs to say. */
export const ANSWERS = ['accepted', 'declined', 'tentative'] as const;
export type Answer = (typeof ANSWERS)[number];

/** What became of an answer. `link` is as it stands afterwards; `over` is a gathering that has begun or is closed. */
export type AnswerOutcome =
  | { outcome: 'recorded'; link: Link; changed: boolean }
  | { outcome: 'cancelled'; link: Link }
  | { outcome: 'over' }
  | { outcome: 'unknown' };

/**
 * Records an answer. Accepting takes a free place or joins the waiting list; giving a place back hands it to whoever
 * of those waiting keeps the mix best and owes them the mail. The same answer again changes nothing. The gathering's row is locked
 * first, so places are counted by one at a time: two statements, more only when a place came free.
 */
export async function answer(
  tx: Tx,
  input: { key: LinkKey; answer: Answer },
  now: Date,
): Promise<AnswerOutcome> {
  const link = await lockLink(tx, input.key);
  if (!link) return { outcome: 'unknown' };
  const { gathering, invitation } = link;
  if (gathering.startsAt <= now) return { outcome: 'over' };
  if (gathering.status === 'cancelled') return { outcome: 'cancelled', link };
  if (!isOpen(gathering, now)) return { outcome: 'over' };
  const [row] = await record(tx, {
    id: invitation.id,
    gatheringId: gathering.id,
    wanted: input.answer,
    capacity: gathering.capacity,
    now: now.toISOString(),
  });
  if (!row) return { outcome: 'unknown' };
  if (row.before === 'accepted' && row.after !== 'accepted') await promote(tx, gathering, now);
  return {
    outcome: 'recorded',
    link: { ...link, invitation: { ...invitation, answer: row.after } },
    changed: row.after !== row.before,
  };
}

type Recorded = { before: Invitation['answer']; after: Invitation['answer'] };

/** One statement, begun after the lock was won: it sees every answer that was given before. */
const record = preparedStatement<Recorded>(sql`
  with given as (
    select ${sql.placeholder('id')}::uuid as id, ${sql.placeholder('gatheringId')}::uuid as gathering_id,
      ${sql.placeholder('wanted')}::text as wanted, ${sql.placeholder('capacity')}::int as capacity
  ), mine as (
    select given.id, invitation.answer as before,
      case when wanted <> 'accepted' then wanted
        when invitation.answer in ('accepted', 'waitlisted') then invitation.answer
        when capacity is null or capacity > (
          select count(*) from ${invitations} other
          where other.gathering_id = given.gathering_id and other.answer = 'accepted'
        ) then 'accepted'
        else 'waitlisted' end as after
    from given join ${invitations} invitation on invitation.id = given.id
  ), changed as (
    update ${invitations} invitation set
      answer = mine.after,
      answered_at = ${sql.placeholder('now')}::timestamptz,
      answered_alone = invitation.standing_id is not null,
      waitlist_number = case when mine.after = 'waitlisted' then nextval('waitlist_order') end
    from mine
    where invitation.id = mine.id and mine.after <> mine.before
  )
  select before, after from mine`);
