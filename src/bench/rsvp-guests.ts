import { v7 as uuidv7 } from 'uuid';

import type { Db } from '../db/connect.ts';
import { gatherings, invitations, people } from '../db/schema/index.ts';
import { issueTokens } from '../invitations/issue-tokens.ts';

/** Enough gatherings that 20 connections seldom wait for each other's lock, as on a day with many answers. */
const GATHERINGS = 50;
const GUESTS = 60;
const DAYS_AHEAD = 30;
const MS_PER_DAY = 86_400_000;
const DURATION_MINUTES = 60;

/** Fills an empty directory with guests of many gatherings and returns the tokens of all their answer links. */
export async function addGuests(db: Db, now: Date): Promise<string[]> {
  const stamps = { createdAt: now, updatedAt: now };
  const guests = Array.from({ length: GUESTS }, (_, i) => ({
    id: uuidv7(),
    email: `guest-${i}@example.org`,
    name: `Guest ${i}`,
    unit: `Unit ${i % 7}`,
    location: `Location ${i % 3}`,
    timeZone: 'Africa/Nairobi',
    ...stamps,
  }));
  const startsAt = new Date(now.getTime() + DAYS_AHEAD * MS_PER_DAY);
  const rows = Array.from({ length: GATHERINGS }, (_, i) => ({
    id: uuidv7(),
    format: 'brown-bag',
    title: `Lunch with strangers ${i}`,
    startLocal: startsAt.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length),
    timeZone: 'UTC',
    startResolution: 'exact' as const,
    startsAt,
    endsAt: new Date(startsAt.getTime() + DURATION_MINUTES * 60_000),
    durationMinutes: DURATION_MINUTES,
    capacity: GUESTS,
    audience: { everyone: true as const },
    agenda: [{ title: 'Lunch', minutes: DURATION_MINUTES, kind: 'open' }],
    calendarUid: uuidv7(),
    createdBy: uuidv7(),
    ...stamps,
  }));
  const invited = rows.flatMap((gathering) =>
    guests.map((guest) => ({
      id: uuidv7(),
      gatheringId: gathering.id,
      personId: guest.id,
      reason: 'No meeting with the others so far',
      createdAt: now,
    })),
  );
  await db.insert(people).values(guests);
  await db.insert(gatherings).values(rows);
  await db.insert(invitations).values(invited);
  const issued = await issueTokens(
    db,
    invited.map((one) => one.id),
    now,
  );
  // By guest, so that answers next to each other in time are of different gatherings.
  const tokens = invited.map((one) => issued.get(one.id)?.answer ?? '');
  return tokens.map((_, i) => tokens[(i % GATHERINGS) * GUESTS + Math.floor(i / GATHERINGS)] ?? '');
}
