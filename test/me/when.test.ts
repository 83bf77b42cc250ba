import t from 'tap';

import { dayOf, readableDay, readableTime } from '../../src/me/when.ts';

t.test('a day is that of the reader’s zone', async (t) => {
  const lateInUtc = new Date('2026-11-08T22:30:00Z');
  t.equal(dayOf(lateInUtc, 'Africa/Nairobi'), '2026-11-09');
  t.equal(readableDay(lateInUtc, 'Africa/Nairobi', 'en-GB'), '9 November 2026');
  t.equal(readableDay(lateInUtc, 'America/Lima', 'en-GB'), '8 November 2026');
});

t.test('a time is that of the reader’s zone', async (t) => {
  const held = { startsAt: '2026-12-03T11:00:00.000Z', endsAt: '2026-12-03T11:45:00.000Z' };
  t.equal(
    readableTime(held, 'Asia/Kathmandu', 'en-GB'),
    'Thursday 3 December 2026, 16:45–17:30 (Asia/Kathmandu, GMT+5:45)',
  );
});
