import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { and, asc, eq, isNotNull, or, sql } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import { gatherings, type Invitation, invitations, mails } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { type Answer, answer } from '../../src/invitations/answer.ts';
import { offerPlaces } from '../../src/invitations/offer-places.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp, createDeps } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { until } from '../fixtures/until.ts';
import { work } from '../fixtures/work.ts';

const HOUR_MS = 3_600_000;
/** Between whom the mix makes no difference: order of arrival decides. */
const alike = (count: number) => Array.from({ length: count }, () => ({ unit: 'Sales', location: 'Porto' }));

const give = (deps: Deps, invitationId: string | undefined, wanted: Answer) =>
  deps.db.transaction((tx) =>
    answer(tx, { key: { invitationId: invitationId ?? '' }, answer: wanted }, deps.now()),
  );

/** Where everybody stands, in the order in which they were invited. */
async function standings(deps: Deps): Promise<string[]> {
  const rows = await deps.db.select().from(invitations).orderBy(asc(invitations.id));
  return rows.map(({ answer: given, offeredUntil, leftWaitlist }) => {
    if (offeredUntil !== null) return 'offered';
    return leftWaitlist === null ? given : `${given} (${leftWaitlist})`;
  });
}

/** Everybody says yes, in order; the first ones get the places. */
async function fullRoom(deps: Deps, capacity: number, count: number): Promise<string[]> {
  const gathering = await addGathering(deps, { capacity });
  const ids = (await addInvitations(deps, gathering, await addPeople(deps, alike(count)))).map(
    ({ id }) => id,
  );
  for (const id of ids) await give(deps, id, 'accepted');
  return ids;
}

t.test('a place goes from one to the next until somebody takes it', async (t) => {
  const sink = await createSink(t);
  const { deps, clock } = await createDeps(t, { smtpUrl: sink.url });
  const [holder, first, second, third] = await fullRoom(deps, 1, 4);
  await give(deps, holder, 'declined');
  t.strictSame(await standings(deps), ['declined', 'offered', 'waitlisted', 'waitlisted']);
  clock.advance(12 * HOUR_MS - 1);
  await keepTime(deps);
  t.strictSame(await standings(deps), ['declined', 'offered', 'waitlisted', 'waitlisted']);
  clock.advance(1);
  await Promise.all([keepTime(deps), keepTime(deps), keepTime(deps)]);
  t.strictSame(await standings(deps), ['declined', 'none (expired)', 'offered', 'waitlisted']);
  await give(deps, second, 'tentative');
  t.strictSame(await standings(deps), ['declined', 'none (expired)', 'tentative (withdrawn)', 'offered']);
  await give(deps, first, 'accepted');
  t.strictSame(await standings(deps), ['declined', 'waitlisted', 'tentative (withdrawn)', 'offered']);
  await give(deps, third, 'accepted');
  t.strictSame(await standings(deps), [
    'declined',
    'waitlisted',
    'tentative (withdrawn)',
    'accepted (accepted)',
  ]);
  const offers = await deps.db.select().from(mails).orderBy(asc(mails.id));
  t.strictSame(
    offers.map(({ kind, invitationId }) => [kind, invitationId]),
    [first, second, third].map((id) => ['offer', id]),
    'one mail for each offer',
  );
  await work(deps);
  t.same(sink.received, [], 'none of them is of use any more');
});

t.test('a yes after the end of the offer counts while nobody else waits, and waits otherwise', async (t) => {
  const { deps, clock } = await createDeps(t);
  const [holder, late, next] = await fullRoom(deps, 1, 3);
  await give(deps, holder, 'declined');
  clock.advance(13 * HOUR_MS);
  t.match(await give(deps, late, 'accepted'), {
    changed: true,
    link: { invitation: { answer: 'waitlisted' } },
  });
  t.strictSame(await standings(deps), ['declined', 'waitlisted', 'offered']);
  await give(deps, next, 'declined');
  clock.advance(13 * HOUR_MS);
  t.match(await give(deps, late, 'accepted'), { link: { invitation: { answer: 'accepted' } } });
  t.strictSame(await standings(deps), ['declined', 'accepted (accepted)', 'declined (withdrawn)']);
});

t.test('near the start an offer lasts half of what is left, a quarter of an hour at least', async (t) => {
  const { deps, clock } = await createDeps(t);
  const [holder, ...waiting] = await fullRoom(deps, 1, 5);
  const minutes = [];
  let giver = holder;
  for (const before of [24 * 60, 10 * 60, 20, 5]) {
    clock.set(new Date(Date.parse('2026-12-03T11:00:00Z') - before * 60_000));
    await give(deps, giver, 'declined');
    giver = waiting.shift();
    const [row] = await deps.db.select().from(invitations).where(isNotNull(invitations.offeredUntil));
    minutes.push(((row?.offeredUntil?.getTime() ?? 0) - clock.now().getTime()) / 60_000);
  }
  t.strictSame(minutes, [720, 300, 15, 5]);
});

