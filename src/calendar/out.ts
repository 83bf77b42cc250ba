import ICAL from 'ical.js';
import { plainLine, plainText } from './plain-text.ts';
import { instantOf, localOf, vtimezone } from './time-zones.ts';
import { webAddress } from './web-address.ts';

// ical.js folds one octet late, and the setting is the library's own: RFC 5545 §3.1 allows 75 octets a line.
ICAL.foldLength = 74;

const PRODUCT = '-//Acquaint//Gatherings//EN';
const MS_PER_MINUTE = 60_000;

/** A display name and one validated addr-spec. */
export interface CalendarAddress {
  name: string;
  address: string;
}

/** Who invites; `sentBy` is the address that sends for them where it is another one (RFC 6047 §2.3). */
export interface CalendarOrganizer extends CalendarAddress {
  sentBy?: string;
}

/** The one guest an object is for. */
export interface CalendarAttendee extends CalendarAddress {
  /** What is known of the answer; NEEDS-ACTION unless given. */
  partstat?: 'NEEDS-ACTION' | 'ACCEPTED' | 'DECLINED' | 'TENTATIVE';
  /** Whether an answer is asked for; true unless given. */
  rsvp?: boolean;
}

interface CalendarEvent {
  /** Random, immutable, nothing private (RFC 7986 §5.3). */
  uid: string;
  /** Raised when time, length or status changes and on every CANCEL (RFC 5546 §2.1.4). */
  sequence: number;
  dtstamp: Date;
  /** As `2026-12-03T14:00:00`, in `timeZone`. */
  startLocal: string;
  timeZone: string;
  durationMinutes: number;
  summary: string;
  /** May hold line breaks. People share calendars: no personal link belongs in here. */
  description: string;
  location: string;
  /** An http(s) address for everybody; anything else is left out. */
  url?: string | undefined;
  organizer: CalendarOrganizer;
  attendee: CalendarAttendee;
}

/**
 * A REQUEST is confirmed or tentative; a CANCEL of the whole says CANCELLED, and one that un-invites its
 * attendee has no status (RFC 5546 §3.2.2, §3.2.5).
 */
export type CalendarObject = CalendarEvent &
  (
    | { method: 'REQUEST'; status: 'CONFIRMED' | 'TENTATIVE' }
    | { method: 'CANCEL'; status: 'CANCELLED' | null }
  );

/** One property in the form of RFC 7265 §3.4: name, parameters, type, value. */
type Property = [string, Record<string, string>, string, string | number];

/** RFC 6068 §2: what would end the address or begin another is percent-encoded. */
function mailto(address: string): string {
  const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return `mailto:${encodeURI(plainLine(address)).replace(/[?#,]/g, percent)}`;
}

/** CN, unless there is no name; ical.js writes quotes as RFC 6868 says. */
function commonName(name: string): Record<string, string> {
  const cn = plainLine(name);
  return cn ? { cn } : {};
}

/**
 * Start and end in the zone. A start inside a gap is given as the local time that it means. The end is given by
 * DURATION where its local time comes twice and the second is meant, which DTEND cannot say.
 */
function times({ startLocal, timeZone, durationMinutes }: CalendarEvent): Property[] {
  const tzid = { tzid: timeZone };
  const { instant } = instantOf(startLocal, timeZone);
  const end = new Date(instant.getTime() + durationMinutes * MS_PER_MINUTE);
  const endLocal = localOf(end, timeZone).local;
  const isClear = instantOf(endLocal, timeZone).instant.getTime() === end.getTime();
  return [
    ['dtstart', tzid, 'date-time', localOf(instant, timeZone).local],
    isClear ? ['dtend', tzid, 'date-time', endLocal] : ['duration', {}, 'duration', `PT${durationMinutes}M`],
  ];
}

function attendeeOf(object: CalendarObject): Property {
  const { name, address, partstat = 'NEEDS-ACTION', rsvp = true } = object.attendee;
  const parameters: Record<string, string> = {
    ...commonName(name),
    cutype: 'INDIVIDUAL',
    role: 'REQ-PARTICIPANT',
    partstat,
  };
  if (object.method === 'REQUEST') parameters.rsvp = rsvp ? 'TRUE' : 'FALSE';
  return ['attendee', parameters, 'cal-address', mailto(address)];
}

/**
 * The iCalendar object of one invitation, update or cancellation for one guest (RFC 5545, iTIP RFC 5546): CRLF,
 * folded at 75 octets, times in the gathering's zone with its VTIMEZONE, a final CRLF. Texts are cleaned with
 * `plainLine` and `plainText`. Throws RangeError for a start or a zone that `isLocalTime` or `isTimeZone` refuses.
 */
export function calendarObject(object: CalendarObject): string {
  const dtstamp = `${object.dtstamp.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;
  const url = webAddress(object.url);
  const location = plainLine(object.location);
  const description = plainText(object.description);
  const { name, address, sentBy } = object.organizer;
  const event: Property[] = [
    ['uid', {}, 'text', plainLine(object.uid)],
    ['dtstamp', {}, 'date-time', dtstamp],
    ...times(object),
    ['sequence', {}, 'integer', object.sequence],
    ['summary', {}, 'text', plainLine(object.summary)],
    [
      'organizer',
      { ...commonName(name), ...(sentBy ? { 'sent-by': mailto(sentBy) } : {}) },
      'cal-address',
      mailto(address),
    ],
    attendeeOf(object),
  ];
  if (description) event.push(['description', {}, 'text', description]);
  if (location) event.push(['location', {}, 'text', location]);
  if (url) event.push(['url', {}, 'uri', url]);
  if (object.status) event.push(['status', {}, 'text', object.status]);
  return (
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:${PRODUCT}\r\nCALSCALE:GREGORIAN\r\nMETHOD:${object.method}\r\n` +
    vtimezone(object.timeZone, Number(object.startLocal.slice(0, 'YYYY'.length))) +
    `${ICAL.stringify(['vevent', event, []])}END:VCALENDAR\r\n`
  );
}
