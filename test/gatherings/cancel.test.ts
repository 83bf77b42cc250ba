import { asc, eq } from 'drizzle-orm';
import t from 'tap';

import { gatherings, type Invitation, type Mail, mails } from '../../src/db/schema/index.ts';
import type { GatheringAnswer } from '../../src/gatherings/schemas.ts';
import { addMails } from '../fixtures/add-mails.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

const MINUTE_MS = 60_000;

/** An application with a gathering and the call that cancels it. */
async function setUp(t: Parameters<typeof createApp>[0]) {
  const parts = await createApp(t);
  const { deps } = parts;
  const gathering = await addGathering(deps, { sequence: 2 });
  const cancel = (body?: object) => parts.call('POST', `/api/v1/gatherings/${gathering.id}/cancel`, body);
  const invite = async (answer: Invitation['answer'], delivery: Mail['delivery'], kind?: Mail['kind']) => {
    const waitlistNumber = answer === 'waitlisted' ? 1 : null;
    const invited = await addInvitations(deps, gathering, await addPeople(deps, 1), {
      answer,
      waitlistNumber,
    });
    await addMails(deps, invited, { delivery: kind ? 'sent' : delivery });
    if (kind) await addMails(deps, invited, { kind, delivery });
    return invited[0]?.id;
  };
  const ledger = async (kind: Mail['kind']) => {
    const rows = await deps.db
      .select()
      .from(mails)
      .where(eq(mails.kind, kind))
      .orderBy(asc(mails.invitationId));
    return rows.map(({ invitationId, sequence, delivery }) => [invitationId, sequence, delivery]);
  };
  return { ...parts, gathering, cancel, invite, ledger };
}

t.test(
  'cancelling tells everybody whom the invitation has reached, once, and raises the revision',
  async (t) => {
    const { cancel, invite, ledger, deps, clock } = await setUp(t);
    const reached = [
      await invite('none', 'sending'),
      await invite('none', 'sent'),
      await invite('none', 'unknown'),
      await invite('accepted', 'sent'),
      await invite('tentative', 'sent'),
      await invite('waitlisted', 'sent'),
    ];
    await invite('declined', 'sent');
    await invite('none', 'failed');
    await invite('none', 'bounced');
    clock.advance(MINUTE_MS);
    const response = await cancel({ reason: 'The hall is flooded.' });
    t.equal(response.statusCode, 200);
    t.match(response.json(), {
      status: 'cancelled',
      cancelReason: 'The hall is flooded.',
      updatedAt: deps.now().toISOString(),
    });
    t.same(
      await ledger('cancellation'),
      reached.map((id) => [id, 3, 'queued']),
    );
    const [stored] = await deps.db.select().from(gatherings);
    t.match(stored, { status: 'cancelled', sequence: 3, cancelledAt: deps.now() });
  },
);

t.test('what is still queued is taken back, and who was not reached hears nothing', async (t) => {
  const { cancel, invite, ledger, call, gathering } = await setUp(t);
  const unreached = await invite('none', 'queued');
  const moved = await invite('accepted', 'queued', 'update');
  const promoted = await invite('accepted', 'queued', 'offer');
  t.equal((await cancel()).statusCode, 200);
  t.same(await ledger('update'), []);
  t.same(await ledger('offer'), []);
  t.same(await ledger('invitation'), [
    [moved, 0, 'sent'],
    [promoted, 0, 'sent'],
  ]);
  t.same(await ledger('cancellation'), [
    [moved, 3, 'queued'],
    [promoted, 3, 'queued'],
  ]);
  const listed = await call('GET', `/api/v1/gatherings/${gathering.id}/invitations`);
  const item = listed.json<{ items: { id: string }[] }>().items.find(({ id }) => id === unreached);
  t.match(item, { delivery: 'failed', deliveryError: /withdrawn/ }, 'the organiser sees what became of it');
});

t.test('cancelling twice, also at once, changes nothing the second time', async (t) => {
  const { cancel, invite, ledger, clock, deps } = await setUp(t);
  await invite('accepted', 'sent');
  const both = await Promise.all([cancel({ reason: 'one' }), cancel({ reason: 'one' })]);
  t.same(
    both.map(({ statusCode }) => statusCode),
    [200, 200],
  );
  t.same(both[0]?.json(), both[1]?.json());
  clock.advance(MINUTE_MS);
  const again = await cancel({ reason: 'another' });
  t.same([again.statusCode, again.json()], [200, both[0]?.json()]);
  t.equal((await ledger('cancellation')).length, 1);
  const [stored] = await deps.db.select().from(gatherings);
  t.equal(stored?.sequence, 3);
});

t.test('a gathering can be cancelled until it is over, and never once it closes', async (t) => {
  const { cancel, clock, deps, gathering } = await setUp(t);
  for (const status of ['closing', 'closed'] as const) {
    await deps.db.update(gatherings).set({ status });
    const response = await cancel();
    t.match([response.statusCode, response.json()], [409, { code: 'gathering-not-open' }], status);
  }
  await deps.db.update(gatherings).set({ status: 'scheduled' });
  clock.set(gathering.endsAt);
  t.equal((await cancel()).statusCode, 409, 'at its end');
  clock.set(new Date(gathering.endsAt.getTime() - 1));
  t.equal((await cancel()).statusCode, 200, 'while it goes on');
});

t.test('the reason is a text without control characters, and may be left out', async (t) => {
  const { cancel } = await setUp(t);
  const refused = await cancel({ reason: 'a bell \u0007' });
  t.match([refused.statusCode, refused.json()], [422, { errors: [{ pointer: '/reason' }] }]);
  t.equal((await cancel({ why: 'x' })).statusCode, 400);
  const response = await cancel();
  t.equal(response.statusCode, 200, 'without a body');
  t.equal(response.json<GatheringAnswer>().cancelReason, null);
});
