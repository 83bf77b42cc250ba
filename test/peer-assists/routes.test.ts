import { and, eq } from 'drizzle-orm';
import type { InjectOptions } from 'fastify';
import t, { type Test } from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import { invitations, type Person, peerAssistSeats, people } from '../../src/db/schema/index.ts';
import { answer } from '../../src/invitations/answer.ts';
import type { DraftInput } from '../../src/peer-assists/schemas.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp, type TestApp } from '../fixtures/create-app.ts';
import { addCast, aRequest, type Cast } from '../fixtures/peer-assists.ts';

const ASSISTS = '/api/v1/peer-assists';
type Seat = { personId: string; unit: string; group: number; answer: string | null; reason: string };

/** The application with a cast, and requests by whoever is signed in. */
async function stage(t: Test, units?: number, perUnit?: number) {
  const test = await createApp(t);
  const cast = await addCast(test.deps, units, perUnit);
  const as = async (person: Person, method: string, url: string, body?: object) =>
    test.app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url,
      ...(body ? { payload: body } : {}),
      headers: await addSession(test.deps, person),
    });
  return { ...test, cast, as };
}

async function submitted({ call }: TestApp, cast: Cast, fields: DraftInput = {}): Promise<string> {
  const { id } = (await call('POST', ASSISTS, aRequest(cast, fields))).json();
  const answered = await call('POST', `${ASSISTS}/${id}/submit`);
  if (answered.statusCode !== 200) throw new Error(answered.body);
  return `${ASSISTS}/${id}`;
}

async function confirmed(test: TestApp, cast: Cast, fields: DraftInput = {}) {
  const path = await submitted(test, cast, fields);
  await test.call('POST', `${path}/panel`, { seed: 1 });
  const answered = await test.call('POST', `${path}/confirm`);
  if (answered.statusCode !== 201) throw new Error(answered.body);
  const { gatheringId } = answered.json();
  return { path, gatheringId: gatheringId as string };
}

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
  const path = await submitted({ call } as TestApp, cast);
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

t.test('a swap is scored at once; what no panel breaks is refused by name', async (t) => {
  const test = await stage(t);
  const { call, cast, deps } = test;
  const [boss, report, own, away] = await addPeople(deps, [
    { unit: 'Unit 9', email: 'boss@example.org' },
    { unit: 'Unit 10', managerEmail: 'BOSS@example.org' },
    { unit: 'Registry' },
    { unit: 'Unit 9', awayFrom: '2026-11-18', awayUntil: '2026-11-20' },
  ]);
  const path = await submitted(test, cast);
  t.match((await call('POST', `${path}/confirm`)).json(), { code: 'peer-assist-panel-size' });
  const panel = (await call('POST', `${path}/panel`, { seed: 3 })).json();
  t.equal(
    (await call('POST', `${path}/panel`, { seed: 3 })).body,
    JSON.stringify(panel),
    'one seed, one panel',
  );
  const [out, second, third] = panel.seats.map(({ personId }: Seat) => personId);
  const swap = async (body: object) => (await call('PATCH', `${path}/panel`, body)).json();
  t.match(await swap({ out: own?.id }), { code: 'impossible', errors: [{ pointer: '/out' }] });
  t.match(await swap({ in: out?.replace(/.$/, '0').replace(/^./, 'f') }), {
    code: 'impossible',
    errors: [{ pointer: '/in' }],
  });
  t.match(await swap({ in: cast.host.id }), { code: 'impossible' });
  t.match(await swap({ in: away?.id }), { errors: [{ message: /is away then/ }] });
  t.match(await swap({ out, in: own?.id }), { code: 'peer-assist-own-unit', detail: /own unit/ });
  const swapped = await swap({ out, in: boss?.id });
  t.ok(
    swapped.seats.some(
      ({ personId, reason }: Seat) => personId === boss?.id && /^Chosen by the host/.test(reason),
    ),
  );
  t.match(await swap({ out: second, in: report?.id }), { code: 'peer-assist-reporting-line' });
  const sameUnit = cast.others.filter(({ unit }) => unit === 'Unit 1');
  const crowd = await addPeople(deps, [{ unit: 'Unit 1' }, { unit: 'Unit 1' }]);
  for (const person of [...sameUnit, ...crowd]) await swap({ in: person.id });
  const crowded = (await call('GET', `${path}/panel`)).json();
  t.match(
    crowded.findings.find(({ rule }: { rule: string }) => rule === 'unit-max'),
    {
      kept: false,
      message: /More than 2 come from one unit: 4 from Unit 1\./,
      why: 'The panel was changed by hand; as it was proposed it kept this rule.',
    },
  );
  t.equal(crowded.groups, 2, 'nine are two groups');
  t.strictSame([...new Set(crowded.seats.map(({ group }: Seat) => group))].sort(), [1, 2]);
  for (const person of cast.others) if (crowded.seats.length < 12) await swap({ in: person.id });
  const full = (await call('GET', `${path}/panel`)).json();
  const outside = cast.others.find(({ id }) => !full.seats.some(({ personId }: Seat) => personId === id));
  if (full.seats.length === 12) t.match(await swap({ in: outside?.id }), { code: 'peer-assist-panel-size' });
  t.equal(full.seats.length, 12);
  const fewer = await swap({ out: third });
  t.notOk(
    fewer.seats.some(({ personId }: Seat) => personId === third),
    'and is not proposed again',
  );
});

