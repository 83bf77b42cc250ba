import fc from 'fast-check';
import ICAL from 'ical.js';
import t from 'tap';
import { type CalendarObject, calendarObject } from '../../src/calendar/out.ts';
import { plainLine, plainText } from '../../src/calendar/plain-text.ts';
import { instantOf, listTimeZones } from '../../src/calendar/time-zones.ts';
import { calendarJudges } from '../fixtures/calendar-judges.ts';

const REQUEST = {
  method: 'REQUEST',
  status: 'CONFIRMED',
  uid: '3f0c3c52-6f5e-4c86-9d5c-9b1f0d0d8a11',
  sequence: 0,
  dtstamp: new Date('2026-11-24T08:00:00.123Z'),
  startLocal: '2026-12-03T14:00:00',
  timeZone: 'Africa/Nairobi',
  durationMinutes: 90,
  summary: 'Town hall; what is new, and why',
  description: 'Bring a question.\nEverybody is welcome.',
  location: 'Hall 2, ground floor',
  organizer: { name: 'Ana "host" Silva', address: 'rsvp+abc@example.org' },
  attendee: { name: 'Grace Wanjiku', address: 'grace@example.net' },
} satisfies CalendarObject;

const eventOf = (text: string) => {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
  if (!event) throw new Error('no event');
  return event;
};

t.test('an invitation is this, octet for octet', async (t) => {
  t.equal(
    calendarObject({ ...REQUEST, url: 'https://example.org/g/1' }),
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Acquaint//Gatherings//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:REQUEST',
      'BEGIN:VTIMEZONE',
      'TZID:Africa/Nairobi',
      'BEGIN:STANDARD',
      'TZNAME:EAT',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0300',
      'DTSTART:19700101T000000',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:3f0c3c52-6f5e-4c86-9d5c-9b1f0d0d8a11',
      'DTSTAMP:20261124T080000Z',
      'DTSTART;TZID=Africa/Nairobi:20261203T140000',
      'DTEND;TZID=Africa/Nairobi:20261203T153000',
      'SEQUENCE:0',
      'SUMMARY:Town hall\\; what is new\\, and why',
      "ORGANIZER;CN=Ana ^'host^' Silva:mailto:rsvp+abc@example.org",
      'ATTENDEE;CN=Grace Wanjiku;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=',
      ' NEEDS-ACTION;RSVP=TRUE:mailto:grace@example.net',
      'DESCRIPTION:Bring a question.\\nEverybody is welcome.',
      'LOCATION:Hall 2\\, ground floor',
      'URL:https://example.org/g/1',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

t.test(
  'a cancellation of the whole says so, one for a single guest has no status, neither asks for an answer',
  async (t) => {
    const whole = calendarObject({ ...REQUEST, method: 'CANCEL', status: 'CANCELLED', sequence: 3 });
    t.match(whole, /\r\nMETHOD:CANCEL\r\n/);
    t.match(whole, /\r\nSTATUS:CANCELLED\r\n/);
    t.match(whole, /\r\nSEQUENCE:3\r\n/);
    t.notMatch(whole, /RSVP/);
    const one = calendarObject({ ...REQUEST, method: 'CANCEL', status: null, sequence: 1 });
    t.notMatch(one, /STATUS:/);
    t.equal(eventOf(one).getAllProperties('attendee').length, 1);
  },
);

t.test('what is empty or no web address is left out', async (t) => {
  const bare = {
    ...REQUEST,
    description: ' ',
    location: '',
    organizer: { name: '', address: 'a@example.org' },
  };
  const text = calendarObject({ ...bare, url: 'javascript:alert(1)' });
  t.notMatch(text, /DESCRIPTION|LOCATION:(?!Africa)|\r\nURL/);
  t.match(text, /\r\nORGANIZER:mailto:a@example\.org\r\n/);
  t.equal(
    eventOf(
      calendarObject({ ...REQUEST, url: 'https://example.org/a b\r\nSUMMARY:evil' }),
    ).getFirstPropertyValue('url'),
    'https://example.org/a%20bSUMMARY:evil',
  );
});

t.test('an address cannot add another or a header field', async (t) => {
  const attendee = { name: 'x', address: 'a?cc=b@example.org,c%@example.net\r\nX:1' };
  const [property] = eventOf(calendarObject({ ...REQUEST, attendee })).getAllProperties('attendee');
  t.equal(property?.getFirstValue(), 'mailto:a%3Fcc=b@example.org%2Cc%25@example.net%20X:1');
});

t.test(
  'a start inside a gap is given as the time it means, an end in the second of two hours as a length',
  async (t) => {
    const zone = { timeZone: 'Europe/Berlin' };
    const gap = calendarObject({ ...REQUEST, ...zone, startLocal: '2027-03-28T02:30:00' });
    t.match(
      gap,
      'DTSTART;TZID=Europe/Berlin:20270328T033000\r\nDTEND;TZID=Europe/Berlin:20270328T050000\r\n',
    );
    const twice = calendarObject({ ...REQUEST, ...zone, startLocal: '2027-10-31T01:30:00' });
    t.match(twice, 'DTSTART;TZID=Europe/Berlin:20271031T013000\r\nDURATION:PT90M\r\n');
  },
);

t.test('junk for a start or a zone is refused', async (t) => {
  t.throws(() => calendarObject({ ...REQUEST, startLocal: 'tomorrow' }), RangeError);
  t.throws(() => calendarObject({ ...REQUEST, timeZone: 'Mars/Base' }), RangeError);
});

/** Text of every script, and what has broken calendar writers. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '"',
        '^',
        "^'",
        '^n',
        '\\',
        '\\n',
        ';',
        ':',
        ',',
        ' ',
        '\t',
        '\u2028',
      ),
      fc.constantFrom('\r\nATTENDEE:mailto:x@example.org', 'END:VEVENT', '\u202e', '\ud800', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const NAMES = 'BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|TZ\\w+|DTSTART|DTEND|RRULE';
const LINE = new RegExp(
  `^(${NAMES}|UID|DTSTAMP|SEQUENCE|SUMMARY|ORGANIZER|ATTENDEE|DESCRIPTION|LOCATION|STATUS)[:;]`,
);

/** The organiser's name by RFC 6868 alone; ical.js would undo backslashes too, which a parameter does not have. */
const organizerName = (lines: string[]) => {
  const line = lines.find((text) => text.startsWith('ORGANIZER')) ?? '';
  const [, quoted, bare] = /^ORGANIZER;CN=(?:"([^"]*)"|([^";:,]*)):mailto:/.exec(line) ?? [];
  const plain: Record<string, string> = { "^'": '"', '^n': '\n', '^^': '^' };
  return (quoted ?? bare ?? '').replace(/\^['n^]/g, (pair) => plain[pair] ?? '');
};

t.test('any text comes back as it was cleaned, and adds no line', async () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (summary, location, name, description) => {
      const organizer = { name, address: 'rsvp+abc@example.org' };
      const text = calendarObject({ ...REQUEST, summary, location, description, organizer });
      const folded = text.split('\r\n');
      const lines = text.replaceAll('\r\n ', '').trimEnd().split('\r\n');
      const event = eventOf(text);
      const value = (property: string) => event.getFirstPropertyValue(property) ?? '';
      return (
        folded.every((line) => Buffer.byteLength(line) <= 75 && !/[\r\n\p{Cs}]/u.test(line)) &&
        lines.every((line) => LINE.test(line)) &&
        event.getAllProperties('attendee').length === 1 &&
        value('summary') === plainLine(summary) &&
        value('location') === plainLine(location) &&
        value('description') === plainText(description) &&
        organizerName(lines) === plainLine(name)
      );
    }),
    { numRuns: 1_000 },
  );
});

