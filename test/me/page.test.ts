import { eq } from 'drizzle-orm';
import t, { type Test } from 'tap';

import {
  encounters,
  gatherings,
  invitations,
  PAUSED_FOR_GOOD,
  type Person,
  people,
} from '../../src/db/schema/index.ts';
import { addEncounter, addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp, PUBLIC_URL } from '../fixtures/create-app.ts';
import { aSeries, datesOfSeries } from '../fixtures/series.ts';

/** Ana, signed in, and what her browser sends. */
async function createVisit(t: Test, others: Partial<Person>[] = []) {
  const test = await createApp(t);
  const ana = { name: 'Ana Silva', unit: 'Finance', timeZone: 'America/Lima' };
  const [me, ...rest] = await addPeople(test.deps, [ana, ...others]);
  if (!me) throw new Error('nobody added');
  const session = await addSession(test.deps, me);
  const get = (url: string) => test.app.inject({ url, headers: session });
  const post = (url: string, form = '', headers: Record<string, string> = {}) =>
    test.app.inject({
      method: 'POST',
      url,
      payload: form,
      headers: {
        ...session,
        origin: PUBLIC_URL,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
    });
  return { ...test, me, rest, session, get, post };
}

/** Whether each of these texts stands on the page, in this order. */
function inOrder(body: string, texts: string[]): boolean {
  const places = texts.map((text) => body.indexOf(text));
  return places.every((place, i) => place > (places[i - 1] ?? -1));
}

t.test('without a session of a person every address of the page leads to the sign-in', async (t) => {
  const { app, adminKey } = await createApp(t);
  const id = '019a0000-0000-7000-8000-000000000000';
  for (const headers of [{}, { authorization: `Bearer ${adminKey}` }, { cookie: 'acquaint_session=x' }]) {
    for (const [method, url] of [
      ['GET', '/me'],
      ['GET', '/me/export'],
      ['POST', `/me/encounters/${id}/strike-out`],
      ['POST', '/me/absence'],
    ] as const) {
      const { statusCode, headers: sent, body } = await app.inject({ method, url, headers, payload: {} });
      t.equal(statusCode, 303, `${method} ${url}`);
      t.match(sent, { location: '/sign-in', 'cache-control': 'no-store' });
      t.equal(body, '');
    }
  }
});

t.test('what is coming up stands with the own answer, in the own time, the next first', async (t) => {
  const { deps, me, get } = await createVisit(t);
  const later = await addGathering(deps, {
    title: 'Later',
    startsAt: new Date('2026-12-04T11:00:00Z'),
    endsAt: new Date('2026-12-04T11:45:00Z'),
  });
  const next = await addGathering(deps, { title: 'Next', place: 'Room <5>' });
  const off = await addGathering(deps, {
    title: 'Called off',
    status: 'cancelled',
    startsAt: new Date('2026-12-05T11:00:00Z'),
    endsAt: new Date('2026-12-05T11:45:00Z'),
    onlineUrl: 'https://meet.example.org/off',
  });
  const over = await addGathering(deps, { title: 'Over', endsAt: deps.now() });
  await addGathering(deps, { title: 'Of others' });
  await addInvitations(deps, later, [me], { answer: 'waitlisted', waitlistNumber: 1 });
  await addInvitations(deps, next, [me], { answer: 'accepted' });
  for (const gathering of [off, over]) await addInvitations(deps, gathering, [me]);
  const { statusCode, body } = await get('/me');
  t.equal(statusCode, 200);
  t.ok(
    inOrder(body, [
      'Hello, Ana Silva',
      'Next',
      'You said that you are coming.',
      'Thursday 3 December 2026, 06:00–\u206006:45 (America/Lima, GMT-5)',
      'Room &lt;5>',
      'Later',
      'You are on the waiting list.',
      'Called off',
      'Cancelled: it will not take place.',
    ]),
    body,
  );
  for (const text of ['Over', 'Of others', 'meet.example.org/off']) t.notOk(body.includes(text), text);
});

t.test('the later dates of a series stand behind the next one, with what is different', async (t) => {
  const visit = await createVisit(t);
  const { deps, me, call, get } = visit;
  const { id } = (await call('POST', '/api/v1/series', aSeries(me.id))).json();
  const dates = await datesOfSeries(visit, id);
  await addGathering(deps, {
    title: 'Between',
    startsAt: new Date('2027-03-20T11:00:00Z'),
    endsAt: new Date('2027-03-20T12:00:00Z'),
  });
  const rows = await deps.db.select().from(gatherings).orderBy(gatherings.startsAt);
  for (const row of rows) await addInvitations(deps, row, [me], { answer: 'accepted' });
  await deps.db
    .update(invitations)
    .set({ answer: 'declined' })
    .where(eq(invitations.gatheringId, dates[2]?.id ?? ''));
  await call('PATCH', `/api/v1/gatherings/${dates[1]?.id}`, { place: 'Garden' });
  await call('POST', `/api/v1/gatherings/${dates[3]?.id}/cancel`, {});
  const { body } = await get('/me');
  t.ok(
    inOrder(body, [
      'Coffee across teams',
      'Tuesday 16 March 2027',
      '3 more dates',
      'Tuesday 23 March 2027',
      'Garden',
      'Tuesday 30 March 2027',
      'You said that you are not coming.',
      'Tuesday 6 April 2027',
      'Cancelled: it will not take place.',
      'Between',
    ]),
    body,
  );
  t.equal(body.split('<h3><bdi>Coffee across teams').length - 1, 1, 'one card for the series');
  t.equal(body.split('You said that you are coming.').length - 1, 2, 'what is the same is said once');
});

t.test('whom one met stands newest first, and units not met by name alone', async (t) => {
  const { deps, me, rest, get } = await createVisit(t, [
    { name: 'Ben <b>', unit: 'Legal', location: 'Porto' },
    { name: 'Carla', unit: 'Sales', location: 'Lima' },
    { name: 'Dora', unit: 'Research' },
    { name: 'Eva', unit: 'Archive', leftOn: '2026-11-01' },
    { name: 'Fay', unit: 'Partners', kind: 'guest' },
    { name: 'Gus', unit: 'Finance' },
    { name: 'Hal', unit: 'Audit' },
  ]);
  const [ben, carla, dora] = rest;
  if (!ben || !carla || !dora) throw new Error('three people');
  const gathering = await addGathering(deps, { title: 'Café', place: 'Hall 2', status: 'closed' });
  await addEncounter(deps, gathering, [me, ben]);
  await addEncounter(deps, gathering, [carla, me]);
  await addEncounter(deps, gathering, [carla, dora]);
  const { body, headers } = await get('/me');
  t.ok(
    inOrder(body, ['Carla', 'Sales, Lima', 'Café, Hall 2, 3 December 2026', 'Ben &lt;b>', 'Legal, Porto']),
  );
  const units = /<ul class="names">(.*?)<\/ul>/.exec(body)?.[1];
  t.equal(units, '<li>Audit</li><li>Research</li>', 'not one’s own, nor those with nobody left, nor guests');
  t.notOk(body.includes('Dora'), 'nothing about what others did');
  t.notMatch(body, /<script|\bscore|\brank|\bpoints/i);
  t.notMatch(
    /<main.*<\/main>/s.exec(body)?.[0],
    /\d+ (people|units|times|encounters)|%/,
    'nothing is counted',
  );
  t.match(headers, {
    'cache-control': 'no-store',
    'content-security-policy': /default-src 'none'/,
    'referrer-policy': 'same-origin',
  });
});

t.test('the list is paged, at the same queries whatever its length', async (t) => {
  const { deps, me, get, queries } = await createVisit(t);
  const gathering = await addGathering(deps);
  const others = await addPeople(
    deps,
    Array.from({ length: 21 }, (_, i) => ({ name: `Other ${i}.` })),
  );
  const counts: number[] = [];
  for (const [i, other] of others.entries()) {
    await addEncounter(deps, gathering, [me, other]);
    if (i !== 0 && i !== 2) continue;
    queries.length = 0;
    await get('/me');
    counts.push(queries.length);
  }
  t.equal(counts[1], counts[0]);
  const first = await get('/me');
  t.notOk(first.body.includes('Other 0.'));
  t.ok(inOrder(first.body, ['Other 20.', 'Other 1.', 'Earlier encounters']));
  const earlier = /href="(\/me\?cursor=[^"#]*)#met"/.exec(first.body)?.[1] ?? '';
  const second = await get(earlier);
  t.ok(second.body.includes('Other 0.'));
  t.notOk(second.body.includes('Other 1.') || second.body.includes('Earlier encounters'));
  t.equal((await get('/me?cursor=x')).statusCode, 400);
});

t.test('striking out takes the row at once, whoever of the two presses, and only theirs', async (t) => {
  const { app, deps, me, rest, get, post } = await createVisit(t, [{}, {}]);
  const [ben, carla] = rest;
  if (!ben || !carla) throw new Error('two people');
  const gathering = await addGathering(deps);
  const mine = await addEncounter(deps, gathering, [me, ben]);
  const theirs = await addEncounter(deps, gathering, [carla, ben]);
  const kept = async () => (await deps.db.select().from(encounters)).map(({ id }) => id);

  const forged = await post(`/me/encounters/${mine.id}/strike-out`, '', { origin: 'https://elsewhere.test' });
  t.equal(forged.statusCode, 403);
  t.same(await kept(), [mine.id, theirs.id], 'another site cannot press the button');

  for (const { id } of [mine, mine, theirs]) {
    const answer = await post(`/me/encounters/${id}/strike-out`);
    t.equal(answer.statusCode, 303);
    t.equal(answer.headers.location, '/me?done=struck-out');
    t.same(await kept(), [theirs.id]);
  }
  t.match((await get('/me?done=struck-out')).body, 'role="status">The encounter is struck out.');
  t.notMatch((await get('/me?done=<b>nonsense')).body, /role="status"|nonsense/);
  const his = await app.inject({ url: '/me', headers: await addSession(deps, ben) });
  t.notOk(his.body.includes(me.name), 'the other sees no trace');
  t.equal((await post('/me/encounters/x/strike-out')).statusCode, 404);
});

t.test('a break is saved, cleared, and refused beside the field that is wrong', async (t) => {
  const { deps, me, get, post } = await createVisit(t);
  const stored = async () => {
    const row = await deps.db.query.people.findFirst({ where: (people, { eq }) => eq(people.id, me.id) });
    return [row?.pausedUntil, row?.awayFrom, row?.awayUntil];
  };
  const saved = await post('/me/absence', 'pausedUntil=2026-12-31&awayFrom=2026-11-05&awayUntil=');
  t.match(saved, { statusCode: 303, headers: { location: '/me?done=saved' } });
  t.same(await stored(), ['2026-12-31', '2026-11-05', null]);
  t.match((await get('/me?done=saved')).body, /Saved\..*value="2026-12-31".*value="2026-11-05"/s);

  const wrong = await post('/me/absence', 'pausedUntil=&awayFrom=2026-11-05&awayUntil=2026-11-04');
  t.equal(wrong.statusCode, 422);
  t.match(wrong.body, /value="2026-11-04" aria-invalid="true" aria-describedby="awayUntil-problem"/);
  t.match(wrong.body, 'id="awayUntil-problem">This day must not be before');
  t.same(await stored(), ['2026-12-31', '2026-11-05', null], 'nothing of a wrong form is kept');

  await post('/me/absence', 'pausedUntil=&awayFrom=&awayUntil=');
  t.same(await stored(), [null, null, null]);
  t.equal((await post('/me/absence', 'role=admin&unit=Board')).statusCode, 400);
  const after = await deps.db.query.people.findFirst({ where: (people, { eq }) => eq(people.id, me.id) });
  t.match(after, { role: 'member', unit: 'Finance' }, 'the form changes nothing else');
});

t.test('who has stopped all invitations sees that instead of a day, and takes it back', async (t) => {
  const { deps, me, get, post } = await createVisit(t);
  const pausedUntil = async () => {
    const row = await deps.db.query.people.findFirst({ where: (people, { eq }) => eq(people.id, me.id) });
    return row?.pausedUntil;
  };
  await deps.db.update(people).set({ pausedUntil: PAUSED_FOR_GOOD });
  const { body } = await get('/me');
  t.match(body, /type="checkbox" name="pausedUntil" value="9999-12-31" checked>No invitations until further/);
  t.notMatch(body, 'id="pausedUntil"');
  await post('/me/absence', `pausedUntil=${PAUSED_FOR_GOOD}&awayFrom=&awayUntil=`);
  t.equal(await pausedUntil(), PAUSED_FOR_GOOD, 'as long as it is ticked');
  await post('/me/absence', 'awayFrom=&awayUntil=');
  t.equal(await pausedUntil(), null);
  t.match((await get('/me')).body, 'id="pausedUntil"');
});

t.test('the download is a file of one’s own data', async (t) => {
  const { me, get, session, app } = await createVisit(t);
  const file = await get('/me/export');
  t.equal(file.statusCode, 200);
  t.match(file.headers, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="acquaint.json"',
    'cache-control': 'no-store',
  });
  t.equal(file.json().person.email, me.email);
  const twin = await app.inject({ url: '/api/v1/me/export', headers: session });
  t.same(twin.json(), file.json());
});
