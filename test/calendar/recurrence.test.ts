import fc from 'fast-check';
import t from 'tap';

import { calendarObject } from '../../src/calendar/out.ts';
import {
  expand,
  firstDate,
  type Recurrence,
  recurrenceRule,
  WEEKDAYS,
  weekdayOf,
} from '../../src/calendar/recurrence.ts';
import { instantOf, localOf } from '../../src/calendar/time-zones.ts';
import { calendarJudges } from '../fixtures/calendar-judges.ts';

const WEEKLY: Recurrence = {
  frequency: 'weekly',
  interval: 1,
  weekdays: ['sunday'],
  monthDay: null,
  position: null,
  count: null,
  until: null,
};
const ZURICH = 'Europe/Zurich';

t.test('each frequency gives the dates that it says', async (t) => {
  const dates = (fields: Partial<Recurrence>, start: string, max = 5) =>
    expand({ ...WEEKLY, ...fields }, { start, timeZone: ZURICH }, { max }).dates.map((at) => at.slice(0, 10));
  t.strictSame(dates({ frequency: 'daily', weekdays: [], interval: 3 }, '2027-02-26T10:00:00'), [
    '2027-02-26',
    '2027-03-01',
    '2027-03-04',
    '2027-03-07',
    '2027-03-10',
  ]);
  t.strictSame(dates({ weekdays: ['tuesday', 'thursday'], interval: 2 }, '2027-03-04T10:00:00'), [
    '2027-03-04',
    '2027-03-16',
    '2027-03-18',
    '2027-03-30',
    '2027-04-01',
  ]);
  const monthly: Partial<Recurrence> = { frequency: 'monthly', weekdays: [] };
  t.strictSame(dates({ ...monthly, monthDay: 31 }, '2027-01-31T10:00:00', 3), [
    '2027-01-31',
    '2027-03-31',
    '2027-05-31',
  ]);
  t.strictSame(dates({ ...monthly, monthDay: -1 }, '2027-01-31T10:00:00', 3), [
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
  ]);
  t.strictSame(dates({ ...monthly, weekdays: ['tuesday'], position: 2 }, '2027-01-12T10:00:00', 3), [
    '2027-01-12',
    '2027-02-09',
    '2027-03-09',
  ]);
  t.strictSame(dates({ ...monthly, weekdays: ['friday'], position: -1 }, '2027-01-29T10:00:00', 3), [
    '2027-01-29',
    '2027-02-26',
    '2027-03-26',
  ]);
});

t.test('a rule ends with its count, on its last day, at the day asked for or at the limit', async (t) => {
  const start = { start: '2027-01-03T10:00:00', timeZone: ZURICH };
  const count = (fields: Partial<Recurrence>, bounds: { through?: string; max: number }) =>
    expand({ ...WEEKLY, ...fields }, start, bounds).dates.length;
  t.equal(count({ count: 3 }, { max: 10 }), 3);
  t.equal(count({ until: '2027-01-17' }, { max: 10 }), 3, 'the last day still belongs to it');
  t.equal(count({ until: '2027-01-16' }, { max: 10 }), 2);
  t.equal(count({}, { through: '2027-01-10', max: 10 }), 2);
  t.equal(count({ count: 30 }, { max: 10 }), 10);
});

t.test('the local time stays when the clocks change, and a time that they skip is passed over', async (t) => {
  const timeZone = ZURICH;
  const { dates, skipped } = expand(
    { ...WEEKLY, count: 4 },
    { start: '2027-03-14T02:30:00', timeZone },
    { max: 9 },
  );
  t.strictSame(skipped, ['2027-03-28T02:30:00']);
  t.strictSame(
    dates.map((local) => instantOf(local, timeZone).instant.toISOString().slice(0, 16)),
    ['2027-03-14T01:30', '2027-03-21T01:30', '2027-04-04T00:30', '2027-04-11T00:30'],
    'four dates, the one that does not exist not among them',
  );
  const autumn = expand({ ...WEEKLY, count: 2 }, { start: '2027-10-31T02:30:00', timeZone }, { max: 9 });
  t.equal(
    instantOf(autumn.dates[0] ?? '', timeZone).instant.toISOString(),
    '2027-10-31T00:30:00.000Z',
    'of two the first',
  );
});

t.test('a series begins with the first date that fits, whatever the interval', async (t) => {
  t.equal(
    firstDate({ ...WEEKLY, weekdays: ['monday'], interval: 3 }, '2026-12-04T10:00:00'),
    '2026-12-07T10:00:00',
  );
  t.equal(firstDate({ ...WEEKLY, weekdays: ['friday'] }, '2026-12-04T10:00:00'), '2026-12-04T10:00:00');
  t.equal(weekdayOf('2026-12-04T10:00:00'), 'friday');
});

