import { and, eq, isNull } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { gatherings, invitations, type Person, programmes } from '../../src/db/schema/index.ts';
import type { ProblemBody } from '../../src/http/schemas.ts';
import type { ProgrammeAnswer } from '../../src/programmes/schemas.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp, type TestApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { aStandUp, callAs, startProgramme } from '../fixtures/programmes.ts';
import { work } from '../fixtures/work.ts';

async function setUp(t: Test, people = 4) {
  const sink = await createSink(t);
  const parts = await createApp(t, { smtpUrl: sink.url });
  const [host, ...others] = await addPeople(parts.deps, people);
  if (!host) throw new Error('no host');
  return { ...parts, sink, host, others };
}

/** The answers to the dates to come, by the day of each. */
async function answersOf({ deps }: TestApp, person: Person | undefined) {
  const rows = await deps.db
    .select({ start: gatherings.startLocal, answer: invitations.answer })
    .from(invitations)
    .innerJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .where(and(eq(invitations.personId, person?.id ?? ''), isNull(invitations.uninvitedAt)))
    .orderBy(gatherings.startLocal);
  return Object.fromEntries(rows.map(({ start, answer }) => [start.slice(0, 10), answer]));
}

t.test('a programme is a series with the settings of its format', async (t) => {
  const scene = await setUp(t);
  const programme = await startProgramme(scene, aStandUp(scene.host.id));
  t.match(programme, {
    format: 'stand-up',
    title: 'Tuesday stand-up',
    capacity: 9,
    optIn: false,
    settings: { crossTeam: true, unitsMin: 3, rotateEveryWeeks: 4 },
    recurrence: { frequency: 'weekly', interval: 1, weekdays: ['tuesday'] },
    status: 'active',
    membership: null,
  });
  const series = await scene.call('GET', `/api/v1/series/${programme.seriesId}`);
  t.match(series.json(), { title: 'Tuesday stand-up', reminders: { dayBefore: false, noAnswer: false } });
});

t.test('what a format refuses names the rule and the remedy', async (t) => {
  const { call, host } = await setUp(t, 1);
  const refused = async (fields: object) => {
    const response = await call('POST', '/api/v1/programmes', { ...aStandUp(host.id), ...fields });
    t.equal(response.statusCode, 422);
    return response.json<ProblemBody>().errors;
  };
  t.strictSame(await refused({ capacity: 10 }), [
    {
      pointer: '/capacity',
      message:
        'A stand-up across teams has 6 to 9 members. Set the capacity to 9 or fewer, or hold two stand-ups. (stand-up-too-many)',
    },
  ]);
  t.strictSame(await refused({ capacity: 11, settings: { crossTeam: false } }), [
    {
      pointer: '/capacity',
      message:
        'In 15 minutes 10 people can speak for 90 seconds each. Set the capacity to 10, or hold two stand-ups. (stand-up-no-time-to-speak)',
    },
  ]);
  t.strictSame(await refused({ settings: { rotateEveryWeeks: 0, colour: 'red' } }), [
    {
      pointer: '/settings/colour',
      message: 'is no setting of this format; remove it or check its spelling',
    },
    { pointer: '/settings/rotateEveryWeeks', message: 'must be >= 1' },
  ]);
  t.strictSame((await refused({ durationMinutes: 20 }))?.[0]?.pointer, '/durationMinutes');
});

t.test(
  'members whom an organiser adds get one mail for all dates; removed, one that ends them',
  async (t) => {
    const scene = await setUp(t);
    const { call, deps, sink, others } = scene;
    const programme = await startProgramme(scene, aStandUp(scene.host.id));
    const url = `/api/v1/programmes/${programme.id}/members`;
    const personIds = others.map(({ id }) => id);
    const added = await call('POST', url, { personIds });
    t.equal(added.statusCode, 202);
    t.strictSame(added.json(), { added: 3, asked: 0, alreadyMembers: 0 });
    t.strictSame((await call('POST', url, { personIds })).json(), { added: 0, asked: 0, alreadyMembers: 3 });
    await work(deps);
    t.equal(sink.received.length, 3);
    const members = (await call('GET', url)).json<{ items: { id: string }[] }>().items;
    t.strictSame(
      members.map(({ id }) => id),
      personIds.toSorted(),
    );
    t.strictSame(Object.keys(members[0] ?? {}).sort(), ['id', 'joinedAt', 'location', 'name', 'unit']);

    t.equal((await call('DELETE', `${url}/${personIds[0]}`)).statusCode, 204);
    t.equal((await call('DELETE', `${url}/${personIds[0]}`)).statusCode, 404);
    await work(deps);
    t.equal((await sink.parsed()).at(-1)?.to?.[0]?.address, others[0]?.email);
    t.equal(sink.received.length, 4);
    t.strictSame(await answersOf(scene, others[0]), {}, 'the dates are gone');
  },
);

