import { and, asc, eq, inArray } from 'drizzle-orm';

import { localOf } from '../calendar/time-zones.ts';
import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, invitations, peerAssistSeats, people } from '../db/schema/index.ts';
import { agendaTitle } from '../languages/agenda-title.ts';
import type { Speech } from '../languages/speak.ts';
import type { FoundAssist } from './queries.ts';
import type { Sheet } from './schemas.ts';

const MS_PER_MINUTE = 60_000;

/** Kinds of block that have a prompt: what to ask, or to keep in mind. */
const PROMPTED = [
  'opening',
  'getting-to-know',
  'talk',
  'questions',
  'tables',
  'assisters',
  'plenary',
  'closing',
] as const;
const RULES = ['learn', 'offer', 'listen', 'write', 'stay'] as const;

/**
 * What the facilitator leads by, in their language: the agenda by the clock, who comes, the rules and a prompt for each
 * block. Who has not said yes is not named. null until there is a gathering. Two queries.
 */
export async function sheetOf(
  db: DbOrTx,
  { assist, gathering }: FoundAssist,
  speech: Speech,
): Promise<Sheet | null> {
  if (gathering === null || gathering.briefing === null) return null;
  const leaders = await leadersOf(db, gathering);
  const coming = await comingTo(db, assist.id, gathering.id);
  return {
    title: gathering.title,
    startsAt: gathering.startsAt.toISOString(),
    endsAt: gathering.endsAt.toISOString(),
    timeZone: gathering.timeZone,
    place: gathering.place,
    onlineUrl: gathering.onlineUrl,
    host: leaders.get(gathering.hostId ?? '') ?? null,
    facilitator: leaders.get(gathering.facilitatorId ?? '') ?? null,
    ...gathering.briefing,
    agenda: byTheClock(gathering, speech),
    assisters: coming,
    seatsOpen: Math.max(0, (assist.seatsConfirmed ?? 0) - coming.length),
    rules: RULES.map((rule) => speech.say(`assist.rule.${rule}`)),
  };
}

function byTheClock({ agenda, startsAt, timeZone }: Gathering, speech: Speech): Sheet['agenda'] {
  let at = startsAt.getTime();
  return agenda.map(({ title, minutes, kind }) => {
    const start = localOf(new Date(at), timeZone).local;
    at += minutes * MS_PER_MINUTE;
    const end = localOf(new Date(at), timeZone).local;
    const prompted = PROMPTED.find((one) => one === kind);
    const prompt = prompted ? speech.say(`assist.prompt.${prompted}`) : null;
    return { start, end, title: agendaTitle(title, speech), minutes, kind, prompt };
  });
}

async function leadersOf(db: DbOrTx, { hostId, facilitatorId }: Gathering) {
  const ids = [hostId, facilitatorId].filter((id) => id !== null);
  if (ids.length === 0) return new Map<string, { name: string; unit: string }>();
  const rows = await db
    .select({ id: people.id, name: people.name, unit: people.unit })
    .from(people)
    .where(inArray(people.id, ids));
  return new Map(rows.map(({ id, ...leader }) => [id, leader]));
}

function comingTo(db: DbOrTx, assistId: string, gatheringId: string): Promise<Sheet['assisters']> {
  return db
    .select({
      name: people.name,
      unit: people.unit,
      location: people.location,
      offers: people.offers,
      group: peerAssistSeats.groupNumber,
    })
    .from(peerAssistSeats)
    .innerJoin(people, eq(people.id, peerAssistSeats.personId))
    .innerJoin(
      invitations,
      and(eq(invitations.personId, peerAssistSeats.personId), eq(invitations.gatheringId, gatheringId)),
    )
    .where(and(eq(peerAssistSeats.peerAssistId, assistId), eq(invitations.answer, 'accepted')))
    .orderBy(asc(peerAssistSeats.groupNumber), asc(people.name), asc(people.id));
}