t.test('libical finds no fault and the same instant, for every zone', async (t) => {
  const judges = calendarJudges(t);
  if (!judges) return;
  const wrong = [];
  for (const timeZone of listTimeZones()) {
    // A day on which two corrected zones and most rules differ from their other half of the year.
    const startLocal = '2028-03-27T14:00:00';
    const lines = judges.libical(calendarObject({ ...REQUEST, timeZone, startLocal }));
    const instant = instantOf(startLocal, timeZone).instant.toISOString().replace('.000', '');
    const expected = [`METHOD REQUEST UID ${REQUEST.uid} SEQ 0`, `INSTANCE ${instant}`, 'ERRORS 0'];
    if (lines.join() !== expected.join()) wrong.push([timeZone, ...lines]);
  }
  t.strictSame(wrong, []);
});

t.test('libical, python3-icalendar and python3-vobject accept every kind of object', async (t) => {
  const judges = calendarJudges(t);
  if (!judges) return;
  const objects: CalendarObject[] = [
    REQUEST,
    { ...REQUEST, status: 'TENTATIVE', summary: 'Ünïcödé 🏴󠁧󠁢󠁳󠁣󠁴󠁿 '.repeat(20), url: 'https://example.org/' },
    { ...REQUEST, attendee: { ...REQUEST.attendee, name: 'A; "b": c^', partstat: 'ACCEPTED', rsvp: false } },
    { ...REQUEST, method: 'CANCEL', status: 'CANCELLED', sequence: 2 },
    { ...REQUEST, method: 'CANCEL', status: null, sequence: 2 },
  ];
  for (const object of objects) {
    const text = calendarObject(object);
    t.strictSame(judges.libical(text), [
      `METHOD ${object.method} UID ${object.uid} SEQ ${object.sequence}`,
      'INSTANCE 2026-12-03T11:00:00Z',
      'ERRORS 0',
    ]);
    const seen = ['[]', plainLine(object.summary), '2026-12-03T14:00:00+03:00', '1 1'];
    t.strictSame(judges.pythonIcalendar(text), seen);
    t.strictSame(judges.vobject(text), ['INSTANCE 2026-12-03T11:00:00Z']);
  }
});
