import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import t, { type Test } from 'tap';

import { gatherings, series } from '../../src/db/schema/index.ts';
import type { SeriesAnswer } from '../../src/series/schemas.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { aSeries, datesOfSeries } from '../fixtures/series.ts';

async function setUp(t: Test, fields: object = {}) {
  const parts = await createApp(t);
  const [host] = await addPeople(parts.deps, 1);
  const schedule = async (more: object = {}) => {
    const body = { ...aSeries(host?.id ?? ''), ...fields, ...more };
    return (await parts.call('POST', '/api/v1/series', body)).json<SeriesAnswer>();
  };
  const change = async (id: string, body: object) => {
    const response = await parts.call('PATCH', `/api/v1/series/${id}`, body);
    return { status: response.statusCode, body: response.json<SeriesAnswer>() };
  };
  const dates = (id: string) => datesOfSeries(parts, id);
  const starts = async (id: string) =>
    (await dates(id)).map(({ start, status }) => (status === 'cancelled' ? `(${start})` : start));
  return { ...parts, host, schedule, change, dates, starts };
}

t.test('another time for all moves each date at its own day and raises the revision once', async (t) => {
  const { schedule, change, starts, deps } = await setUp(t);
  const { id } = await schedule();
  const { status, body } = await change(id, { start: '2027-03-16T12:30:00' });
  t.equal(status, 200);
  t.equal(body.id, id, 'the same series');
  t.strictSame(await starts(id), [
    '2027-03-16T12:30:00',
    '2027-03-23T12:30:00',
    '2027-03-30T12:30:00',
    '2027-04-06T12:30:00',
  ]);
  const [row] = await deps.db.select().from(series);
  t.equal(row?.sequence, 1);
  const again = await change(id, { start: '2027-03-16T12:30:00' });
  t.strictSame([again.status, again.body], [200, body], 'what is said again changes nothing');
});

t.test('this date and all later ones: the earlier ones keep their series', async (t) => {
  const { schedule, change, dates, starts } = await setUp(t);
  const { id } = await schedule();
  const [, , third] = await dates(id);
  const { body } = await change(id, { from: third?.id, start: '2027-04-01T12:00:00', place: 'Garden' });
  t.not(body.id, id);
  t.match(body, {
    continues: id,
    place: 'Garden',
    start: '2027-04-01T12:00:00',
    recurrence: { weekdays: ['thursday'], count: 2 },
  });
  t.strictSame(await starts(id), ['2027-03-16T12:00:00', '2027-03-23T12:00:00']);
  t.strictSame(await starts(body.id), ['2027-04-01T12:00:00', '2027-04-08T12:00:00']);
  const moved = await dates(body.id);
  t.equal(moved[0]?.id, third?.id, 'a date stays the gathering that it was');
  t.strictSame(
    moved.map(({ place }) => place),
    ['Garden', 'Garden'],
  );
});

t.test('another rule drops the dates that it does not have and makes those that are new', async (t) => {
  const { schedule, change, starts } = await setUp(t);
  const { id } = await schedule();
  const recurrence = { frequency: 'weekly', interval: 2, weekdays: ['tuesday', 'friday'], count: 3 };
  const { body } = await change(id, { recurrence });
  t.equal(body.id, id);
  t.strictSame(await starts(id), [
    '2027-03-16T12:00:00',
    '2027-03-19T12:00:00',
    '(2027-03-23T12:00:00)',
    '2027-03-30T12:00:00',
    '(2027-04-06T12:00:00)',
  ]);
});

t.test('what has begun stays as it was, also when all is changed', async (t) => {
  const { schedule, change, starts, clock } = await setUp(t);
  const { id } = await schedule();
  clock.set('2027-03-24T08:00:00Z');
  const { body } = await change(id, { durationMinutes: 60, start: '2027-03-30T11:30:00' });
  t.strictSame(await starts(id), ['2027-03-16T12:00:00', '2027-03-23T12:00:00']);
  t.strictSame(await starts(body.id), ['2027-03-30T11:30:00', '2027-04-06T11:30:00']);
  clock.set('2027-05-01T08:00:00Z');
  const late = await change(body.id, { title: 'Too late' });
  t.match([late.status, late.body], [409, { code: 'gathering-not-open' }]);
});

