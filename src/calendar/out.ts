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

export interface CalendarEvent {
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
  /** How a series repeats; `startLocal` is its first date. */
  recurrence?: CalendarRecurrence | undefined;
  /** Which date of a series this is about: the local start that its rule gives. */
  recurrenceId?: { startLocal: string; timeZone: string } | undefined;
}

/** A rule and the dates of it that are not held; the zone is that of the start. */
export interface CalendarRecurrence {
  /** The value of an RRULE. */
  rule: string;
  /** Local starts. */
  exceptions: string[];
  /** The last year for which the zone's rules must hold. */
  lastYear: number;
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
type Property = [string, Record<string, string>, string, string | number | object];

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
function times({
  startLocal,
  timeZone,
  durationMinutes,
}: Pick<CalendarEvent, 'startLocal' | 'timeZone' | 'durationMinutes'>): Property[] {
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

/** The rule and its exceptions, or which date of a series this is: in the zone of the start (RFC 5545 §3.8.5.1, §3.8.4.4). */
function seriesProperties({
  recurrence,
  recurrenceId,
  timeZone,
}: Pick<CalendarEvent, 'recurrence' | 'recurrenceId' | 'timeZone'>): Property[] {
  const found: Property[] = [];
  if (recurrenceId) {
    const { startLocal } = recurrenceId;
    found.push(['recurrence-id', { tzid: recurrenceId.timeZone }, 'date-time', startLocal]);
  }
  if (recurrence) {
    found.push(['rrule', {}, 'recur', ICAL.Recur.fromString(recurrence.rule).toJSON()]);
    // A time that the clocks skip is written as it stands and as the time that it would mean: programs read it either way.
    const meant = recurrence.exceptions.map(
      (local) => localOf(instantOf(local, timeZone).instant, timeZone).local,
    );
    for (const local of [...new Set([...recurrence.exceptions, ...meant])].sort()) {
      found.push(['exdate', { tzid: timeZone }, 'date-time', local]);
    }
  }
  return found;
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
 * folded at 75 octets, times in the gathering's zone with its VTIMEZONE, a final CRLF. For a series, `overrides` are
 * the dates of it that differ from the rule, under the same UID. Texts are cleaned with `plainLine` and `plainText`.
 * Throws RangeError for a start or a zone that `isLocalTime` or `isTimeZone` refuses.
 */
export function calendarObject(object: CalendarObject, overrides: CalendarObject[] = []): string {
  const events = [object, ...overrides];
  return calendarText(object.method, [], events, events.map(eventOf));
}

/** A calendar of these events: head, the zones they use, the events. `head` are lines of its own. */
export function calendarText(
  method: string,
  head: string[],
  events: Pick<CalendarEvent, 'startLocal' | 'timeZone' | 'recurrence' | 'recurrenceId'>[],
  components: string[],
): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:${PRODUCT}`, 'CALSCALE:GREGORIAN'];
  return (
    [...lines, `METHOD:${method}`, ...head].map((line) => `${line}\r\n`).join('') +
    `${zonesOf(events)}${components.join('')}END:VCALENDAR\r\n`
  );
}

/** One VTIMEZONE for each zone, with the rules of every year that the events touch (RFC 5545 §3.6.5). */
function zonesOf(events: Parameters<typeof calendarText>[2]): string {
  const years = new Map<string, number[]>();
  const note = (timeZone: string, ...more: number[]) =>
    years.set(timeZone, [...(years.get(timeZone) ?? []), ...more]);
  for (const { startLocal, timeZone, recurrence, recurrenceId } of events) {
    note(timeZone, yearOf(startLocal), ...(recurrence ? [recurrence.lastYear] : []));
    if (recurrenceId) note(recurrenceId.timeZone, yearOf(recurrenceId.startLocal));
  }
  return [...years]
    .map(([timeZone, all]) => vtimezone(timeZone, Math.min(...all), Math.max(...all)))
    .join('');
}

const yearOf = (local: string) => Number(local.slice(0, 'YYYY'.length));

function eventOf(object: CalendarObject): string {
  const event = [...eventProperties(object), attendeeOf(object)];
  return eventText(event, object);
}

/** What every event has, in the order in which it is written; what is empty or no web address is left out. */
export function eventProperties(event: Omit<CalendarEvent, 'attendee'>): Property[] {
  const { name, address, sentBy } = event.organizer;
  return [
    ['uid', {}, 'text', plainLine(event.uid)],
    ['dtstamp', {}, 'date-time', `${event.dtstamp.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`],
    ...times(event),
    ...seriesProperties(event),
    ['sequence', {}, 'integer', event.sequence],
    ['summary', {}, 'text', plainLine(event.summary)],
    [
      'organizer',
      { ...commonName(name), ...(sentBy ? { 'sent-by': mailto(sentBy) } : {}) },
      'cal-address',
      mailto(address),
    ],
  ];
}

/** A VEVENT of these properties and of the texts that may be missing. */
export function eventText(
  properties: Property[],
  texts: Pick<CalendarEvent, 'description' | 'location' | 'url'> & { status: string | null },
): string {
  const event = [...properties];
  const url = webAddress(texts.url);
  const location = plainLine(texts.location);
  const description = plainText(texts.description);
  if (description) event.push(['description', {}, 'text', description]);
  if (location) event.push(['location', {}, 'text', location]);
  if (url) event.push(['url', {}, 'uri', url]);
  if (texts.status) event.push(['status', {}, 'text', texts.status]);
  return ICAL.stringify(['vevent', event, []]);
}
