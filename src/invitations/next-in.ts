import { sql } from 'drizzle-orm';

import { hasLeft } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { encounters, type Gathering, gatherings, invitations, people } from '../db/schema/index.ts';
import { type Met, type MixPerson, replacements, type Seated } from '../mixing/index.ts';
import { ENCOUNTER_LEVEL_MIN } from './draw-room.ts';

/** Somebody on the waiting list who gets a place. */
export type NextIn = { invitationId: string; personId: string };

/**
 * Who of those waiting get the places that are free now: those who keep the mix best beside those who have a place and
 * those who run the gathering; equals go by arrival. Who has left is passed over. Without a capacity, or with room for
 * all, everybody who waits gets in. `gathering` is a row that this transaction has locked, with the capacity that
 * counts: only so nobody else gives the same places away. One query when nobody waits or all get in, three otherwise,
 * one of them for who has met whom.
 */
export async function nextIn(
  tx: Tx,
  { id: gatheringId, capacity }: Pick<Gathering, 'id' | 'capacity'>,
  now: Date,
): Promise<NextIn[]> {
  const rows = await loadWaiting(tx, { gatheringId });
  const waiting = rows.filter((row) => !hasLeft(row, now));
  const places = capacity === null ? waiting.length : capacity - (rows[0]?.taken ?? 0);
  if (places <= 0 || waiting.length <= places) return places <= 0 ? [] : waiting;
  const chosen = replacements({
    waiting,
    seated: await loadSeated(tx, { gatheringId }),
    history: await loadMeetings(tx, { gatheringId }),
    places,
    today: now.toISOString(),
  });
  const byId = new Map(waiting.map((row) => [row.id, row]));
  return chosen.flatMap((id) => byId.get(id) ?? []);
}

type Waiting = NextIn & MixPerson & { leftOn: string | null; timeZone: string; taken: number };

/** Who waits, in order of arrival, each row with the number of places taken. */
const loadWaiting = preparedStatement<Waiting>(sql`
  select waiting.id as "invitationId", person.id as "personId", person.id, person.unit, person.location, person.grade,
    person.left_on::text as "leftOn", person.time_zone as "timeZone",
    (select count(*)::int from ${invitations} other
      where other.gathering_id = waiting.gathering_id and other.answer = 'accepted') as taken
  from ${invitations} waiting
  join ${people} person on person.id = waiting.person_id
  where waiting.gathering_id = ${sql.placeholder('gatheringId')}::uuid and waiting.answer = 'waitlisted'
  order by waiting.waitlist_number`);

/** Ids of those beside whom the mix is made: everybody with a place, and who runs the gathering. */
const seatedIds = sql`
  select person_id from ${invitations}
  where gathering_id = (select gathering_id from given) and answer = 'accepted'
  union
  select unnest(array[host_id, facilitator_id]) from ${gatherings}
  where id = (select gathering_id from given)`;
const given = sql`given as (select ${sql.placeholder('gatheringId')}::uuid as gathering_id)`;

const loadSeated = preparedStatement<Seated>(sql`
  with ${given}
  select unit, location, grade, count(*)::int as people from ${people}
  where id in (${seatedIds})
  group by unit, location, grade`);

/** Looked up from those who wait: whom they met who has a place or waits too, each with the day of the last time. */
const loadMeetings = preparedStatement<Met>(sql`
  with ${given}, waiting as (
    select person_id from ${invitations}
    where gathering_id = (select gathering_id from given) and answer = 'waitlisted'
  ), room as (
    select person_id from waiting union ${seatedIds}
  )
  select waiting.person_id as a, met.person_id as b,
    to_char(max(met.met_at) at time zone 'UTC', 'YYYY-MM-DD') as "metOn"
  from waiting
  cross join lateral (
    select person_b as person_id, met_at from ${encounters}
    where person_a = waiting.person_id and level >= ${sql.raw(String(ENCOUNTER_LEVEL_MIN))}
    union all
    select person_a, met_at from ${encounters}
    where person_b = waiting.person_id and level >= ${sql.raw(String(ENCOUNTER_LEVEL_MIN))}
  ) met
  join room on room.person_id = met.person_id
  group by waiting.person_id, met.person_id`);
