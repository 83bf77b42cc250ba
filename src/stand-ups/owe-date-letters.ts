import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { gatherings, letters } from '../db/schema/index.ts';
import { type OwedLetter, oweLetters } from '../letters/owe-letters.ts';
import { findStandUpDate, speakersOf } from './queries.ts';

const HOUR_MS = 3_600_000;
/** The day before, so that there is time to think of a line. */
const REMINDED_BEFORE_MS = 24 * HOUR_MS;
/** When the question afterwards goes out: the next thing is over by then. */
const ASKED_AFTER_MS = HOUR_MS;

/**
 * Owes, a day before each date of a stand-up's programme, a reminder with a personal page to whoever takes part, the
 * page to run it to host and facilitator, and the question of afterwards for its time. Each date once.
 */
export async function oweDateLetters(tx: Tx, now: Date): Promise<void> {
  const until = new Date(now.getTime() + REMINDED_BEFORE_MS);
  const due = await tx.execute<{ id: string }>(sql`
    select date.id from ${gatherings} date
    where date.format = 'stand-up' and date.status = 'scheduled' and date.series_id is not null
      and date.starts_at > ${now.toISOString()} and date.starts_at <= ${until.toISOString()}
      and not exists (select from ${letters} letter
        where letter.subject_id = date.id and letter.kind = 'stand-up.reminder')
    order by date.id`);
  for (const { id } of due) {
    const date = await findStandUpDate(tx, id);
    if (!date) continue;
    const { gathering } = date;
    const about = { subjectId: id, gatheringId: id };
    const speakers = await speakersOf(tx, date);
    const afterwards = new Date(gathering.endsAt.getTime() + ASKED_AFTER_MS);
    const leaders = [...new Set([gathering.hostId, gathering.facilitatorId])].filter((one) => one !== null);
    const owed: OwedLetter[] = [
      ...leaders.map((personId) => ({ ...about, kind: 'stand-up.run' as const, personId })),
      ...speakers.flatMap(({ id: personId }) => [
        { ...about, kind: 'stand-up.reminder' as const, personId },
        // About a date that is over by then: it may wait for the morning.
        { kind: 'stand-up.after' as const, personId, subjectId: id, dueAt: afterwards },
      ]),
    ];
    await oweLetters(tx, owed, now);
  }
}
