import { calendarText, eventProperties, eventText } from '../calendar/out.ts';
import type { Gathering } from '../db/schema/index.ts';

/** How often programs should look again, for those that read RFC 7986 §5.7 and for those that do not. */
const HEAD = [
  'NAME:Acquaint',
  'X-WR-CALNAME:Acquaint',
  'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
  'X-PUBLISHED-TTL:PT6H',
];

/**
 * A calendar to subscribe to (METHOD:PUBLISH, RFC 5546 §3.2.1): each gathering by itself, dates of a series too. It
 * depends on the gatherings alone, so that the same ones give the same bytes. No guest and no personal link. The zone
 * of its reader is always in it: a calendar must hold a component (RFC 5545 §3.6).
 */
export function feedCalendar(gatherings: Gathering[], readerTimeZone: string, mailFrom: string): string {
  const events = gatherings.map((gathering) => ({
    uid: gathering.calendarUid,
    sequence: gathering.sequence,
    dtstamp: gathering.updatedAt,
    startLocal: gathering.startLocal,
    timeZone: gathering.timeZone,
    durationMinutes: gathering.durationMinutes,
    summary: gathering.title,
    description: gathering.purpose ?? '',
    location: gathering.place ?? gathering.onlineUrl ?? '',
    url: gathering.onlineUrl ?? undefined,
    organizer: { name: 'Acquaint', address: mailFrom },
  }));
  const reader = { timeZone: readerTimeZone, startLocal: events[0]?.startLocal ?? NO_EVENT };
  return calendarText(
    'PUBLISH',
    HEAD,
    [reader, ...events],
    events.map((event) => eventText(eventProperties(event), { ...event, status: 'CONFIRMED' })),
  );
}

/** Any local time will do for a zone that nothing happens in. */
const NO_EVENT = '2027-01-01T00:00:00';
