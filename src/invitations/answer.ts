import { eq, sql } from 'drizzle-orm';
import { closesAt } from '../calendar/closes-at.ts';
import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { type Attendance, type Invitation, invitations, type OutsideGuest } from '../db/schema/index.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { bringGuests } from './bring-guests.ts';
import { type Link, type LinkKey, lockLink } from './link.ts';
import { offerPlaces } from './offer-places.ts';
import { placesOf } from './places-of.ts';

/** What somebody may answer. Whether accepting gives a place or a place on the waiting list is not theirs to say. */
export const ANSWERS = ['accepted', 'declined', 'tentative'] as const;
export type Answer = (typeof ANSWERS)[number];

/** What somebody adds to an answer, for the host: null takes it back, and what is not given stays as it is. */
export type Words = { note?: string | null; needs?: string | null };

/** Whom somebody brings from outside: all of them anew, or nobody said. */
export type Bringing = { guests?: OutsideGuest[] };

/** Where somebody attends a hybrid gathering; what is not said stays as it was. */
export type Attending = { attends?: Attendance | undefined };

/** What became of an answer. `link` is as it stands afterwards; `over` is a gathering that has begun, is closed or takes no more answers. */
export type AnswerOutcome =
  | { outcome: 'recorded'; link: Link; changed: boolean; noRoomForGuests: boolean; noPlaceThere: boolean }
  | { outcome: 'cancelled'; link: Link }
  | { outcome: 'over' }
  | { outcome: 'unknown' };

/**
 * Records an answer. Accepting takes a free place or the one that is offered, or joins the waiting list; giving a place
 * or an offer back offers it to whoever of those waiting keeps the mix best and owes them the mail. Who accepts after
 * their offer has ended waits again, unless the place falls to them. After the cut-off who comes may still decline,
 * and nothing else counts. Of a hybrid gathering the room and remote have places and a waiting list each; who comes and
 * would rather attend the other way keeps what they have where no place is free there. The same answer again changes
 * nothing. The gathering's row is locked first, so places are counted by one at a time: two statements, more only when a place came
 * free.
 */
export async function answer(
  tx: Tx,
  input: { key: LinkKey; answer: Answer } & Words & Bringing & Attending,
  now: Date,
): Promise<AnswerOutcome> {
  const link = await lockLink(tx, input.key);
  if (!link) return { outcome: 'unknown' };
  const { gathering, invitation } = link;
  if (gathering.startsAt <= now) return { outcome: 'over' };
  if (gathering.status === 'cancelled') return { outcome: 'cancelled', link };
  if (!isOpen(gathering, now)) return { outcome: 'over' };
  if (closesAt(gathering) <= now && !givesBack(input.answer, invitation)) return { outcome: 'over' };
  const asked = gathering.hybrid ? (input.attends ?? invitation.attends) : 'room';
  const [row] = await record(tx, {
    id: invitation.id,
    gatheringId: gathering.id,
    wanted: input.answer,
    attends: asked,
    capacity: placesOf(gathering, asked),
    now: now.toISOString(),
  });
  if (!row) return { outcome: 'unknown' };
  const { attends } = row;
  const words = await keepWords(tx, link, input);
  let { after } = row;
  if (row.freed) {
    const chosen = await offerPlaces(tx, gathering, now, row.late ? invitation.id : undefined);
    if (row.late && chosen.includes(invitation.id)) after = 'accepted';
  }
  const attending = { ...link, invitation: { ...invitation, attends } };
  const comes = after === 'accepted' || after === 'waitlisted';
  const kept = comes ? invitation.guests : [];
  let noRoomForGuests = false;
  let guests = kept;
  if (comes && input.guests) {
    const brought = await bringGuests(
      tx,
      attending,
      { wanted: input.guests, waits: after === 'waitlisted' },
      now,
    );
    noRoomForGuests = brought === null;
    guests = brought?.guests ?? kept;
    if (brought?.getsPlace) after = 'accepted';
  }
  return {
    outcome: 'recorded',
    link: {
      ...link,
      invitation: { ...attending.invitation, ...words, answer: after, offeredUntil: null, guests },
    },
    changed: after !== row.before || row.late || attends !== invitation.attends,
    noRoomForGuests,
    noPlaceThere: input.answer === 'accepted' && attends !== asked,
  };
}

