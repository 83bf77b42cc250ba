import fc from 'fast-check';
import t from 'tap';

import { localOf, quietUntil } from '../../src/calendar/time-zones.ts';

const NIGHT = { from: '21:00', until: '07:00' };
const end = (at: string, zone: string, hours = NIGHT) =>
  quietUntil(new Date(at), zone, hours)?.toISOString() ?? null;

t.test('the night is quiet by the clock of the reader', async (t) => {
  t.equal(end('2026-12-03T17:59:59Z', 'Africa/Nairobi'), null, '20:59:59');
  t.equal(end('2026-12-03T18:00:00Z', 'Africa/Nairobi'), '2026-12-04T04:00:00.000Z', '21:00');
  t.equal(end('2026-12-04T03:59:59Z', 'Africa/Nairobi'), '2026-12-04T04:00:00.000Z', '06:59:59');
  t.equal(end('2026-12-04T04:00:00Z', 'Africa/Nairobi'), null, '07:00');
  t.equal(end('2026-12-03T18:00:00Z', 'America/Lima'), null, '13:00');
});

t.test('the end is by the clock of that morning, when the clocks change in the night', async (t) => {
  t.equal(end('2027-03-13T23:00:00-05:00', 'America/New_York'), '2027-03-14T11:00:00.000Z');
  t.equal(end('2027-11-06T23:00:00-04:00', 'America/New_York'), '2027-11-07T12:00:00.000Z');
});

t.test('hours that do not go over midnight', async (t) => {
  const siesta = { from: '13:00', until: '15:30' };
  t.equal(end('2026-12-03T12:00:00Z', 'Europe/Madrid', siesta), '2026-12-03T14:30:00.000Z');
  t.equal(end('2026-12-03T22:00:00Z', 'Europe/Madrid', siesta), null);
});

t.test('whatever the hour and the zone, the end is not quiet, and comes within a day', async () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.constantFrom(
        'Africa/Nairobi',
        'America/Santiago',
        'Asia/Kolkata',
        'Pacific/Apia',
        'America/New_York',
      ),
      (at, zone) => {
        const until = quietUntil(at, zone, NIGHT);
        const time = localOf(at, zone).local.slice('yyyy-mm-ddT'.length);
        if (until === null) return time >= '07:00:00' && time < '21:00:00';
        return (
          quietUntil(until, zone, NIGHT) === null &&
          until > at &&
          until.getTime() - at.getTime() <= 11 * 3_600_000 &&
          localOf(until, zone).local.endsWith('T07:00:00')
        );
      },
    ),
  );
});