t.test('a person joins, pauses, skips and leaves by themselves; each date knows', async (t) => {
  const scene = await setUp(t);
  const { others } = scene;
  const [ana] = others;
  if (!ana) throw new Error('nobody');
  const body = { ...aStandUp(scene.host.id), recurrence: { frequency: 'weekly', count: 4 } };
  const programme = await startProgramme(scene, body);
  const own = async (verb: string, fields?: object) => {
    const response = await callAs(scene, ana, `/programmes/${programme.id}/${verb}`, fields);
    return {
      status: response.statusCode,
      body: response.json<Pick<ProgrammeAnswer, 'membership'> & Pick<ProblemBody, 'code' | 'errors'>>(),
    };
  };
  t.equal((await own('pause', { until: '2026-11-20' })).body.code, 'not-a-member');
  const joined = await own('join');
  t.equal(joined.status, 200);
  t.match(joined.body, { membership: { pausedUntil: null, skippedDate: null } });
  t.notOk('createdBy' in joined.body, 'who runs it sees more');
  t.strictSame(await answersOf(scene, ana), {
    '2026-11-10': 'accepted',
    '2026-11-17': 'accepted',
    '2026-11-24': 'accepted',
    '2026-12-01': 'accepted',
  });

  t.match((await own('pause', { until: '2026-11-17' })).body, { membership: { pausedUntil: '2026-11-17' } });
  t.match((await own('skip', { date: '2026-12-01' })).body, { membership: { skippedDate: '2026-12-01' } });
  t.strictSame(await answersOf(scene, ana), {
    '2026-11-10': 'declined',
    '2026-11-17': 'declined',
    '2026-11-24': 'accepted',
    '2026-12-01': 'declined',
  });
  t.equal((await own('pause', { until: null })).status, 200);
  t.equal((await answersOf(scene, ana))['2026-11-10'], 'accepted');

  t.strictSame((await own('skip', { date: '2026-11-11' })).body.errors, [
    { pointer: '/date', message: 'is not the day of a date of this programme that is still to come' },
  ]);
  t.strictSame((await own('pause', { until: '2026-11-01' })).body.errors, [
    { pointer: '/until', message: 'is in the past' },
  ]);
  t.equal((await own('leave')).body.membership, null);
  t.equal((await own('leave')).status, 200);
  t.strictSame(await answersOf(scene, ana), {});
  t.equal((await own('join')).status, 200);
  t.equal(Object.keys(await answersOf(scene, ana)).length, 4, 'and comes back');
});

t.test('the last place goes to one of those who ask at once', async (t) => {
  const scene = await setUp(t, 8);
  const { others } = scene;
  const programme = await startProgramme(scene, { ...aStandUp(scene.host.id), capacity: 3 });
  const results = await Promise.all(
    others.map((person) => callAs(scene, person, `/programmes/${programme.id}/join`)),
  );
  t.strictSame(results.map(({ statusCode }) => statusCode).sort(), [200, 200, 200, 409, 409, 409, 409]);
  const refused = results.find(({ statusCode }) => statusCode === 409)?.json<ProblemBody>();
  t.match(refused, { code: 'programme-full', detail: /3 places/ });
  const members = await scene.call('GET', `/api/v1/programmes/${programme.id}/members`);
  t.equal(members.json<{ items: unknown[] }>().items.length, 3);
});

t.test('nobody sees a programme that is not for them, nor its members unless they run it', async (t) => {
  const scene = await setUp(t, 4);
  const { app, deps, host, others } = scene;
  const [sales, legal] = [others[2], others[0]];
  const audience = { units: ['Legal'] };
  const programme = await startProgramme(scene, {
    ...aStandUp(host.id),
    audience,
    settings: { unitsMin: 1 },
  });
  const get = async (person: Person | undefined, path = '') => {
    if (!person) throw new Error('nobody');
    const headers = await addSession(deps, person);
    return app.inject({ url: `/api/v1/programmes/${programme.id}${path}`, headers });
  };
  t.equal((await get(legal)).statusCode, 200);
  t.equal((await get(sales)).statusCode, 404);
  t.equal((await get(legal, '/members')).statusCode, 404);
  t.equal((await get(host, '/members')).statusCode, 200);
  t.equal((await callAs(scene, sales as Person, `/programmes/${programme.id}/join`)).statusCode, 404);
  const key = await scene.call('POST', `/api/v1/programmes/${programme.id}/join`, {});
  t.equal(key.statusCode, 403, 'a key is nobody’s own word');
});

