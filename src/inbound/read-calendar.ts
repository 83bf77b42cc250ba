import ICAL from 'ical.js';

/** What a calendar program says about one event, as far as an organizer reads it (iTIP, RFC 5546 §3.2). */
export type CalendarMessage = {
  /** In upper case; empty where none is said. */
  method: string;
  /** VEVENT, or what else it is about: VTODO, VJOURNAL, VFREEBUSY. */
  component: string;
  uid: string;
  /** 0 unless said (RFC 5546 §3.2.3). */
  sequence: number;
  stampedAt: Date | null;
  /** The date of a series that is meant, and the start that a counter-proposal asks for. */
  recurrenceId: LocalTime | null;
  start: LocalTime | null;
  attendees: { address: string; partstat: string }[];
  comment: string;
};

/**
 * A time as it was written, `2026-12-03T14:00:00` or with a final Z, and the zone's name, which may be one that only
 * its sender knows ("Romance Standard Time").
 */
export type LocalTime = { local: string; timeZone: string | null };

/** What is read of an event; all else may be broken without harm, and a foreign VTIMEZONE is never looked at. */
const READ = new Set(['UID', 'SEQUENCE', 'DTSTAMP', 'RECURRENCE-ID', 'DTSTART', 'ATTENDEE', 'COMMENT']);
const COMPONENTS = new Set(['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY']);
/** A reply is one event with one attendee; a series' worth of them is far below these. */
const TEXT_LENGTH_MAX = 1_000_000;
const EVENTS_MAX = 200;
const PROPERTIES_MAX = 200;
/** RFC 5545 §3.8.7.4 names no limit; the database's integer has this one. */
const SEQUENCE_MAX = 2 ** 31 - 1;

/** A property in the form of RFC 7265 §3.4: name, parameters, type, value. */
type Property = [name: string, parameters: Record<string, string | string[]>, type: string, value: unknown];
type Component = { method: string; component: string; properties: Property[] };

/**
 * Reads what calendar programs sent, however many objects and events it holds. Bare line feeds, long lines and broken
 * properties do not matter; what is no calendar gives an empty list. Never throws.
 */
export function readCalendar(text: string): CalendarMessage[] {
  return componentsOf(text.slice(0, TEXT_LENGTH_MAX)).map(messageOf);
}

/** The components that events are, without what is nested in them. */
function componentsOf(text: string): Component[] {
  const found: Component[] = [];
  let objectAt = 0;
  let method = '';
  let current: Component | null = null;
  /** The component inside of which nothing is read, such as a VTIMEZONE or a VALARM. */
  let skipped: string | null = null;
  for (const line of unfolded(text)) {
    const name = /^[\w-]+/.exec(line)?.[0].toUpperCase() ?? '';
    const value = line.slice(name.length + 1).trim();
    if (skipped !== null) {
      if (name === 'END' && value.toUpperCase() === skipped) skipped = null;
    } else if (name === 'BEGIN') {
      const component = value.toUpperCase();
      if (component === 'VCALENDAR') {
        objectAt = found.length;
        method = '';
        current = null;
      } else if (current === null && COMPONENTS.has(component)) {
        current = { method, component, properties: [] };
        if (found.length < EVENTS_MAX) found.push(current);
      } else skipped = component;
    } else if (name === 'END') {
      current = null;
    } else if (name === 'METHOD') {
      method = value.toUpperCase();
      // It may come after the events: it is the object's, not theirs (RFC 5545 §3.7.2).
      for (const component of found.slice(objectAt)) component.method = method;
    } else if (current !== null && READ.has(name) && current.properties.length < PROPERTIES_MAX) {
      const property = propertyOf(line);
      if (property) current.properties.push(property);
    }
  }
  return found;
}

/** Lines that were folded are one again (RFC 5545 §3.1), by whatever line end. */
function unfolded(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
}

/** The library throws plain errors over what it cannot read; such a property is left out. */
function propertyOf(line: string): Property | null {
  try {
    return ICAL.parse.property(line) as Property;
  } catch {
    return null;
  }
}

function messageOf({ method, component, properties }: Component): CalendarMessage {
  const first = (name: string) => properties.find((property) => property[0] === name);
  const stamp = timeOf(first('dtstamp'))?.local;
  const stampedAt = stamp === undefined ? null : new Date(stamp.endsWith('Z') ? stamp : `${stamp}Z`);
  const sequence = Number(first('sequence')?.[3] ?? 0);
  return {
    method,
    component,
    uid: textOf(first('uid')).trim(),
    sequence: Number.isInteger(sequence) ? Math.min(Math.max(sequence, 0), SEQUENCE_MAX) : 0,
    stampedAt: stampedAt && !Number.isNaN(stampedAt.getTime()) ? stampedAt : null,
    recurrenceId: timeOf(first('recurrence-id')),
    start: timeOf(first('dtstart')),
    attendees: properties.filter(([name]) => name === 'attendee').map(attendeeOf),
    comment: properties
      .filter(([name]) => name === 'comment')
      .map(textOf)
      .join('\n')
      .trim(),
  };
}

function textOf(property: Property | undefined): string {
  return typeof property?.[3] === 'string' ? property[3] : '';
}

const LOCAL_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ?)?$/;

function timeOf(property: Property | undefined): LocalTime | null {
  const local = textOf(property);
  if (!LOCAL_TIME.test(local)) return null;
  const timeZone = property?.[1].tzid;
  return { local, timeZone: typeof timeZone === 'string' ? timeZone : null };
}

/** Programs write the scheme in any case or leave it out, and some name the address beside a number of theirs. */
function attendeeOf([, parameters, , value]: Property): CalendarMessage['attendees'][number] {
  const written = typeof value === 'string' ? value.trim().replace(/^mailto:\s*/i, '') : '';
  const address = written.includes('@') ? decoded(written) : String(parameters.email ?? written);
  return {
    address: address.replace(/^[<"']+|[>"']+$/g, '').toLowerCase(),
    partstat: String(parameters.partstat ?? 'NEEDS-ACTION').toUpperCase(),
  };
}

/** RFC 6068 §2 percent-encodes; a lone percent sign is itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