/** After the cut-off only a place is given back, so that nobody waits in vain; saying it again changes nothing. */
function givesBack(wanted: Answer, { answer: before }: Link['invitation']): boolean {
  return wanted === 'declined' && (before === 'accepted' || before === 'declined');
}

/** Keeps what was said beside the answer; needs only where the organiser asks for them. */
async function keepWords(tx: Tx, { invitation, gathering }: Link, { note, needs }: Words): Promise<Words> {
  const words: Words = {
    ...(note === undefined || note === invitation.note ? {} : { note }),
    ...(needs === undefined || needs === invitation.needs || !gathering.asksNeeds ? {} : { needs }),
  };
  if (Object.keys(words).length > 0) {
    await tx.update(invitations).set(words).where(eq(invitations.id, invitation.id));
  }
  return words;
}

/**
 * `freed`: a place that was held or offered is free; `late`: accepted after the offer had ended; `attends`: in which way
 * from now on.
 */
type Recorded = {
  before: Invitation['answer'];
  after: Invitation['answer'];
  attends: Attendance;
  freed: boolean;
  late: boolean;
};

/** One statement, begun after the lock was won: it sees every answer that was given before. */
const record = preparedStatement<Recorded>(sql`
  with given as (
    select ${sql.placeholder('id')}::uuid as id, ${sql.placeholder('gatheringId')}::uuid as gathering_id,
      ${sql.placeholder('wanted')}::text as wanted, ${sql.placeholder('attends')}::text as asked,
      ${sql.placeholder('capacity')}::int as capacity, ${sql.placeholder('now')}::timestamptz as now
  ), mine as (
    select given.*, invitation.answer as before, invitation.attends as attended,
      invitation.answer = 'accepted' or invitation.offered_until is not null as held,
      wanted = 'accepted' and invitation.offered_until is not null and invitation.offered_until <= now as late,
      case when wanted <> 'accepted' then wanted
        when invitation.attends = asked
          and (invitation.answer = 'accepted' or invitation.offered_until > now) then 'accepted'
        when invitation.attends = asked and invitation.answer = 'waitlisted' then 'waitlisted'
        when capacity is null or capacity >= (
          select coalesce(sum(1 + jsonb_array_length(other.guests)), 0) from ${invitations} other
          where other.gathering_id = given.gathering_id and other.attends = asked and other.id <> given.id
            and (other.answer = 'accepted' or other.offered_until is not null)
        ) + 1 + case when invitation.answer = 'accepted' then jsonb_array_length(invitation.guests) else 0 end
        then 'accepted'
        when invitation.answer = 'accepted' then 'stays'
        else 'waitlisted' end as result
    from given join ${invitations} invitation on invitation.id = given.id
  ), decided as (
    select mine.*, case when result = 'stays' then 'accepted' else result end as after,
      case when wanted = 'accepted' and result <> 'stays' then asked else attended end as attends
    from mine
  ), changed as (
    update ${invitations} invitation set
      answer = decided.after,
      attends = decided.attends,
      answered_at = decided.now,
      answered_alone = invitation.standing_id is not null,
      waitlist_number = case when decided.after = 'waitlisted' then nextval('waitlist_order') end,
      offered_until = null,
      guests = case when decided.after in ('accepted', 'waitlisted') then invitation.guests else '[]' end,
      left_waitlist = case when decided.after <> 'waitlisted'
        and (decided.before = 'waitlisted' or invitation.left_waitlist is not null)
        then case when decided.after = 'accepted' then 'accepted' else 'withdrawn' end end
    from decided
    where invitation.id = decided.id
      and (decided.after <> decided.before or decided.attends <> decided.attended or decided.late)
  )
  select before, after, attends, held and (after <> 'accepted' or attends <> attended) as freed, late from decided`);