t.test('the mail has one button; the page takes the place or passes it on', async (t) => {
  const sink = await createSink(t);
  const { app, call, deps } = await createApp(t, { smtpUrl: sink.url });
  const [holder, first, second] = await fullRoom(deps, 1, 3);
  await give(deps, holder, 'declined');
  await work(deps);
  const [mail] = await sink.parsed();
  t.equal(mail?.subject, 'A place for you? Lunch with strangers');
  t.match(mail?.text, /Kept for you until:\n {2}Monday 2 November 2026, 23:00 \(Africa\/Nairobi, GMT\+3\)/);
  t.match(mail?.html, /class="button"/);
  t.equal(mail?.html?.match(/class="button"/g)?.length, 1);
  const link = mail?.text?.match(/\/r\/[\w-]{32}/)?.[0] ?? '';
  const page = (await app.inject(link)).body;
  t.match(page, /A place is kept for you\./);
  t.match(page, /Take it by Monday 2 November 2026, 23:00/);
  t.strictSame(
    [...page.matchAll(/name="answer" value="(\w+)"/g)].map(([, value]) => value),
    ['accepted', 'declined'],
  );
  t.strictSame(await standings(deps), ['declined', 'offered', 'waitlisted'], 'opening changes nothing');
  const post = (text: string) =>
    app.inject({
      method: 'POST',
      url: link,
      payload: `answer=${text}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const [{ id: gatheringId } = { id: '' }] = await deps.db.select().from(gatherings);
  const listed = async () => {
    const { items } = (await call('GET', `/api/v1/gatherings/${gatheringId}/invitations`)).json();
    return items.map((item: { answer: string; waiting: unknown }) => [item.answer, item.waiting]);
  };
  t.strictSame(await listed(), [
    ['declined', null],
    ['waitlisted', { state: 'offered', offeredUntil: '2026-11-02T20:00:00.000Z' }],
    ['waitlisted', { state: 'waiting', offeredUntil: null }],
  ]);
  t.match((await post('accepted')).body, /Thank you\. You are coming\./);
  t.strictSame((await listed())[1], ['accepted', { state: 'accepted', offeredUntil: null }]);
  await post('declined');
  t.strictSame(await standings(deps), ['declined', 'declined (withdrawn)', 'offered']);
  t.ok(first && second);
});

const isTaken = or(eq(invitations.answer, 'accepted'), isNotNull(invitations.offeredUntil));

/** For each gathering how many places are taken, and how many wait without an offer. */
async function rooms(deps: Deps): Promise<{ taken: number; waiting: number }[]> {
  return deps.db
    .select({
      taken: sql<number>`count(*) filter (where ${isTaken})::int`,
      waiting: sql<number>`count(*) filter (where ${invitations.answer} = 'waitlisted' and ${invitations.offeredUntil} is null)::int`,
    })
    .from(invitations)
    .groupBy(invitations.gatheringId);
}

t.test('answers, expiries and a rising capacity at once never oversell and lose no place', async (t) => {
  const { deps, clock } = await createDeps(t);
  const ids = await fullRoom(deps, 20, 100);
  await Promise.all(ids.slice(0, 15).map((id) => give(deps, id, 'declined')));
  clock.advance(12 * HOUR_MS);
  const [gathering] = await deps.db.select().from(gatherings);
  const raise = (capacity: number) =>
    deps.db.transaction(async (tx) => {
      const [row] = await tx.update(gatherings).set({ capacity }).returning();
      return row ? offerPlaces(tx, row, deps.now()) : [];
    });
  const answers = ids.map((id, i) =>
    give(deps, id, (['accepted', 'declined', 'accepted', 'tentative'] as const)[i % 4] ?? 'accepted'),
  );
  await Promise.all([keepTime(deps), ...answers, raise(25), keepTime(deps), keepTime(deps)]);
  t.ok(gathering);
  t.strictSame(
    (await rooms(deps)).map(({ taken }) => taken),
    [25],
  );
});

t.test('a worker that is killed while it passes places on loses none and gives none twice', async (t) => {
  const { deps, clock, databaseUrl } = await createDeps(t);
  clock.set(new Date());
  const people = await addPeople(deps, alike(6));
  const many = 100;
  for (let i = 0; i < many; i += 1) {
    const gathering = await addGathering(deps, { capacity: 2, startsAt: tomorrow(), endsAt: tomorrow() });
    const invited = await addInvitations(deps, gathering, people, {
      answer: 'waitlisted',
      waitlistNumber: 1,
    });
    await lapse(deps, invited.slice(0, 2));
  }
  const start = () => startWorkerProcess(t, databaseUrl);
  const expired = async () =>
    (await deps.db.select().from(invitations).where(eq(invitations.leftWaitlist, 'expired'))).length;
  for (const share of [1, many / 2]) {
    const worker = start();
    await until('some were passed on', async () => (await expired()) >= share);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  await keepTime(deps);
  t.equal(await expired(), 2 * many);
  t.strictSame(await rooms(deps), Array(many).fill({ taken: 2, waiting: 2 }));
  const offers = await deps.db.select().from(mails).where(eq(mails.kind, 'offer'));
  t.equal(offers.length, 2 * many, 'one mail for each offer');
  t.equal(new Set(offers.map(({ invitationId }) => invitationId)).size, 2 * many);
});

const tomorrow = () => new Date(Date.now() + 24 * HOUR_MS);

/** As if they had been offered a place yesterday. */
async function lapse(deps: Deps, offered: Invitation[]): Promise<void> {
  const yesterday = new Date(Date.now() - 24 * HOUR_MS);
  for (const { id } of offered) {
    await deps.db
      .update(invitations)
      .set({ offeredUntil: yesterday })
      .where(and(eq(invitations.id, id)));
  }
}

function startWorkerProcess(t: Test, databaseUrl: string): ChildProcess {
  const args = {
    databaseUrl,
    smtpUrl: 'smtp://127.0.0.1:9',
    server: { kind: 'postgres', url: databaseUrl },
    times: { lockMs: 5_000, stalledIntervalMs: 5_000, sweepIntervalMs: 60_000 },
  };
  const worker = spawn(
    process.execPath,
    ['--import=tsx', 'test/fixtures/worker-process.ts', JSON.stringify(args)],
    { stdio: 'ignore' },
  );
  t.teardown(() => void worker.kill('SIGKILL'));
  return worker;
}
