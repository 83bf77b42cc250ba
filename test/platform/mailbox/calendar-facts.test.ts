import t from 'tap';

import { calendarFacts } from '../../../src/platform/mailbox/calendar-facts.ts';

const event = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

t.test('times are given with the zone that the object names, and not converted', async (t) => {
  t.same(calendarFacts(event('DTSTART;TZID=Romance Standard Time:20261203T140000', 'DURATION:PT45M')), [
    { name: 'Start', value: '2026-12-03 14:00:00 Romance Standard Time' },
    { name: 'End', value: 'PT45M' },
  ]);
  t.same(calendarFacts(event('DTSTART;VALUE=DATE:20261203')), [{ name: 'Start', value: '2026-12-03' }]);
  t.same(calendarFacts(event('DTSTART:20261203T110000Z')), [
    { name: 'Start', value: '2026-12-03 11:00:00 UTC' },
  ]);
});

t.test('everybody invited is named with their answer', async (t) => {
  t.same(
    calendarFacts(
      event('ATTENDEE;CN="B, C";PARTSTAT=ACCEPTED:mailto:b@example.org', 'ATTENDEE:MAILTO:d@example.org'),
    ),
    [{ name: 'Invited', value: 'B, C <b@example.org> (accepted), d@example.org' }],
  );
});

t.test('an object without an event has none, and junk or a huge one cannot be read', async (t) => {
  t.same(calendarFacts('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'), []);
  for (const text of ['', 'junk', event(`SUMMARY:${'x'.repeat(100_000)}`)])
    t.equal(calendarFacts(text), null);
});