t.test('the list takes one number of queries, whatever its length', async (t) => {
  const scene = await setUp(t, 1);
  const counted = async () => {
    scene.queries.length = 0;
    const list = await scene.call('GET', '/api/v1/programmes');
    return [list.json<{ items: unknown[] }>().items.length, scene.queries.length];
  };
  await startProgramme(scene, aStandUp(scene.host.id));
  const one = await counted();
  await startProgramme(scene, aStandUp(scene.host.id));
  await startProgramme(scene, aStandUp(scene.host.id));
  t.strictSame([one[0], await counted()], [1, [3, one[1]]]);
});

t.test('a programme goes on with the series that takes over its later dates, and ends with it', async (t) => {
  const scene = await setUp(t);
  const { call, clock, deps, others } = scene;
  const programme = await startProgramme(scene, aStandUp(scene.host.id));
  const url = `/api/v1/programmes/${programme.id}`;
  await call('POST', `${url}/members`, { personIds: [others[0]?.id] });
  clock.set('2026-11-12T08:00:00Z');
  const changed = await call('PATCH', `/api/v1/series/${programme.seriesId}`, { place: 'Room 6' });
  const next = (await call('GET', url)).json<ProgrammeAnswer>();
  t.not(next.seriesId, programme.seriesId);
  t.equal(next.seriesId, changed.json<{ id: string }>().id);
  t.equal(next.place, 'Room 6');
  const renamed = await call('PATCH', url, { title: 'Round', settings: { rotateEveryWeeks: null } });
  t.match(renamed.json(), { title: 'Round', settings: { crossTeam: true, rotateEveryWeeks: null } });

  const ended = await call('POST', `${url}/end`);
  t.match(ended.json(), { status: 'ended', endedAt: '2026-11-12T08:00:00.000Z' });
  t.equal((await call('POST', `${url}/end`)).statusCode, 200);
  t.equal((await call('PATCH', url, { title: 'Again' })).json<ProblemBody>().code, 'programme-ended');
  const late = await call('POST', `${url}/members`, { personIds: [others[1]?.id] });
  t.equal(late.json<ProblemBody>().code, 'programme-ended');

  const another = await startProgramme(scene, { ...aStandUp(scene.host.id), start: '2026-11-17T10:00:00' });
  await call('POST', `/api/v1/series/${another.seriesId}/cancel`);
  const [row] = await deps.db.select().from(programmes).where(eq(programmes.id, another.id));
  t.equal(row?.status, 'ended');
});

t.test('a person downloads what programmes keep about them', async (t) => {
  const scene = await setUp(t, 2);
  const [ana] = scene.others;
  if (!ana) throw new Error('nobody');
  const programme = await startProgramme(scene, aStandUp(scene.host.id));
  await callAs(scene, ana, `/programmes/${programme.id}/join`);
  await callAs(scene, ana, `/programmes/${programme.id}/skip`, { date: '2026-11-17' });
  const headers = await addSession(scene.deps, ana);
  const data = (await scene.app.inject({ url: '/api/v1/me/export', headers })).json();
  t.strictSame(data.programmes, [
    {
      programmeId: programme.id,
      title: 'Tuesday stand-up',
      joinedAt: '2026-11-02T08:00:00.000Z',
      leftAt: null,
      pausedUntil: null,
      skippedDate: '2026-11-17',
      settings: {},
    },
  ]);
  t.strictSame(data.programmeParts, []);
});

t.test('those who run a stand-up are told what its members are not yet', async (t) => {
  const scene = await setUp(t, 8);
  const { call, others, host } = scene;
  const programme = await startProgramme(scene, {
    ...aStandUp(host.id),
    recurrence: { frequency: 'weekly', count: 1 },
  });
  const url = `/api/v1/programmes/${programme.id}`;
  const codes = async () =>
    (await call('GET', url)).json<ProgrammeAnswer>().warnings?.map(({ code }) => code);
  t.strictSame(await codes(), ['stand-up-too-few', 'stand-up-too-few-units']);
  await call('POST', `${url}/members`, { personIds: others.slice(0, 6).map(({ id }) => id) });
  t.strictSame(await codes(), []);
  const own = { url, headers: await addSession(scene.deps, others[0] as Person) };
  t.equal((await scene.app.inject(own)).json<ProgrammeAnswer>().warnings, undefined);
});
