import t, { type Test } from 'tap';

import { addEncounter, addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

/** Ana and Ben, and requests under their own sign-in. */
async function createPair(t: Test) {
  const test = await createApp(t);
  const [ana, ben] = await addPeople(test.deps, [
    { name: 'Ana Silva', unit: 'Finance' },
    { name: 'Ben', unit: 'Legal', location: 'Porto' },
  ]);
  if (!ana || !ben) throw new Error('two people');
  const sessions = { ana: await addSession(test.deps, ana), ben: await addSession(test.deps, ben) };
  const as = (who: 'ana' | 'ben', method: 'GET' | 'PATCH', url: string, payload?: object) =>
    test.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: sessions[who],
      ...(payload === undefined ? {} : { payload }),
    });
  return { ...test, ana, ben, as };
}

t.test('no key opens what is a person’s own, not even an admin’s', async (t) => {
  const { call } = await createApp(t);
  for (const [method, path] of [
    ['GET', '/me'],
    ['PATCH', '/me'],
    ['GET', '/me/invitations'],
    ['GET', '/me/export'],
    ['GET', '/me/encounters'],
  ] as const) {
    const body = method === 'PATCH' ? {} : undefined;
    const answer = await call(method, `/api/v1${path}`, body);
    t.match(
      { status: answer.statusCode, code: answer.json().code },
      { status: 403, code: 'forbidden' },
      path,
    );
    t.equal((await call(method, `/api/v1${path}`, body, null)).statusCode, 401, path);
  }
});

t.test('one’s own entry is shown, and of it only the break can be changed', async (t) => {
  const { ana, as } = await createPair(t);
  const before = (await as('ana', 'GET', '/me')).json();
  t.match(before, { id: ana.id, email: ana.email, pausedUntil: null });
  t.notOk('role' in before);

  const pause = { pausedUntil: '2026-12-31', awayFrom: '2026-11-05', awayUntil: '2026-11-06' };
  const changed = await as('ana', 'PATCH', '/me', pause);
  t.equal(changed.statusCode, 200);
  t.same(changed.json(), { ...before, ...pause });
  t.match((await as('ana', 'PATCH', '/me', { pausedUntil: null })).json(), { ...pause, pausedUntil: null });

  t.match((await as('ana', 'PATCH', '/me', { awayUntil: '2026-11-04' })).json(), {
    status: 422,
    code: 'impossible',
    errors: [{ pointer: '/awayUntil', message: 'must not be before awayFrom' }],
  });
  for (const body of [{ unit: 'Board' }, { role: 'admin' }, { pausedUntil: 'tomorrow' }]) {
    t.equal((await as('ana', 'PATCH', '/me', body)).statusCode, 400, JSON.stringify(body));
  }
  t.match((await as('ben', 'GET', '/me')).json(), { pausedUntil: null, awayFrom: null }, 'nobody else’s');
});

t.test('one’s own invitations are paged, at one query whatever their number', async (t) => {
  const { deps, ana, ben, as, queries } = await createPair(t);
  const list = async (query = '') => {
    queries.length = 0;
    const { items, nextCursor } = (await as('ana', 'GET', `/me/invitations${query}`)).json();
    return { items, nextCursor, queries: queries.length };
  };
  const first = await addGathering(deps, { title: 'First', place: 'Room 5' });
  const [invitation] = await addInvitations(deps, first, [ana, ben], {
    answer: 'accepted',
    answeredAt: deps.now(),
  });
  const one = await list();
  t.same(one.items, [
    {
      id: invitation?.id,
      gathering: {
        id: first.id,
        format: 'brown-bag',
        title: 'First',
        status: 'scheduled',
        startsAt: '2026-12-03T11:00:00.000Z',
        endsAt: '2026-12-03T11:45:00.000Z',
        timeZone: 'Africa/Nairobi',
        place: 'Room 5',
        onlineUrl: null,
        seriesId: null,
      },
      reason: 'first from Finance',
      answer: 'accepted',
      attends: 'room',
      came: null,
      answeredAt: '2026-11-02T08:00:00.000Z',
      note: null,
      guests: [],
      needs: null,
      invitedAt: '2026-11-02T08:00:00.000Z',
    },
  ]);
  for (const title of ['Second', 'Third']) {
    await addInvitations(deps, await addGathering(deps, { title }), [ana]);
  }
  const three = await list();
  t.equal(three.items.length, 3);
  t.equal(three.queries, one.queries);

  const begin = await list('?limit=2');
  const end = await list(`?limit=2&cursor=${begin.nextCursor}`);
  t.same([...begin.items, ...end.items], three.items);
  t.equal(end.nextCursor, null);
  t.equal((await as('ana', 'GET', '/me/invitations?cursor=x')).json().code, 'bad-cursor');
});

t.test('the export holds everything about oneself, and of others only whom one met', async (t) => {
  const { deps, ana, ben, as, call } = await createPair(t);
  const [carla] = await addPeople(deps, [{ name: 'Carla', email: 'carla@example.org' }]);
  if (!carla) throw new Error('nobody added');
  const gathering = await addGathering(deps, {
    hostId: ana.id,
    startsAt: new Date('2026-11-09T08:00:00Z'),
    endsAt: new Date('2026-11-09T08:45:00Z'),
  });
  const url = `/api/v1/gatherings/${gathering.id}`;
  for (const { id } of [ana, ben, carla]) await call('POST', `${url}/check-ins`, { personId: id });
  await call('POST', `${url}/rounds`, { tableSize: 3, rounds: 1, from: 'checked-in' });
  await addInvitations(deps, gathering, [ana, ben, carla]);
  const met = await addEncounter(deps, gathering, [ana, ben]);
  await addEncounter(deps, gathering, [carla, ben]);

  const answer = await as('ana', 'GET', '/me/export');
  t.equal(answer.statusCode, 200);
  const data = answer.json();
  const where = { gatheringId: gathering.id, title: gathering.title };
  t.same(Object.keys(data).sort(), [
    'calendarAddressSince',
    'checkIns',
    'doNotMatch',
    'encounters',
    'exportedAt',
    'fairs',
    'gatherings',
    'introductions',
    'invitations',
    'letterStops',
    'mails',
    'matches',
    'peerAssists',
    'person',
    'programmeParts',
    'programmes',
    'questionVotes',
    'replies',
    'saidWeMet',
    'seats',
    'selfAssessments',
    'seriesInvitations',
    'sessions',
    'signInLinks',
    'standUpLines',
    'stops',
    'suppressions',
  ]);
  t.match(data.person, { id: ana.id, email: ana.email, role: 'member' });
  t.same(data.checkIns, [{ ...where, checkedInAt: '2026-11-02T08:00:00.000Z' }]);
  t.same(data.seats, [{ ...where, round: 1, table: 1 }]);
  t.same(data.gatherings, [{ ...where, host: true, facilitator: false, scheduledByYou: false }]);
  t.match(data.invitations, [{ gathering: { id: gathering.id }, answer: 'none' }]);
  t.equal(data.invitations.length, 1);
  t.same(data.encounters, [
    {
      id: met.id,
      who: { personId: ben.id, name: 'Ben', unit: 'Legal', location: 'Porto' },
      where: { ...where, place: null },
      level: 2,
      metAt: '2026-11-09T08:00:00.000Z',
      evidence: { rule: 'table', round: 1, tableSize: 6, minutes: 15 },
    },
  ]);
  t.equal(data.sessions.length, 1);
  for (const text of [ben.email, carla.email, carla.id, 'Carla']) t.notOk(answer.body.includes(text), text);
});
