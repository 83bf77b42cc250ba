import { eq } from 'drizzle-orm';
import t from 'tap';

import { invitations, mails } from '../../src/db/schema/index.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

const ANSWERS = ['accepted', 'none', 'tentative', 'waitlisted', 'declined'] as const;

async function open(t: Parameters<typeof createApp>[0]) {
  const sink = await createSink(t);
  const app = await createApp(t, { smtpUrl: sink.url });
  const people = await addPeople(
    app.deps,
    ANSWERS.map((name) => ({ name })),
  );
  const [host] = await addPeople(app.deps, [{ name: 'Ana Silva', email: 'ana@example.org' }]);
  const gathering = await addGathering(app.deps, { hostId: host?.id ?? null });
  const invited = await addInvitations(app.deps, gathering, people);
  for (const [i, answer] of ANSWERS.entries()) {
    await app.deps.db
      .update(invitations)
      .set({ answer, waitlistNumber: answer === 'waitlisted' ? 1 : null })
      .where(eq(invitations.id, invited[i]?.id ?? ''));
  }
  const write = (to: string, text: string) =>
    app.call('POST', `/api/v1/gatherings/${gathering.id}/notes`, { to, text });
  return { ...app, sink, gathering, write };
}

t.test('a note reaches the part that it is for, and the list keeps it', async (t) => {
  const { deps, call, sink, gathering, write } = await open(t);
  const parts = { accepted: 'accepted', 'no-answer': 'none', tentative: 'tentative', waiting: 'waitlisted' };
  for (const part of Object.keys(parts)) {
    const response = await write(part, `For ${part}.\nBring a jacket.`);
    t.equal(response.statusCode, 202);
    t.match(response.json(), { to: part, text: `For ${part}.\nBring a jacket.` });
  }
  await work(deps);
  const mails = await sink.parsed();
  t.strictSame(
    mails.map(({ to, text }) => [to?.[0]?.name, text?.match(/For [\w-]+\.\nBring a jacket\./)?.[0]]),
    Object.entries(parts).map(([part, answer]) => [answer, `For ${part}.\nBring a jacket.`]),
    'nobody who declined',
  );
  const [first] = mails;
  t.equal(first?.subject, 'About Lunch with strangers');
  t.match(first?.text, /^Lunch with strangers\n\nAna Silva writes to you:\n\nFor accepted\./);
  t.equal(first?.replyTo?.[0]?.address, 'ana@example.org');
  t.same(first?.attachments, [], 'it changes nothing in a calendar');
  const list = (await call('GET', `/api/v1/gatherings/${gathering.id}/notes?limit=3`)).json();
  t.strictSame(
    list.items.map((note: { to: string }) => note.to),
    Object.keys(parts).slice(0, 3),
  );
  const rest = await call('GET', `/api/v1/gatherings/${gathering.id}/notes?cursor=${list.nextCursor}`);
  t.equal(rest.json().items.length, 1);
});

t.test('sent twice under one key it goes out once; a part gets three at most', async (t) => {
  const { deps, app, adminKey, gathering, write } = await open(t);
  const send = () =>
    app.inject({
      method: 'POST',
      url: `/api/v1/gatherings/${gathering.id}/notes`,
      payload: { to: 'accepted', text: 'The hall is cold.' },
      headers: { authorization: `Bearer ${adminKey}`, 'idempotency-key': 'one' },
    });
  const [one, two] = [await send(), await send()];
  t.strictSame(one?.json(), two?.json());
  t.equal((await deps.db.select().from(mails)).length, 1);
  const statuses = await Promise.all(['2', '3', '4', '5'].map((text) => write('accepted', text)));
  t.strictSame(statuses.map(({ statusCode }) => statusCode).sort(), [202, 202, 409, 409]);
  t.equal((await write('no-answer', 'Another part')).statusCode, 202);
});

t.test('what cannot be mailed, is not yours, or comes too late is refused', async (t) => {
  const { clock, write, call, gathering } = await open(t);
  t.equal((await write('accepted', '  \n ')).statusCode, 422);
  t.equal((await write('accepted', 'x\u202ey')).statusCode, 422);
  t.equal((await write('declined', 'x')).statusCode, 400);
  t.equal(
    (await call('GET', '/api/v1/gatherings/019a0000-0000-7000-8000-000000000001/notes')).statusCode,
    404,
  );
  clock.set(gathering.startsAt);
  t.equal((await write('accepted', 'x')).json().code, 'gathering-not-open');
});