t.test('the rule is written with UNTIL in UTC and without COUNT', async (t) => {
  const rule = (fields: Partial<Recurrence>, last: string | null = null) =>
    recurrenceRule({ ...WEEKLY, ...fields }, ZURICH, last);
  t.equal(rule({ count: 3 }, '2027-03-30T10:00:00'), 'FREQ=WEEKLY;BYDAY=SU;UNTIL=20270330T215959Z');
  t.equal(rule({ weekdays: ['monday', 'friday'], interval: 2 }), 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR');
  t.equal(rule({ frequency: 'monthly', weekdays: [], monthDay: -1 }), 'FREQ=MONTHLY;BYMONTHDAY=-1');
  t.equal(rule({ frequency: 'monthly', weekdays: ['friday'], position: -1 }), 'FREQ=MONTHLY;BYDAY=-1FR');
  t.equal(rule({ frequency: 'daily', weekdays: [] }), 'FREQ=DAILY');
});

/** The zones in which every rule is tried, with a time of day that each skips and repeats where it changes its clocks. */
const ZONES = {
  'America/New_York': '02:30:00',
  'Europe/Zurich': '02:30:00',
  'Africa/Nairobi': '02:30:00',
  'Asia/Kolkata': '02:30:00',
  'America/Santiago': '00:30:00',
} as const;

const anyRule: fc.Arbitrary<Recurrence> = fc
  .record({
    frequency: fc.constantFrom('daily', 'weekly', 'monthly', 'monthly-position'),
    interval: fc.integer({ min: 1, max: 3 }),
    weekdays: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 4 }),
    monthDay: fc.constantFrom(1, 13, 29, 31, -1),
    position: fc.constantFrom(1, 2, 3, 4, -1),
  })
  .map(({ frequency, interval, weekdays, monthDay, position }) => ({
    frequency: frequency === 'monthly-position' ? 'monthly' : frequency,
    interval,
    weekdays:
      frequency === 'weekly' ? weekdays : frequency === 'monthly-position' ? weekdays.slice(0, 1) : [],
    monthDay: frequency === 'monthly' ? monthDay : null,
    position: frequency === 'monthly-position' ? position : null,
    count: null,
    until: null,
  }));

const anySeries = fc.record({
  rule: anyRule,
  timeZone: fc.constantFrom(...(Object.keys(ZONES) as (keyof typeof ZONES)[])),
  day: fc.integer({ min: 0, max: 364 }),
  oddTime: fc.boolean(),
  max: fc.integer({ min: 1, max: 60 }),
});

const EVENT = {
  method: 'REQUEST',
  status: 'CONFIRMED',
  uid: '3f0c3c52-6f5e-4c86-9d5c-9b1f0d0d8a11',
  sequence: 0,
  dtstamp: new Date('2026-11-24T08:00:00Z'),
  durationMinutes: 45,
  summary: 'Stand-up',
  description: '',
  location: '',
  organizer: { name: 'Ana Silva', address: 'rsvp+abc@example.org' },
  attendee: { name: 'Grace Wanjiku', address: 'grace@example.net' },
} as const;

type AnySeries = typeof anySeries extends fc.Arbitrary<infer S> ? S : never;

/** A series of 2027 as we expand it, and its object; null where its first date falls into a gap. */
function seriesOf({ rule, timeZone, day, oddTime, max }: AnySeries) {
  const date = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
  const start = firstDate(rule, `${date}T${oddTime ? ZONES[timeZone] : '14:00:00'}`);
  if (instantOf(start, timeZone).resolution === 'gap') return null;
  const { dates, skipped } = expand(rule, { start, timeZone }, { max, through: '2029-12-30' });
  const instants = dates.map((local) => instantOf(local, timeZone).instant);
  const recurrence = {
    rule: recurrenceRule(rule, timeZone, dates.at(-1) ?? null),
    exceptions: skipped,
    lastYear: Number(dates.at(-1)?.slice(0, 4)),
  };
  return {
    dates,
    skipped,
    instants,
    text: calendarObject({ ...EVENT, startLocal: start, timeZone, recurrence }),
  };
}

t.test('every date exists, comes once, in order, at the local time of the start', async () => {
  fc.assert(
    fc.property(anySeries, (given) => {
      const series = seriesOf(given);
      if (!series) return true;
      const { dates, instants } = series;
      return dates.every((local, i) => {
        const instant = instants[i];
        const previous = dates[i - 1];
        return (
          instant !== undefined &&
          local.slice(11) === dates[0]?.slice(11) &&
          localOf(instant, given.timeZone).local === local &&
          (previous === undefined || previous < local)
        );
      });
    }),
    { numRuns: 200 },
  );
});

t.test(
  'libical finds no fault and expands to the same instants, across both changes of the clocks',
  async (t) => {
    const judges = calendarJudges(t);
    if (!judges) return;
    fc.assert(
      // libical 3.0 moves dates about a local time that the clocks skip, and takes the second of two equal times where
      // RFC 5545 §3.3.5 takes the first: it is asked about a time of day that every day has once.
      fc.property(anySeries, (given) => {
        const series = seriesOf({ ...given, oddTime: false });
        if (!series) return;
        const instances = series.instants.map((at) => `INSTANCE ${at.toISOString().replace('.000', '')}`);
        const expected = [`METHOD REQUEST UID ${EVENT.uid} SEQ 0`, ...instances, 'ERRORS 0'];
        const found = judges.libical(series.text);
        if (found.join() !== expected.join()) {
          throw new Error(`${series.text}\nlibical: ${found.join('\n')}\nours: ${expected.join('\n')}`);
        }
      }),
      { numRuns: 150 },
    );
  },
);
