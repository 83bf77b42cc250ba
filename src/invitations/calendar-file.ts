import { calendarText, eventProperties, eventText } from '../calendar/out.ts';
import { asAttended } from './as-attended.ts';
import type { Link } from './link.ts';

/**
 * The gathering as a file for a calendar that takes no invitations by mail: the same UID as in the mails, so that it
 * appears once, no guest and no personal link, because people share calendars (RFC 5546 §3.2.1).
 */
export function calendarFile(link: Link, mailFrom: string, now: Date): string {
  const gathering = asAttended(link.gathering, link.invitation);
  const event = {
    uid: gathering.calendarUid,
    sequence: gathering.sequence,
    dtstamp: now,
    startLocal: gathering.startLocal,
    timeZone: gathering.timeZone,
    durationMinutes: gathering.durationMinutes,
    summary: gathering.title,
    description: gathering.purpose ?? '',
    location: gathering.place ?? gathering.onlineUrl ?? '',
    url: gathering.onlineUrl ?? undefined,
    organizer: { name: 'Acquaint', address: mailFrom },
  };
  return calendarText(
    'PUBLISH',
    [],
    [event],
    [eventText(eventProperties(event), { ...event, status: 'CONFIRMED' })],
  );
}
