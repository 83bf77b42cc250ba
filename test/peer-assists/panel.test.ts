import { eq } from 'drizzle-orm';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { keepTime } from '../../jobs/keep-time.ts';
import {
  assessmentLevels,
  invitations,
  type Person,
  peerAssistSeats,
  people,
  selfAssessments,
} from '../../src/db/schema/index.ts';
import { answer } from '../../src/invitations/answer.ts';
import { SAMPLE_FRAMEWORK } from '../../src/self-assessments/sample-framework.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { ASSISTS, confirmed, stage, submitted } from '../fixtures/peer-assists.ts';

type Seat = { personId: string; unit: string; group: number; answer: string | null; reason: string };

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
  t.equal(await test.deps.db.$count(peerAssistSeats, eq(peerAssistSeats.state, 'asked')), all.length);
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

t.test('a unit that assessed itself ahead counts, and the reason says so', async (t) => {
  const test = await stage(t, 3, 4);
  const { call, cast, deps } = test;
  const [session] = await deps.db
    .insert(selfAssessments)
    .values({
      id: uuidv7(),
      frameworkId: SAMPLE_FRAMEWORK.id,
      unit: 'Unit 2',
      state: 'agreed',
      createdBy: uuidv7(),
      createdAt: deps.now(),
      agreedAt: deps.now(),
    })
    .returning();
  await deps.db
    .insert(assessmentLevels)
    .values({ selfAssessmentId: session?.id ?? '', practice: 'before', level: 4, target: 4 });
  const path = await submitted(test, cast, { practice: 'learning before', assisters: 4 });
  const panel = (await call('POST', `${path}/panel`)).json();
  const ahead = panel.seats.filter(({ unit }: Seat) => unit === 'Unit 2');
  t.equal(ahead.length, 2, 'as many as may come from one unit');
  for (const { reason } of ahead) t.match(reason, /^From a team that is ahead in this; from Unit 2 in /);
});

t.test('who is on a panel finds it in their download; who is erased is replaced', async (t) => {
  const test = await stage(t);
  const { call, cast, deps, as } = test;
  const { path, gatheringId } = await confirmed(test, cast);
  const [seat] = (await call('GET', `${path}/panel`)).json().seats as Seat[];
  const person = cast.others.find(({ id }) => id === seat?.personId);
  if (!person) throw new Error('nobody was asked');
  const exported = (await as(person, 'GET', '/api/v1/me/export')).json();
  t.match(exported.peerAssists, [
    { practice: 'Data migration', host: false, panel: { state: 'asked', reason: seat?.reason } },
  ]);
  t.match((await as(cast.host, 'GET', '/api/v1/me/export')).json().peerAssists, [
    { host: true, panel: null },
  ]);
  const draft = (await as(cast.host, 'POST', ASSISTS, { problem: 'Mine alone' })).json();
  t.equal((await call('DELETE', `/api/v1/people/${person.id}`)).statusCode, 204);
  await keepTime(deps);
  t.equal(await deps.db.$count(invitations, eq(invitations.gatheringId, gatheringId)), 6);
  t.equal((await call('DELETE', `/api/v1/people/${cast.host.id}`)).statusCode, 204);
  t.equal((await call('GET', `${ASSISTS}/${draft.id}`)).statusCode, 404, 'a draft goes with who wrote it');
});

t.test('proposing, swapping and looking take as many statements, however many could be asked', async (t) => {
  const counts: number[][] = [];
  for (const perUnit of [2, 40]) {
    const test = await stage(t, 6, perUnit);
    const { call, cast, queries } = test;
    const path = await submitted(test, cast);
    const counted = async (method: string, body?: object) => {
      queries.length = 0;
      const answered = await call(method, `${path}/panel`, body);
      t.equal(answered.statusCode, 200, answered.body);
      return { count: queries.length, ...answered.json() };
    };
    const proposed = await counted('POST', { seed: 1 });
    const on = proposed.seats.map(({ personId }: Seat) => personId);
    const { unit } = proposed.seats[0];
    const other = cast.others.find((one) => one.unit === unit && !on.includes(one.id));
    const byName = await counted('PATCH', { out: on[0], in: other?.id });
    const nextBest = await counted('PATCH', { out: on[1] });
    const looked = await counted('GET');
    t.strictSame({ ...looked, count: 0 }, { ...nextBest, count: 0 }, 'looked at is what the swap answered');
    counts.push([proposed, byName, nextBest, looked].map(({ count }) => count));
  }
  t.strictSame(counts[0], counts[1]);
});
