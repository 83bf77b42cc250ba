import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Db } from '../db/connect.ts';
import { encounters, gatherings, invitations, people } from '../db/schema/index.ts';

const UNITS = 50;
const LOCATIONS = 20;
/** Each met so many others, as after a year and a half of a gathering a month. */
const MEETINGS_EACH = 20;
/** Far enough apart on the list that neighbours have different partners. */
const STRIDE = 137;
const DURATION = '60 minutes';

/** Two gatherings for a crowd: all of it accepted the one, nobody is invited to the other. */
export type Crowd = { full: string; empty: string };

/** Adds so many people who accepted one gathering and have met some others. */
export async function addCrowd(db: Db, count: number, now: Date): Promise<Crowd> {
  const [full, empty] = [uuidv7(), uuidv7()];
  const at = now.toISOString();
  await db.execute(sql`
    insert into ${people} (id, email, name, unit, location, time_zone, created_at, updated_at)
    select gen_random_uuid(), 'crowd-' || n || '@example.org', 'Person ' || n, 'Unit ' || n % ${UNITS},
      'Location ' || n % ${LOCATIONS}, 'Africa/Nairobi', ${at}, ${at}
    from generate_series(1, ${count}::int) n`);
  for (const gatheringId of [full, empty]) {
    await db.execute(sql`
      insert into ${gatherings} (id, format, title, start_local, time_zone, start_resolution, starts_at, ends_at,
        duration_minutes, audience, agenda, calendar_uid, created_by, created_at, updated_at)
      select ${gatheringId}, 'world-cafe', 'Everybody', to_char(starts, 'YYYY-MM-DD"T"HH24:MI:SS'), 'UTC', 'exact', starts,
        starts + ${DURATION}::interval, 60, '{"everyone": true}', '[{"title": "Rounds", "minutes": 60, "kind": "tables"}]',
        ${gatheringId}, ${gatheringId}, ${at}, ${at}
      from (select ${at}::timestamptz + interval '30 days' as starts) plan`);
  }
  await db.execute(sql`
    insert into ${encounters} (id, person_a, person_b, gathering_id, round_number, level, table_size, minutes, evidence,
      met_at, created_at)
    with crowd as (select id, row_number() over (order by id) as n from ${people} where email like 'crowd-%')
    select gen_random_uuid(), least(one.id, other.id), greatest(one.id, other.id), ${empty}, 1, 2, 6, 15, 'table',
      ${at}::timestamptz - interval '100 days', ${at}
    from crowd one cross join generate_series(1, ${MEETINGS_EACH / 2}::int) k
    join crowd other on other.n = (one.n + k * ${STRIDE}::int - 1) % ${count}::int + 1
    where other.id <> one.id
    on conflict do nothing`);
  await db.execute(sql`
    insert into ${invitations} (id, gathering_id, person_id, reason, answer, created_at)
    select gen_random_uuid(), ${full}, id, 'Invited by the organiser', 'accepted', ${at} from ${people}
    where email like 'crowd-%'`);
  await db.execute(sql`analyze`);
  return { full, empty };
}
