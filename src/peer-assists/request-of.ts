import { inArray } from 'drizzle-orm';
import { localOf } from '../calendar/time-zones.ts';
import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, type PeerAssist, people } from '../db/schema/index.ts';
import { daysOf } from '../gatherings/audience.ts';
import type { AssistRequest } from '../gatherings/formats/peer-assist-request.ts';
import { timesOf } from '../gatherings/plan.ts';

const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** A request as its rules look at it; one query, for the units of host and facilitator. */
export async function requestOf(db: DbOrTx, assist: PeerAssist, now: Date): Promise<AssistRequest> {
  const { startLocal, timeZone, durationMinutes, hostId, facilitatorId } = assist;
  const units = await unitsOf(db, [hostId, facilitatorId]);
  const unitOf = (id: string | null) => (id === null ? null : (units.get(id) ?? null));
  const times = timesOfRequest(assist);
  return {
    ...assist,
    agenda: assist.agenda as AssistRequest['agenda'],
    hostUnit: unitOf(hostId),
    facilitatorUnit: unitOf(facilitatorId),
    startLocal,
    timeZone,
    durationMinutes,
    lastDay: times && daysOf({ ...times, startLocal: times.startLocal, timeZone: times.timeZone }).lastDay,
    begun: times !== null && times.startsAt <= now,
    today: localOf(now, timeZone ?? 'UTC').local.slice(0, DAY_LENGTH),
  };
}

/** A request with the time, place and people of its gathering, which may have been changed since it was confirmed. */
export function asHeld(assist: PeerAssist, gathering: Gathering | null): PeerAssist {
  if (gathering === null) return assist;
  const { startLocal, timeZone, durationMinutes, hostId, facilitatorId } = gathering;
  return { ...assist, startLocal, timeZone, durationMinutes, hostId, facilitatorId };
}

/** When the meeting would begin and end; null while that is not said. */
export function timesOfRequest({ startLocal, timeZone, durationMinutes }: PeerAssist) {
  if (startLocal === null || timeZone === null || durationMinutes === null) return null;
  return { startLocal, timeZone, ...timesOf({ startLocal, timeZone, durationMinutes }) };
}

async function unitsOf(db: DbOrTx, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map();
  const rows = await db
    .select({ id: people.id, unit: people.unit })
    .from(people)
    .where(inArray(people.id, known));
  return new Map(rows.map(({ id, unit }) => [id, unit]));
}