t.test('a text is taken over by each date and raises no revision', async (t) => {
  const { schedule, change, dates, deps } = await setUp(t);
  const { id } = await schedule();
  const [, second] = await dates(id);
  const { body } = await change(id, { from: second?.id, title: 'Tea', capacity: 8 });
  t.equal(body.id, id);
  t.strictSame(
    (await dates(id)).map(({ title, capacity }) => [title, capacity]),
    [
      ['Coffee across teams', null],
      ['Tea', 8],
      ['Tea', 8],
      ['Tea', 8],
    ],
  );
  const rows = await deps.db.select().from(gatherings);
  t.ok(rows.every(({ sequence }) => sequence === 0));
});

t.test('a date that was moved by hand keeps its time until the time of the series changes', async (t) => {
  const { schedule, change, dates, starts, call } = await setUp(t);
  const { id } = await schedule();
  const [, second] = await dates(id);
  await call('PATCH', `/api/v1/gatherings/${second?.id}`, { start: '2027-03-24T12:00:00' });
  await change(id, { place: 'Garden' });
  t.equal((await starts(id))[1], '2027-03-24T12:00:00');
  await change(id, { start: '2027-03-16T12:15:00' });
  t.equal((await starts(id))[1], '2027-03-23T12:15:00');
});

t.test('what is no date of it, or no rule, is refused and changes nothing', async (t) => {
  const { schedule, change, dates, starts } = await setUp(t);
  const { id } = await schedule();
  const other = await schedule({ start: '2027-05-04T12:00:00' });
  const [foreign] = await dates(other.id);
  const before = await starts(id);
  t.equal((await change(id, { from: foreign?.id, title: 'x' })).status, 422);
  t.equal((await change(id, { recurrence: { frequency: 'daily', weekdays: ['monday'] } })).status, 422);
  t.equal((await change(id, { start: '2026-01-01T12:00:00' })).status, 422);
  t.strictSame(await starts(id), before);
});

t.test('cancelling calls off every date that has not begun, once', async (t) => {
  const { schedule, call, starts, clock } = await setUp(t);
  const { id } = await schedule();
  clock.set('2027-03-24T08:00:00Z');
  const cancel = () => call('POST', `/api/v1/series/${id}/cancel`, { reason: 'Holidays' });
  const [one, two] = await Promise.all([cancel(), cancel()]);
  t.match(one?.json(), { status: 'cancelled', cancelReason: 'Holidays' });
  t.strictSame(one?.json(), two?.json());
  t.strictSame(await starts(id), [
    '2027-03-16T12:00:00',
    '2027-03-23T12:00:00',
    '(2027-03-30T12:00:00)',
    '(2027-04-06T12:00:00)',
  ]);
  t.equal((await call('PATCH', `/api/v1/series/${id}`, { title: 'x' })).statusCode, 409);
});

const DAY_MS = 24 * 60 * 60_000;

t.test('no change of one date, of later ones or of all alters what has begun', async (t) => {
  const { schedule, change, call, clock, deps } = await setUp(t);
  const anyChange = fc.record({
    scope: fc.constantFrom('one', 'following', 'all'),
    date: fc.nat({ max: 5 }),
    days: fc.nat({ max: 20 }),
    fields: fc.constantFrom(
      { title: 'Another' },
      { place: 'Garden' },
      { durationMinutes: 30 },
      { timeZone: 'America/New_York' },
      { recurrence: { frequency: 'weekly', weekdays: ['monday', 'tuesday'], count: 4 } },
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { minLength: 1, maxLength: 4 }), async (changes) => {
      clock.set('2027-03-01T08:00:00Z');
      let { id } = await schedule({ recurrence: { frequency: 'weekly', count: 6 } });
      const uid = id;
      for (const { scope, date, days, fields } of changes) {
        clock.advance(days * DAY_MS);
        const now = clock.now();
        const all = await deps.db.select().from(gatherings).orderBy(asc(gatherings.id));
        const begun = all.filter(({ startsAt }) => startsAt <= now);
        const rows = await deps.db.select().from(gatherings).where(eq(gatherings.seriesId, id));
        const chosen = rows[date % rows.length];
        if (scope === 'one') {
          const { recurrence: _, ...rest } = { recurrence: null, ...fields };
          await call('PATCH', `/api/v1/gatherings/${chosen?.id}`, rest);
        } else {
          const from = scope === 'following' ? { from: chosen?.id } : {};
          const { status, body } = await change(id, { ...from, ...fields });
          if (status === 200) id = body.id;
        }
        const after = await deps.db.select().from(gatherings).orderBy(asc(gatherings.id));
        const same = after.filter((row) => begun.some((old) => old.id === row.id));
        t.same(same, begun, `${scope} in ${uid}`);
      }
    }),
    { numRuns: 8 },
  );
});
