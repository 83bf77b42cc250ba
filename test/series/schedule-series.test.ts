import { eq } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { sweep } from '../../jobs/sweep.ts';
import { gatherings } from '../../src/db/schema/index.ts';
import type { GatheringAnswer } from '../../src/gatherings/schemas.ts';
import type { SeriesAnswer } from '../../src/series/schemas.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { aSeries, datesOfSeries } from '../fixtures/series.ts';
import { work } from '../fixtures/work.ts';

type Created = SeriesAnswer & { errors?: { pointer: string; message: string }[] };

async function setUp(t: Test) {
  const parts = await createApp(t);
  const [host] = await addPeople(parts.deps, 1);
  const schedule = async (fields: object) => {
    const response = await parts.call('POST', '/api/v1/series', { ...aSeries(host?.id ?? ''), ...fields });
    return { status: response.statusCode, body: response.json<Created>() };
  };
  const dates = (id: string) => datesOfSeries(parts, id);
  return { ...parts, host, schedule, dates };
}

t.test(
  'a series makes a gathering of each date, at one local time across the change of the clocks',
  async (t) => {
    const { schedule, dates } = await setUp(t);
    const { status, body } = await schedule({
      start: '2027-03-16T14:00:00',
      recurrence: { frequency: 'weekly', count: 3 },
    });
    t.equal(status, 201);
    t.match(body, {
      title: 'Coffee across teams',
      start: '2027-03-16T14:00:00',
      recurrence: { frequency: 'weekly', interval: 1, weekdays: ['tuesday'], count: 3, until: null },
      status: 'scheduled',
      continues: null,
    });
    const made = await dates(body.id);
    t.strictSame(
      made.map(({ start, startsAt, seriesId, title }) => [start, startsAt, seriesId === body.id, title]),
      [
        ['2027-03-16T14:00:00', '2027-03-16T13:00:00.000Z', true, 'Coffee across teams'],
        ['2027-03-23T14:00:00', '2027-03-23T13:00:00.000Z', true, 'Coffee across teams'],
        ['2027-03-30T14:00:00', '2027-03-30T12:00:00.000Z', true, 'Coffee across teams'],
      ],
    );
  },
);

t.test('the series begins with the first date that fits the rule', async (t) => {
  const { schedule } = await setUp(t);
  const { body } = await schedule({
    start: '2027-03-16T14:00:00',
    recurrence: { frequency: 'monthly', position: 2, weekdays: ['tuesday'], until: '2027-06-30' },
  });
  t.equal(body.start, '2027-04-13T14:00:00');
});

t.test('what does not go together is named, and makes nothing', async (t) => {
  const { schedule, deps } = await setUp(t);
  const cases: [recurrence: object, pointer: string][] = [
    [{ frequency: 'daily', weekdays: ['monday'] }, '/recurrence/weekdays'],
    [{ frequency: 'weekly', monthDay: 3 }, '/recurrence/monthDay'],
    [{ frequency: 'weekly', position: 1, weekdays: ['monday'] }, '/recurrence/position'],
    [{ frequency: 'monthly', position: 1, weekdays: ['monday', 'tuesday'] }, '/recurrence/weekdays'],
    [{ frequency: 'monthly', weekdays: ['monday'] }, '/recurrence/position'],
    [{ frequency: 'monthly', monthDay: 0 }, '/recurrence/monthDay'],
    [{ frequency: 'daily', count: 3, until: '2027-05-01' }, '/recurrence/until'],
    [{ frequency: 'daily', until: '2028-05-01' }, '/recurrence/until'],
    [{ frequency: 'weekly', until: '2027-01-01' }, '/recurrence/until'],
  ];
  for (const [recurrence, pointer] of cases) {
    const { status, body } = await schedule({ recurrence });
    t.strictSame([status, body.errors?.map((error) => error.pointer)], [422, [pointer]], pointer);
  }
  const gap = await schedule({ start: '2027-03-28T02:30:00', recurrence: { frequency: 'daily', count: 2 } });
  t.strictSame([gap.status, gap.body.errors?.[0]?.pointer], [422, '/start'], 'a start that the clocks skip');
  const past = await schedule({ start: '2026-01-05T10:00:00', recurrence: { frequency: 'daily', count: 2 } });
  t.strictSame([past.status, past.body.errors?.[0]?.pointer], [422, '/start']);
  t.strictSame(await deps.db.select().from(gatherings), []);
});

t.test('a series without an end has half a year of dates, and gets more as time goes by', async (t) => {
  const { schedule, dates, deps, clock } = await setUp(t);
  const { body } = await schedule({ start: '2026-11-09T14:00:00', recurrence: { frequency: 'weekly' } });
  const first = await dates(body.id);
  t.equal(first.length, 27);
  t.equal(first.at(-1)?.start, '2027-05-10T14:00:00');
  clock.set('2026-11-08T08:00:00Z');
  await sweep(deps);
  await work(deps);
  t.equal((await dates(body.id)).length, 27, 'not before its turn');
  clock.set('2026-12-01T08:00:00Z');
  await sweep(deps);
  await work(deps);
  await sweep(deps);
  await work(deps);
  const more = await dates(body.id);
  t.equal(more.at(-1)?.start, '2027-05-31T14:00:00');
  t.equal(more.length, 30);
});

t.test('members may not schedule; who is not concerned finds nothing', async (t) => {
  const { app, deps, schedule, host } = await setUp(t);
  const [member] = await addPeople(deps, [{ role: 'member' }]);
  if (!member || !host) throw new Error('no people');
  const headers = await addSession(deps, member);
  const asMember = (url: string) => app.inject({ method: 'GET', url, headers });
  const { body } = await schedule({});
  t.equal((await asMember(`/api/v1/series/${body.id}`)).statusCode, 404);
  t.equal((await asMember(`/api/v1/series/${body.id}/gatherings`)).statusCode, 404);
  t.strictSame((await asMember('/api/v1/series')).json(), { items: [], nextCursor: null });
  const posted = await app.inject({
    method: 'POST',
    url: '/api/v1/series',
    headers: { ...headers, origin: 'http://acquaint.test' },
    payload: aSeries(host.id),
  });
  t.equal(posted.statusCode, 403);
  const asHost = await app.inject({
    method: 'GET',
    url: `/api/v1/series/${body.id}`,
    headers: await addSession(deps, host),
  });
  t.match([asHost.statusCode, asHost.json()], [200, { id: body.id, audience: { everyone: true } }]);
});

t.test('dropping one date leaves the others', async (t) => {
  const { schedule, dates, call } = await setUp(t);
  const { body } = await schedule({});
  const [, second] = await dates(body.id);
  const response = await call('POST', `/api/v1/gatherings/${second?.id}/cancel`);
  t.equal(response.json<GatheringAnswer>().status, 'cancelled');
  t.strictSame(
    (await dates(body.id)).map(({ status }) => status),
    ['scheduled', 'cancelled', 'scheduled', 'scheduled'],
  );
});

t.test('erasing the host leaves a series that goes on', async (t) => {
  const { schedule, call, host, deps, clock } = await setUp(t);
  const { body } = await schedule({ start: '2026-11-09T14:00:00', recurrence: { frequency: 'weekly' } });
  t.equal((await call('DELETE', `/api/v1/people/${host?.id}`)).statusCode, 204);
  clock.set('2026-12-01T08:00:00Z');
  await sweep(deps);
  await work(deps);
  const made = await deps.db.select().from(gatherings).where(eq(gatherings.seriesId, body.id));
  t.equal(made.length, 30);
  t.ok(made.every(({ hostId }) => hostId === null));
});
