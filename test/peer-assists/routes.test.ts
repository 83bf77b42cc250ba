import t from 'tap';

import { peerAssistSeats } from '../../src/db/schema/index.ts';
import type { DraftInput } from '../../src/peer-assists/schemas.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { ASSISTS, aRequest, confirmed, stage, submitted } from '../fixtures/peer-assists.ts';

t.test('members ask for their own team; each part sees what it needs', async (t) => {
  const { call, cast, as, app, ...test } = await stage(t);
  const { host, facilitator, others } = cast;
  const [stranger] = others;
  if (!stranger) throw new Error('nobody there');
  const drafted = await as(host, 'POST', ASSISTS, { practice: 'Data migration' });
  t.equal(drafted.statusCode, 201);
  t.match(drafted.json(), { status: 'draft', hostId: host.id, assisters: 6, agenda: null });
  const path = `${ASSISTS}/${drafted.json().id}`;
  t.match((await as(host, 'POST', ASSISTS, { hostId: facilitator.id })).json(), { code: 'forbidden' });
  t.match((await as(host, 'PATCH', path, { rules: { restDays: 0 } })).json(), { code: 'forbidden' });
  t.equal((await as(host, 'PATCH', path, aRequest(cast))).statusCode, 200);
  t.equal((await as(stranger, 'GET', path)).statusCode, 404);
  t.equal((await as(facilitator, 'GET', path)).statusCode, 200);
  for (const [method, url, body] of [
    ['PATCH', path, { place: 'Room 5' }],
    ['POST', `${path}/check`],
    ['POST', `${path}/submit`],
    ['POST', `${path}/panel`],
    ['POST', `${path}/confirm`],
    ['DELETE', path],
    ['PUT', `${path}/actions`, { actions: [] }],
  ] as [string, string, object?][]) {
    t.equal((await as(facilitator, method, url, body)).statusCode, 404, `${method} ${url}`);
  }
  t.match((await as(host, 'POST', `${path}/panel`)).json(), { code: 'peer-assist-state', status: 409 });
  t.match((await as(host, 'POST', `${path}/confirm`)).json(), { code: 'peer-assist-state' });
  t.match((await as(host, 'GET', `${path}/sheet`)).json(), { code: 'peer-assist-state' });
  await as(host, 'POST', `${path}/submit`);
  await as(host, 'POST', `${path}/panel`);
  t.equal((await as(facilitator, 'GET', `${path}/panel`)).statusCode, 200);
  await as(host, 'POST', `${path}/confirm`);
  const [asked] = await test.deps.db.select().from(peerAssistSeats);
  const assister = others.find(({ id }) => id === asked?.personId);
  if (!assister) throw new Error('nobody was asked');
  const seen = (await as(assister, 'GET', path)).json();
  t.match(seen, { problem: /registry data/, status: 'confirmed', actionsDueOn: '2026-12-03' });
  t.notOk('rules' in seen || 'createdBy' in seen);
  t.equal((await as(assister, 'GET', `${path}/follow-up`)).statusCode, 200);
  t.equal((await as(assister, 'GET', `${path}/panel`)).statusCode, 404);
  t.equal((await as(assister, 'GET', `${path}/sheet`)).statusCode, 404);
  t.equal((await as(assister, 'PUT', `${path}/actions`, { actions: [] })).statusCode, 404);
  t.match((await as(host, 'PATCH', path, { place: 'Room 5' })).json(), { code: 'peer-assist-state' });
  t.equal((await as(host, 'DELETE', path)).statusCode, 409);
  t.match((await as(facilitator, 'GET', `${path}/sheet`)).json(), { seatsOpen: 6, assisters: [] });
  const sheet = await app.inject({
    url: path.replace('/api/v1', '').concat('/sheet'),
    headers: await addSession(test.deps, facilitator),
  });
  t.match(sheet.body, /6 seats are without a yes so far\./);
  t.equal((await app.inject(path.replace('/api/v1', '').concat('/sheet'))).statusCode, 303);
});