t.test('rules of the day are held again before anybody is asked', async (t) => {
  const test = await stage(t);
  const { call, cast, deps } = test;
  const path = await submitted(test, cast);
  const panel = (await call('POST', `${path}/panel`)).json();
  const [first, second] = panel.seats as Seat[];
  const set = (id: string | undefined, fields: Partial<Person>) =>
    deps.db
      .update(people)
      .set(fields)
      .where(eq(people.id, id ?? ''));
  await set(first?.personId, { unit: 'Registry' });
  t.match((await call('POST', `${path}/confirm`)).json(), { code: 'peer-assist-own-unit', status: 422 });
  await set(first?.personId, { unit: 'Unit 1', leftOn: '2026-11-03' });
  t.match((await call('POST', `${path}/confirm`)).json(), {
    code: 'impossible',
    detail: /cannot come any more: Assister/,
  });
  await set(first?.personId, { leftOn: null, managerEmail: 'two@example.org' });
  await set(second?.personId, { email: 'two@example.org' });
  t.match((await call('POST', `${path}/confirm`)).json(), { code: 'peer-assist-reporting-line' });
  await set(first?.personId, { managerEmail: null });
  t.equal((await call('POST', `${path}/confirm`)).statusCode, 201);
  t.match((await call('PATCH', `${path}/panel`, { out: first?.personId })).json(), {
    code: 'peer-assist-state',
  });
});

t.test('two teams that confirm at once never ask one person twice within 45 days', async (t) => {
  const test = await stage(t, 6, 1);
  const { call, cast } = test;
  const paths = [await submitted(test, cast), await submitted(test, cast)];
  for (const path of paths) await call('POST', `${path}/panel`);
  const both = await Promise.all(paths.map((path) => call('POST', `${path}/confirm`)));
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [201, 422]);
  const refused = both.find(({ statusCode }) => statusCode === 422);
  t.match(refused?.json(), { code: 'peer-assist-load-cap', detail: /days of rest/ });
  const path = paths[both.findIndex(({ statusCode }) => statusCode === 422)] ?? '';
  const again = (await call('POST', `${path}/panel`)).json();
  t.strictSame(again.seats, []);
  t.match(
    again.findings.find(({ rule }: { rule: string }) => rule === 'size'),
    { kept: false, why: /6 people must rest after another assist\./, needed: /^6 people more/ },
  );
  const later = await submitted(test, cast, { start: '2027-01-05T14:00', decisionOn: '2027-02-01' });
  t.equal((await call('POST', `${later}/panel`)).json().seats.length, 6, '47 days later they may be asked');
});

t.test('whoever declines is replaced; the organiser sees it, the host does not', async (t) => {
  const test = await stage(t);
  const { deps, call, cast, as } = test;
  const { path, gatheringId } = await confirmed(test, cast);
  const invited = () => deps.db.select().from(invitations).where(eq(invitations.gatheringId, gatheringId));
  const [first] = await invited();
  const give = (invitationId: string | undefined) =>
    deps.db.transaction((tx) =>
      answer(tx, { key: { invitationId: invitationId ?? '' }, answer: 'declined' }, deps.now()),
    );
  await give(first?.id);
  await Promise.all([keepTime(deps), keepTime(deps), keepTime(deps)]);
  t.equal((await invited()).length, 7, 'one is asked, however many clocks look');
  const seen = (await call('GET', `${path}/panel`)).json();
  t.strictSame(
    seen.seats.filter((seat: Seat) => seat.answer === 'declined').map(({ personId }: Seat) => personId),
    [first?.personId],
  );
  t.ok(seen.findings.find(({ rule }: { rule: string }) => rule === 'size').kept);
  const host = (await as(cast.host, 'GET', `${path}/panel`)).json();
  t.strictSame([...new Set(host.seats.map((seat: Seat) => seat.answer))], ['none']);
  t.strictSame([host.findings, host.mix], [null, null]);
  // Everybody but two declines: the pool runs dry, and nothing is asked twice.
  for (let turn = 0; turn < 5; turn++) {
    for (const { id, answer: given } of await invited()) if (given !== 'declined') await give(id);
    await keepTime(deps);
  }
  const all = await invited();
  t.equal(new Set(all.map(({ personId }) => personId)).size, all.length);
  t.equal(all.length, cast.others.length);
  t.equal(await test.deps.db.$count(peerAssistSeats, and(eq(peerAssistSeats.state, 'asked'))), all.length);
});

t.test('a relaxed rule is told with why and what would have been needed', async (t) => {
  const test = await stage(t, 2, 4);
  const { call, cast } = test;
  const path = await submitted(test, cast);
  const panel = (await call('POST', `${path}/panel`)).json();
  t.equal(panel.seats.length, 4);
  t.strictSame(
    panel.findings.flatMap((finding: { rule: string; kept: boolean; why: string; needed: string }) =>
      finding.kept ? [] : [[finding.rule, finding.why !== null, finding.needed !== null]],
    ),
    [
      ['size', true, true],
      ['units-min', true, true],
      ['expertise', true, true],
    ],
  );
  const wider = await submitted(test, cast, { rules: { unitMax: 3, unitsMin: 2 } });
  const allowed = (await call('POST', `${wider}/panel`)).json();
  t.equal(allowed.seats.length, 6);
  t.ok(
    allowed.findings.every(({ rule, kept }: { rule: string; kept: boolean }) => kept || rule === 'expertise'),
  );
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
