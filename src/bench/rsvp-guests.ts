import { v7 as uuidv7 } from 'uuid';

import type { Db } from '../db/connect.ts';
import { gatherings, invitations, people } from '../db/schema/index.ts';
import { type InvitationTokens, issueTokens } from '../invitations/issue-tokens.ts';

/** Enough gatherings that 20 connections seldom wait for each other's lock, as on a day with many answers. */
const GATHERINGS = 50;
const GUESTS = 60;
const DAYS_AHEAD = 30;
const MS_PER_DAY = 86_400_000;
const DURATION_MINUTES = 60;

/** An invitation as its guest has it: the token of the link, and what a calendar program knows. */
export type Guest = { token: string; calendarToken: string | null; uid: string; address: string };

/** PostgreSQL takes at most 65,535 parameters in a statement; an invitation has fewer than 20. */
const ROWS_PER_INSERT = 3_000;

/**
 * Fills an empty directory with the guests of many gatherings; those next to each other in the list are of different
 * ones. `calendarKey` gives them addresses to reply to.
 */
export async function addGuests(
  db: Db,
  now: Date,
  options: { gatherings?: number; calendarKey?: string } = {},
): Promise<Guest[]> {
  const count = options.gatherings ?? GATHERINGS;
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
  const rows = Array.from({ length: count }, (_, i) => ({
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
  const issued = new Map<string, InvitationTokens>();
  for (let i = 0; i < invited.length; i += ROWS_PER_INSERT) {
    const some = invited.slice(i, i + ROWS_PER_INSERT);
    await db.insert(invitations).values(some);
    const ids = some.map(({ id }) => id);
    for (const [id, tokens] of await issueTokens(db, ids, now, options.calendarKey)) issued.set(id, tokens);
  }
  const all = invited.map(({ id }, i): Guest => {
    const tokens = issued.get(id);
    return {
      token: tokens?.answer ?? '',
      calendarToken: tokens?.calendar ?? null,
      uid: rows[Math.floor(i / GUESTS)]?.calendarUid ?? '',
      address: guests[i % GUESTS]?.email ?? '',
    };
  });
  return all.map((guest, i) => all[(i % count) * GUESTS + Math.floor(i / count)] ?? guest);
}