t.test('each rule that refuses a request is named by the code, with the remedy', async (t) => {
  const { call, cast } = await stage(t);
  const cases: [string, DraftInput][] = [
    ['peer-assist-incomplete', { decision: null }],
    ['peer-assist-problem-too-long', { problem: 'word '.repeat(651) }],
    ['peer-assist-decision-taken', { decisionTaken: true }],
    ['peer-assist-after-decision', { decisionOn: '2026-11-18' }],
    ['peer-assist-in-the-past', { start: '2026-11-01T14:00' }],
    ['peer-assist-length', { durationMinutes: 5 }],
    ['peer-assist-facilitator-unit', { facilitatorId: cast.host.id }],
    ['peer-assist-agenda-length', { agenda: [{ title: 'Talk', minutes: 59, kind: 'questions' }] }],
    ['peer-assist-presentations', { agenda: [{ title: 'Talk', minutes: 60, kind: 'talk' }] }],
    [
      'peer-assist-assisters-alone',
      {
        durationMinutes: 240,
        agenda: [
          { title: 'Who we are', minutes: 20, kind: 'getting-to-know' },
          { title: 'Questions', minutes: 220, kind: 'questions' },
        ],
      },
    ],
    [
      'peer-assist-getting-to-know',
      {
        durationMinutes: 240,
        agenda: [
          { title: 'Alone', minutes: 60, kind: 'assisters' },
          { title: 'Questions', minutes: 180, kind: 'questions' },
        ],
      },
    ],
  ];
  for (const [code, fields] of cases) {
    const { id } = (await call('POST', ASSISTS, aRequest(cast, fields))).json();
    const refused = await call('POST', `${ASSISTS}/${id}/submit`);
    t.match(refused.json(), { status: 422, code, errors: [{ message: `(${code})` }] });
    t.equal(refused.json().errors.length, 1, code);
    t.match((await call('POST', `${ASSISTS}/${id}/check`)).json(), { ready: false, findings: [{ code }] });
  }
  const path = await submitted({ call }, cast);
  t.match((await call('PATCH', path, { decisionOn: '2026-11-18' })).json(), {
    code: 'peer-assist-after-decision',
  });
  t.match((await call('POST', ASSISTS, { start: '2026-02-30T10:00', hostId: path.slice(-36) })).json(), {
    code: 'impossible',
    errors: [{ pointer: '/start' }, { pointer: '/hostId' }],
  });
  t.equal((await call('POST', ASSISTS, { assisters: 13 })).json().code, 'validation-failed');
  t.equal((await call('DELETE', path)).statusCode, 204);
  t.equal((await call('GET', path)).statusCode, 404);
});

t.test('the gathering keeps the agenda, the briefing and the date of the decision', async (t) => {
  const test = await stage(t);
  const { call, cast } = test;
  const agenda = [
    { title: 'The problem', minutes: 10, kind: 'talk' as const },
    { title: 'Ideas', minutes: 50, kind: 'plenary' as const },
  ];
  const { gatheringId } = await confirmed(test, cast, { agenda, title: 'Moving the registry' });
  const gathering = `/api/v1/gatherings/${gatheringId}`;
  t.match((await call('GET', gathering)).json(), {
    format: 'peer-assist',
    title: 'Moving the registry',
    agenda,
    capacity: 6,
    briefing: { decisionOn: '2026-12-10', hopedFor: ['Ways others have gone', 'Traps to avoid'] },
  });
  const moved = await call('PATCH', gathering, { start: '2026-12-11T14:00' });
  t.match(moved.json(), {
    status: 422,
    errors: [{ pointer: '/start', message: /peer-assist-after-decision/ }],
  });
  t.equal((await call('PATCH', gathering, { start: '2026-12-09T14:00' })).statusCode, 200);
});

t.test('a list takes one query, however many rows; a repeated POST is answered again', async (t) => {
  const test = await stage(t);
  const { app, adminKey, queries, cast, call } = test;
  const count = async () => {
    queries.length = 0;
    const { items } = (await call('GET', ASSISTS)).json();
    return [items.length, queries.length];
  };
  await submitted(test, cast);
  const [, one] = await count();
  await submitted(test, cast);
  await confirmed(test, cast);
  t.strictSame(await count(), [3, one]);
  const post = () =>
    app.inject({
      method: 'POST',
      url: ASSISTS,
      payload: { practice: 'Archives' },
      headers: { authorization: `Bearer ${adminKey}`, 'idempotency-key': 'once' },
    });
  t.equal((await post()).body, (await post()).body);
  t.strictSame((await count())[0], 4);
  const page = (await call('GET', `${ASSISTS}?limit=2&status=draft`)).json();
  t.match(page, { items: [{ practice: 'Archives' }], nextCursor: null });
});

t.test(
  'a new host of the gathering is the host of the request, and the one before is not any more',
  async (t) => {
    const test = await stage(t);
    const { path, gatheringId } = await confirmed(test, test.cast);
    const [heir] = await addPeople(test.deps, [{ unit: 'Registry', location: 'Lima' }]);
    if (!heir) throw new Error('nobody was added');
    t.equal((await test.as(heir, 'GET', path)).statusCode, 404);
    const changed = await test.call('PATCH', `/api/v1/gatherings/${gatheringId}`, { hostId: heir.id });
    t.equal(changed.statusCode, 200);
    t.match((await test.as(heir, 'GET', path)).json(), { hostId: heir.id });
    t.equal((await test.as(test.cast.host, 'GET', path)).statusCode, 404);
  },
);
