import { and, inArray, or, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import {
  encounters,
  gatherings,
  invitations,
  type PeerAssist,
  peerAssistSeats,
  peerAssists,
  people,
} from '../db/schema/index.ts';
import { eligibleCondition } from '../gatherings/audience.ts';
import { ENCOUNTER_LEVEL_MIN, LOAD_CAP_DAYS } from '../invitations/draw-room.ts';
import { NEW_AGAIN_AFTER_DAYS } from '../mixing/index.ts';
import { timesOfRequest } from './request-of.ts';

const MS_PER_DAY = 86_400_000;
/** Domain rules §1: at most one assist a person in so many days, and how many in 12 months are many. */
const REST_DAYS = 45;
const FREQUENT_FROM = 3;
const YEAR_DAYS = 365;

/** Somebody who may be on a panel, as the directory and earlier gatherings know them. */
export type PanelPerson = {
  id: string;
  name: string;
  unit: string;
  location: string;
  offers: string[];
  managerId: string | null;
  metHosts: boolean;
  resting: boolean;
  frequent: boolean;
  invitedLately: number;
  invitedWithinCap: number;
  /** False for somebody who is asked for by name and has left, is away then or takes no such invitations. */
  eligible: boolean;
};

/**
 * Everybody who can come at that time, host and facilitator aside, and those asked for `byName` whoever they are, or
 * `only` those; in order of id, as chance falls on positions. One query. The request must say who hosts, and when.
 */
export async function panelPeople(
  db: DbOrTx,
  {
    assist,
    hostUnit,
    byName = [],
    only = false,
  }: { assist: PeerAssist; hostUnit: string; byName?: string[]; only?: boolean },
  now: Date,
): Promise<PanelPerson[]> {
  const times = timesOfRequest(assist);
  if (times === null) throw new Error('a panel needs a time');
  const { startsAt } = times;
  const { restDays = REST_DAYS, frequentFrom = FREQUENT_FROM } = assist.rules;
  const eligible = eligibleCondition({ ...times, hostId: assist.hostId, seriesId: null });
  const leaders = [assist.hostId, assist.facilitatorId].filter((id) => id !== null);
  const named = byName.length > 0 ? inArray(people.id, byName) : undefined;
  const wanted = only ? (named ?? sql`false`) : or(eligible, named);
  const at = instant(startsAt);
  return db.execute<PanelPerson>(sql`
    with team as (
      select teammate.id from ${people} teammate where teammate.unit = ${hostUnit}
    ), met as (
      select person_b as id from ${encounters}
      where person_a in (select id from team) and level >= ${ENCOUNTER_LEVEL_MIN} and met_at >= ${before(now, NEW_AGAIN_AFTER_DAYS)}
      union
      select person_a from ${encounters}
      where person_b in (select id from team) and level >= ${ENCOUNTER_LEVEL_MIN} and met_at >= ${before(now, NEW_AGAIN_AFTER_DAYS)}
    ), assists as (
      select seat.person_id,
        bool_or(held.starts_at > ${before(startsAt, restDays)} and held.starts_at < ${before(startsAt, -restDays)}) as resting,
        count(*) filter (where held.starts_at > ${before(startsAt, YEAR_DAYS)} and held.starts_at <= ${at}) as lately
      from ${peerAssistSeats} seat
      join ${peerAssists} other on other.id = seat.peer_assist_id and other.id <> ${assist.id}
      join ${gatherings} held on held.id = other.gathering_id and held.status <> 'cancelled'
      join ${invitations} asked on asked.gathering_id = held.id and asked.person_id = seat.person_id
      where seat.state = 'asked' and asked.uninvited_at is null
        and (asked.answer = 'accepted' or asked.answer <> 'declined' and held.starts_at > ${instant(now)})
      group by seat.person_id
    ), lately as (
      select person_id, count(*)::int as count,
        (count(*) filter (where created_at >= ${before(now, LOAD_CAP_DAYS)}))::int as within_cap
      from ${invitations}
      where created_at >= ${before(now, YEAR_DAYS)} and standing_id is null
      group by person_id
    )
    select ${people.id}, ${people.name}, ${people.unit}, ${people.location}, ${people.offers},
      (select manager.id from ${people} manager where lower(manager.email) = lower(${people.managerEmail})) as "managerId",
      ${people.id} in (select id from met) as "metHosts",
      coalesce(assists.resting, false) as resting,
      coalesce(assists.lately, 0) >= ${frequentFrom} as frequent,
      coalesce(lately.count, 0) as "invitedLately",
      coalesce(lately.within_cap, 0) as "invitedWithinCap",
      ${eligible} as eligible
    from ${people}
    left join assists on assists.person_id = ${people.id}
    left join lately on lately.person_id = ${people.id}
    where ${and(wanted, leaders.length > 0 ? sql`${people.id} <> all(${sql.param(leaders)}::uuid[])` : undefined)}
    order by ${people.id}`);
}

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`;
const before = (at: Date, days: number) => instant(new Date(at.getTime() - days * MS_PER_DAY));
