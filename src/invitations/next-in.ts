import { sql } from 'drizzle-orm';

import { hasLeft } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { preparedStatement } from '../db/prepared-statement.ts';
import { type Attendance, encounters, gatherings, invitations, people } from '../db/schema/index.ts';
import { type MixPerson, NEW_AGAIN_AFTER_DAYS, replacements, type Seated } from '../mixing/index.ts';
import { ENCOUNTER_LEVEL_MIN } from './draw-room.ts';

const MS_PER_DAY = 86_400_000;

/** Somebody on the waiting list who gets a place. */
export type NextIn = { invitationId: string; personId: string };

/**
 * Who of those waiting to attend in one way, in the room or remotely, get the places that are free there now: those who keep the mix best beside those who have or are offered one and
 * those who run the gathering; equals go by arrival. Whoever brings guests gets a
 * place only where all of theirs are free, and keeps nobody else from a place that is too small for them. Who has left is passed over. Without a capacity, or with room for
 * all, everybody who waits gets in. `gathering` is a row that this transaction has locked, with the capacity that
 * counts: only so nobody else gives the same places away. One query when nobody waits or all get in, three otherwise,
 * one of them for who has met whom.
 */
export async function nextIn(
  tx: Tx,
  { gatheringId, attends, capacity }: { gatheringId: string; attends: Attendance; capacity: number | null },
  now: Date,
): Promise<NextIn[]> {
  const rows = await loadWaiting(tx, { gatheringId, attends });
  const waiting = rows.filter((row) => !hasLeft(row, now));
  const needed = waiting.reduce((sum, { party }) => sum + party, 0);
  const places = capacity === null ? needed : capacity - (rows[0]?.taken ?? 0);
  if (places <= 0 || needed <= places) return places <= 0 ? [] : waiting;
  const met = await loadMet(tx, { gatheringId, attends, places, since: newAgainBefore(now).toISOString() });
  const metSeated = new Map(met.filter((row) => row.beside === null).map((row) => [row.person, row.people]));
  const chosen = replacements({
    waiting: waiting.map((row) => ({ ...row, metSeated: metSeated.get(row.id) ?? 0 })),
    seated: await loadSeated(tx, { gatheringId, attends }),
    met: met.flatMap(({ person, beside }) => (beside === null ? [] : [{ a: person, b: beside }])),
    places,
  });
  const byId = new Map(waiting.map((row) => [row.id, row]));
  return chosen.flatMap((id) => byId.get(id) ?? []);
}

type Waiting = NextIn & MixPerson & { party: number; leftOn: string | null; timeZone: string; taken: number };

const given = sql`given as (
  select ${sql.placeholder('gatheringId')}::uuid as gathering_id, ${sql.placeholder('attends')}::text as attends)`;

/** Who waits, in order of arrival, each row with the number of places taken, which is counted once. */
const loadWaiting = preparedStatement<Waiting>(sql`
  with ${given}
  select waiting.id as "invitationId", person.id as "personId", person.id, person.unit, person.location, person.grade,
    1 + jsonb_array_length(waiting.guests) as party, person.left_on::text as "leftOn", person.time_zone as "timeZone",
    (select coalesce(sum(1 + jsonb_array_length(other.guests)), 0)::int from ${invitations} other
      where other.gathering_id = (select gathering_id from given) and other.attends = (select attends from given)
        and (other.answer = 'accepted' or other.offered_until is not null)) as taken
  from ${invitations} waiting
  join ${people} person on person.id = waiting.person_id
  where waiting.gathering_id = (select gathering_id from given) and waiting.attends = (select attends from given)
    and waiting.answer = 'waitlisted'
    and waiting.offered_until is null
  order by waiting.waitlist_number`);

const levelMin = sql.raw(String(ENCOUNTER_LEVEL_MIN));
const since = sql`${sql.placeholder('since')}::timestamptz`;

/** Midnight UTC of the first day whose meetings keep a pair from being new. */
function newAgainBefore(now: Date): Date {
  const today = Date.parse(now.toISOString().slice(0, 'yyyy-mm-dd'.length));
  return new Date(today - NEW_AGAIN_AFTER_DAYS * MS_PER_DAY);
}

/** Ids of those beside whom the mix is made: everybody with a place, and who runs the gathering. */
const seatedIds = sql`
  select person_id from ${invitations}
  where gathering_id = (select gathering_id from given) and attends = (select attends from given)
    and (answer = 'accepted' or offered_until is not null)
  union
  select unnest(array[host_id, facilitator_id]) from ${gatherings}
  where id = (select gathering_id from given)`;

const loadSeated = preparedStatement<Seated>(sql`
  with ${given}
  select unit, location, grade, count(*)::int as people from ${people}
  where id in (${seatedIds})
  group by unit, location, grade`);

const seatWaits = sql`seat.answer = 'waitlisted' and seat.offered_until is null`;

/**
 * For each of those waiting, whom they met since: `beside` is somebody who waits too, or null for all of those with a
 * place together. Everything is looked up by index from those who wait, however many meetings and places there are.
 */
const loadMet = preparedStatement<{ person: string; beside: string | null; people: number }>(sql`
  with ${given}
  select waiting.person_id as person, case when ${seatWaits} then met.person_id end as beside,
    count(distinct met.person_id)::int as people
  from given
  join ${gatherings} gathering on gathering.id = given.gathering_id
  join ${invitations} waiting on waiting.gathering_id = given.gathering_id and waiting.attends = given.attends
    and waiting.answer = 'waitlisted'
    and waiting.offered_until is null
  cross join lateral (
    select person_b as person_id from ${encounters}
    where person_a = waiting.person_id and level >= ${levelMin} and met_at >= ${since}
    union all
    select person_a from ${encounters}
    where person_b = waiting.person_id and level >= ${levelMin} and met_at >= ${since}
  ) met
  left join ${invitations} seat on seat.gathering_id = given.gathering_id and seat.attends = given.attends
    and seat.person_id = met.person_id
  where seat.answer = 'accepted' or seat.offered_until is not null or met.person_id in (gathering.host_id, gathering.facilitator_id)
    or (${seatWaits} and ${sql.placeholder('places')}::int > 1)
  group by 1, 2`);
