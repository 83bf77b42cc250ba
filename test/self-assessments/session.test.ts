import { count, eq } from 'drizzle-orm';
import t, { type Test } from 'tap';

import {
  assessmentVoters,
  assessmentVotes,
  idempotencyKeys,
  letters,
  type Person,
} from '../../src/db/schema/index.ts';
import { SAMPLE_FRAMEWORK } from '../../src/self-assessments/sample-framework.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

const FRAMEWORK = `/api/v1/frameworks/${SAMPLE_FRAMEWORK.id}`;
const KEYS = SAMPLE_FRAMEWORK.practices.map(({ key }) => key);
const levelsOf = (level: number, target: number) => KEYS.map((practice) => ({ practice, level, target }));

/** A team of six in Finance, whose session is open, with somebody of Sales beside it. */
async function createTeam(t: Test) {
  const sink = await createSink(t);
  const parts = await createApp(t, { smtpUrl: sink.url });
  const { app, call, deps } = parts;
  const team = await addPeople(
    deps,
    Array.from({ length: 6 }, () => ({ unit: 'Finance' })),
  );
  const [sales] = await addPeople(deps, [{ unit: 'Sales', offers: ['Learning before a launch'] }]);
  const opened = await call('POST', '/api/v1/self-assessments', {
    frameworkId: SAMPLE_FRAMEWORK.id,
    unit: 'Finance',
  });
  t.equal(opened.statusCode, 201);
  const { id } = opened.json();
  const url = `/api/v1/self-assessments/${id}`;
  await work(deps);
  const links = (await sink.parsed()).map(
    ({ text }) => /https?:\/\/acquaint\.test(\/l\/\S+)/.exec(text ?? '')?.[1] ?? '',
  );
  const post = (link: string, payload: string) =>
    app.inject({
      method: 'POST',
      url: link,
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const as = async (person: Person | undefined, method: 'GET' | 'POST', path: string, payload?: object) => {
    if (!person) throw new Error('nobody there');
    return app.inject({
      method,
      url: path,
      headers: { ...(await addSession(deps, person)), origin: 'http://acquaint.test' },
      ...(payload ? { payload } : {}),
    });
  };
  return { ...parts, sink, team, sales, id, url, links, post, as };
}

t.test('a team votes by the links of its mails, each once, and agrees when the spread is seen', async (t) => {
  const { call, deps, url, links, post, app, as, team } = await createTeam(t);
  t.equal(links.length, 6);
  t.equal((await app.inject(links[0] ?? '')).statusCode, 200);
  t.equal((await app.inject({ method: 'HEAD', url: links[0] ?? '' })).statusCode, 200);
  t.equal(await deps.db.$count(assessmentVotes), 0, 'opening a link votes for nothing');
  t.match((await post(links[0] ?? '', 'before=6&after=x')).body, 'Choose a level');
  const levels = [1, 1, 2, 2, 4];
  for (const [i, level] of levels.entries()) {
    const both = await Promise.all([1, 2].map(() => post(links[i] ?? '', `before=${level}&after=2`)));
    t.same(
      both.map(({ statusCode }) => statusCode),
      [200, 200],
    );
    t.match(both.map(({ body }) => body).join(), 'Thank you, your vote is counted.');
  }
  t.same((await call('GET', url)).json().practices[0].spread, null, 'not while people vote');
  const ended = await call('POST', `${url}/end-voting`);
  t.same(ended.json().practices[0].spread, { votes: [2, 2, 0, 1, 0], isWide: true });
  t.same(ended.json().practices[2].spread, { votes: [0, 5, 0, 0, 0], isWide: false });
  t.equal(ended.json().practices[1].spread, null, 'nobody voted there');
  t.equal((await post(links[5] ?? '', 'before=5')).statusCode, 404, 'the voting has ended');
  t.equal((await as(team[0], 'GET', url)).statusCode, 404, 'before they agree it is for those who run it');
  const wrong = await call('POST', `${url}/agree`, { levels: [{ practice: 'before', level: 3, target: 2 }] });
  t.equal(wrong.statusCode, 422);
  t.same(wrong.json().errors, [
    { pointer: '/levels/0/target', message: 'is below the level 3; a target is the level or higher' },
    { pointer: '/levels', message: 'lacks during, after, networks, keeping' },
  ]);
  t.equal((await call('POST', `${url}/agree`, { levels: levelsOf(2, 4) })).statusCode, 200);
  const again = await call('POST', `${url}/agree`, { levels: levelsOf(3, 4) });
  t.equal(again.statusCode, 409);
  t.equal(again.json().code, 'self-assessment-not-open');
  const seen = (await as(team[0], 'GET', url)).json();
  t.match(seen.practices[0], { level: 2, target: 4, spread: null });
});

t.test('no row tells who voted what, while people vote and after', async (t) => {
  const { deps, id, url, call, as, team, links, post } = await createTeam(t);
  const vote = { votes: [{ practice: 'before', level: 4 }] };
  const [ana] = team;
  t.same((await as(ana, 'POST', `${url}/votes`, vote)).json(), { outcome: 'counted' });
  t.same((await as(ana, 'POST', `${url}/votes`, vote)).json(), { outcome: 'counted-before' });
  await post(links[2] ?? '', 'before=1');
  t.same(
    (await deps.db.select().from(assessmentVotes))
      .map(({ level, votes, practice }) => [practice, level, votes])
      .sort(),
    [
      ['before', 1, 1],
      ['before', 4, 1],
    ],
  );
  t.equal(
    (await deps.db.select({ n: count() }).from(assessmentVoters).where(eq(assessmentVoters.voted, true)))[0]
      ?.n,
    2,
  );
  await call('POST', `${url}/end-voting`);
  t.equal(await deps.db.$count(assessmentVoters), 0);
  t.equal(await deps.db.$count(letters, eq(letters.subjectId, id)), 6, 'who was asked, and nothing else');
  t.same((await call('GET', url)).json().practices[0].spread, null, 'two votes are too few to show');
});

t.test('an Idempotency-Key keeps nothing of a vote', async (t) => {
  const { app, deps, url, team } = await createTeam(t);
  const [ana] = team;
  if (!ana) throw new Error('nobody there');
  const session = await addSession(deps, ana);
  const vote = (level: number) =>
    app.inject({
      method: 'POST',
      url: `${url}/votes`,
      headers: { ...session, origin: 'http://acquaint.test', 'idempotency-key': 'one' },
      payload: { votes: [{ practice: 'before', level }] },
    });
  t.same((await vote(4)).json(), { outcome: 'counted' });
  const [kept] = await deps.db.select().from(idempotencyKeys);
  t.same(kept?.body, { outcome: 'counted' });
  const replayed = await vote(1);
  t.equal(replayed.statusCode, 200, 'the same hash whatever was voted');
  t.equal(replayed.headers['idempotency-replayed'], 'true');
});

t.test('members open sessions of their own team, and nobody opens what cannot be', async (t) => {
  const { as, call, team, sales } = await createTeam(t);
  const body = { frameworkId: SAMPLE_FRAMEWORK.id, unit: 'Sales' };
  t.equal((await as(team[0], 'POST', '/api/v1/self-assessments', body)).statusCode, 403);
  t.equal((await as(sales, 'POST', '/api/v1/self-assessments', body)).statusCode, 201);
  const wrong = await call('POST', '/api/v1/self-assessments', {
    frameworkId: team[0]?.id,
    unit: 'Nobody',
    voterIds: [team[0]?.id],
    facilitatorId: SAMPLE_FRAMEWORK.id,
  });
  t.equal(wrong.statusCode, 422);
  t.same(
    wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer),
    ['/frameworkId', '/unit', '/voterIds/0', '/facilitatorId'],
  );
});

t.test('river, stairs and fits show what teams agreed last; a team is asked in one step', async (t) => {
  const { call, deps, url, as, team, sink } = await createTeam(t);
  await call('POST', `${url}/agree`, { levels: levelsOf(2, 4) });
  for (const level of [1, 5]) {
    const { id } = (
      await call('POST', '/api/v1/self-assessments', { frameworkId: SAMPLE_FRAMEWORK.id, unit: 'Sales' })
    ).json();
    await call('POST', `/api/v1/self-assessments/${id}/agree`, { levels: levelsOf(level, 5) });
  }
  t.match((await call('GET', `${FRAMEWORK}/river?unit=Finance`)).json().practices[0], {
    lowest: 2,
    highest: 5,
    own: 2,
    ownTarget: 4,
  });
  t.same((await call('GET', `${FRAMEWORK}/stairs?practice=before`)).json().teams, [
    { unit: 'Finance', level: 2, target: 4, x: 2, y: 2 },
    { unit: 'Sales', level: 5, target: 5, x: 5, y: 0 },
  ]);
  for (const picture of ['river.svg?unit=Finance', 'stairs.svg?practice=before']) {
    const { headers, body } = await call('GET', `${FRAMEWORK}/${picture}`);
    t.match(headers['content-type'], /^image\/svg\+xml/);
    t.match(body, /^<svg/);
  }
  t.equal((await call('GET', `${FRAMEWORK}/stairs?practice=nothing`)).statusCode, 422);
  const fits = (await call('GET', `${FRAMEWORK}/fits?unit=Finance&practice=before`)).json();
  t.match(fits, { teams: [{ unit: 'Sales', level: 5, fit: 0.5 }] });
  t.equal((await call('GET', `${FRAMEWORK}/fits?unit=Research&practice=before`)).statusCode, 422);
  const ask = { unit: 'Finance', practice: 'before', askedUnit: 'Sales', as: 'introduction' };
  const before = sink.received.length;
  t.equal((await as(team[0], 'POST', `${FRAMEWORK}/asks`, ask)).statusCode, 201);
  t.equal(
    (await as(team[0], 'POST', `${FRAMEWORK}/asks`, ask)).statusCode,
    422,
    'the pair rests for 180 days',
  );
  t.equal((await call('POST', `${FRAMEWORK}/asks`, ask)).statusCode, 422, 'a key is nobody');
  await work(deps);
  t.same(
    sink.received.slice(before).flatMap(({ to }) => to),
    [team[0]?.email],
    'the one who asks is asked first',
  );
});

t.test('frameworks of one’s own stand beside the one that is shipped', async (t) => {
  const { call } = await createApp(t);
  const practice = (key: string) => ({ key, name: key, levels: ['a', 'b', 'c', 'd', 'e'] });
  const twice = { name: 'Ours', practices: [practice('one'), practice('one')] };
  t.same((await call('POST', '/api/v1/frameworks', twice)).json().errors, [
    { pointer: '/practices/1/key', message: 'is the key of an earlier practice' },
  ]);
  const added = await call('POST', '/api/v1/frameworks', { name: 'Ours', practices: [practice('one')] });
  t.equal(added.statusCode, 201);
  const first = (await call('GET', '/api/v1/frameworks?limit=1')).json();
  t.equal(first.items[0].id, SAMPLE_FRAMEWORK.id);
  const second = (await call('GET', `/api/v1/frameworks?limit=1&cursor=${first.nextCursor}`)).json();
  t.same(second, { items: [added.json()], nextCursor: null });
  t.equal((await call('GET', `/api/v1/frameworks/${added.json().id}`)).statusCode, 200);
  t.equal((await call('GET', '/api/v1/frameworks/019a0000-0000-7000-8000-000000000009')).statusCode, 404);
});

t.test('axe finds nothing on the ballot, in English and in Arabic', withBrowser, async (t) => {
  const { app, links } = await createTeam(t);
  const browser = await newBrowser(t);
  for (const lang of ['en', 'ar']) {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.setContent((await app.inject(`${links[0]}?lang=${lang}`)).body);
    t.same(await axeFindings(page), [], lang);
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.close();
  }
});
