import t, { type Test } from 'tap';

import { encounters, gatherings, type Person } from '../../src/db/schema/index.ts';
import type { ProblemBody } from '../../src/http/schemas.ts';
import type { StandUpAnswer } from '../../src/stand-ups/schemas.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { aStandUp, callAs, startProgramme } from '../fixtures/programmes.ts';
import { work } from '../fixtures/work.ts';

async function setUp(t: Test, members: number) {
  const scene = await createApp(t);
  const [host, stranger, ...crew] = await addPeople(scene.deps, members + 2);
  if (!host || !stranger) throw new Error('nobody');
  const recurrence = { frequency: 'weekly', count: 2 };
  const programme = await startProgramme(scene, { ...aStandUp(host.id), recurrence });
  const personIds = crew.map(({ id }) => id);
  await scene.call('POST', `/api/v1/programmes/${programme.id}/members`, { personIds });
  const [date] = await scene.deps.db.select().from(gatherings).orderBy(gatherings.startLocal);
  const path = `/gatherings/${date?.id}/stand-up`;
  const as = async (person: Person, method: 'GET' | 'PUT', url: string, payload?: object) => {
    const headers = { ...(await addSession(scene.deps, person)), origin: 'http://acquaint.test' };
    return scene.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });
  };
  return { ...scene, host, stranger, crew, personIds, path, as };
}

t.test('a line is read by those who take part, and nothing deletes it', async (t) => {
  const { crew, stranger, path, as } = await setUp(t, 3);
  const [ana, ben] = crew;
  if (!ana || !ben) throw new Error('nobody');
  const kept = await as(ana, 'PUT', `${path}/line`, { couldHelp: '  Excel \n and charts ', needsHelp: null });
  t.strictSame(kept.json(), { couldHelp: 'Excel and charts', needsHelp: null });
  const read = async () => {
    const { order } = (await as(ben, 'GET', path)).json<StandUpAnswer>();
    return order.find(({ personId }) => personId === ana.id)?.couldHelp;
  };
  t.equal(await read(), 'Excel and charts');
  t.equal((await as(ana, 'PUT', `${path}/line`, { couldHelp: '' })).statusCode, 200);
  t.equal(await read(), null);
  t.equal((await as(ana, 'PUT', `${path}/line`, { couldHelp: 'x'.repeat(201) })).statusCode, 400);
  const unsafe = await as(ana, 'PUT', `${path}/line`, { couldHelp: 'a\u202eb' });
  t.equal(unsafe.json<ProblemBody>().errors?.[0]?.pointer, '/couldHelp');
  t.equal((await as(stranger, 'GET', path)).statusCode, 404);
  t.equal((await as(stranger, 'PUT', `${path}/line`, { couldHelp: 'x' })).statusCode, 404);
});

t.test('absent and there after all, until it begins; the host sees who is there', async (t) => {
  const scene = await setUp(t, 3);
  const { clock, crew, host, path, as } = scene;
  const [ana] = crew;
  if (!ana) throw new Error('nobody');
  const there = async () => (await as(host, 'GET', path)).json<StandUpAnswer>().order.length;
  t.equal((await callAs(scene, ana, `${path}/absence`, { absent: true })).statusCode, 200);
  t.equal(await there(), 2);
  t.equal((await as(ana, 'GET', path)).statusCode, 200, 'who is absent still sees it');
  t.equal((await callAs(scene, ana, `${path}/absence`, { absent: false })).statusCode, 200);
  t.equal(await there(), 3);
  clock.set('2026-11-10T07:00:00Z');
  const late = await callAs(scene, ana, `${path}/absence`, { absent: true });
  t.equal(late.json<ProblemBody>().code, 'gathering-not-open');
});

t.test('finishing records a circle of eight as having met, and one of nine not', async (t) => {
  for (const [size, pairs] of [
    [8, 28],
    [9, 0],
  ] as const) {
    const { call, clock, deps, path, personIds, stranger } = await setUp(t, size);
    const finish = (ids: string[]) => call('POST', `/api/v1${path}/finish`, { personIds: ids });
    t.equal((await finish(personIds)).json<ProblemBody>().code, 'gathering-not-started');
    clock.set('2026-11-10T07:10:00Z');
    t.strictSame((await finish([stranger.id])).json<ProblemBody>().errors, [
      { pointer: '/personIds/0', message: 'is nobody who takes part in this date' },
    ]);
    const both = await Promise.all([finish(personIds), finish(personIds)]);
    t.strictSame(
      both.map(({ statusCode }) => statusCode),
      [200, 200],
    );
    await work(deps);
    t.equal(await deps.db.$count(encounters), pairs, `${size} in one circle`);
  }
});

t.test('only those who run a date open the page to run it', async (t) => {
  const { app, deps, host, path, crew } = await setUp(t, 3);
  const url = path.replace(/^\/gatherings\/(.+)\/stand-up$/, '/stand-ups/$1');
  const page = async (person: Person | undefined) =>
    (await app.inject({ url, headers: person ? await addSession(deps, person) : {} })).statusCode;
  t.strictSame([await page(host), await page(crew[0]), await page(undefined)], [200, 404, 404]);
  t.equal((await app.inject('/stand-ups/not-a-link')).statusCode, 404);
});
