import { and, asc, eq } from 'drizzle-orm';
import t from 'tap';

import { gatherings, type Invitation, invitations, mails, outbox } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { FORMATS } from '../../src/gatherings/formats/index.ts';
import type { GatheringAnswer } from '../../src/gatherings/schemas.ts';
import { addMails } from '../fixtures/add-mails.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

const MINUTE_MS = 60_000;

/** An application with a gathering and a way to change it. */
async function setUp(t: Parameters<typeof createApp>[0], fields: Parameters<typeof addGathering>[1] = {}) {
  const parts = await createApp(t);
  const { deps } = parts;
  const [host] = await addPeople(deps, 1);
  if (!host) throw new Error('nobody was added');
  const gathering = await addGathering(deps, { hostId: host.id, ...fields });
  const path = `/api/v1/gatherings/${gathering.id}`;
  const change = (body: object) => parts.call('PATCH', path, body);
  const stored = async () => {
    const [row] = await deps.db.select().from(gatherings).where(eq(gatherings.id, gathering.id));
    if (!row) throw new Error('the gathering is gone');
    return row;
  };
  return { ...parts, host, gathering, path, change, stored };
}

type State = Pick<Invitation, 'answer'> & {
  delivery: 'queued' | 'sending' | 'sent' | 'unknown' | 'bounced' | 'failed';
};

/** Invites somebody for each state; returns the ids of the invitations in the same order. */
async function addInvited(
  deps: Deps,
  gathering: Parameters<typeof addInvitations>[1],
  states: State[],
): Promise<string[]> {
  const people = await addPeople(deps, states.length);
  const ids: string[] = [];
  for (const [i, { answer, delivery }] of states.entries()) {
    const person = people[i];
    if (!person) throw new Error('nobody was added');
    const waitlistNumber = answer === 'waitlisted' ? i + 1 : null;
    const invited = await addInvitations(deps, gathering, [person], { answer, waitlistNumber });
    await addMails(deps, invited, { delivery });
    ids.push(...invited.map(({ id }) => id));
  }
  return ids;
}

/** What is owed of a kind: [invitation, revision, delivery], in the order of the invitations. */
async function owed(deps: Deps, kind: 'invitation' | 'update' | 'offer') {
  const rows = await deps.db
    .select()
    .from(mails)
    .where(eq(mails.kind, kind))
    .orderBy(asc(mails.invitationId), asc(mails.sequence));
  return rows.map(({ invitationId, sequence, delivery }) => [invitationId, sequence, delivery]);
}

t.test('every field that may change changes, and the rest follows', async (t) => {
  const { change, deps, clock, host } = await setUp(t);
  const [other] = await addPeople(deps, 1);
  clock.advance(MINUTE_MS);
  const changes = {
    title: 'Lunch with friends',
    purpose: 'Bring something',
    start: '2026-12-10T12:00:00',
    timeZone: 'America/Lima',
    durationMinutes: 50,
    place: 'Kitchen',
    onlineUrl: 'https://meet.example.org/lunch',
    capacity: 12,
    hostId: other?.id,
    facilitatorId: host.id,
    audience: { units: ['Finance'] },
    mixing: { tableSize: 4, rounds: 2 },
  };
  const response = await change(changes);
  t.equal(response.statusCode, 200);
  t.match(response.json(), {
    ...changes,
    startsAt: '2026-12-10T17:00:00.000Z',
    endsAt: '2026-12-10T17:50:00.000Z',
    updatedAt: deps.now().toISOString(),
  });
  t.same(response.json<GatheringAnswer>().agenda, FORMATS['brown-bag'].agenda(50));
  const cleared = await change({ purpose: null, place: null, onlineUrl: null, capacity: null, mixing: null });
  t.match(cleared.json(), { purpose: null, place: null, onlineUrl: null, capacity: null, mixing: null });
});

t.test('what is said again changes nothing and mails nobody', async (t) => {
  const { change, deps, clock, gathering, stored } = await setUp(t, { place: 'Kitchen', capacity: 12 });
  await addInvited(deps, gathering, [{ answer: 'accepted', delivery: 'sent' }]);
  clock.advance(MINUTE_MS);
  const { title, durationMinutes, timeZone } = gathering;
  const same = {
    title,
    durationMinutes,
    timeZone,
    start: '2026-12-03T14:00',
    place: ' Kitchen ',
    capacity: 12,
  };
  for (const body of [{}, same, { audience: { everyone: true, units: [] } }]) {
    const response = await change(body);
    t.equal(response.statusCode, 200);
    t.equal(response.json<GatheringAnswer>().updatedAt, gathering.updatedAt.toISOString());
  }
  t.same(await stored(), gathering);
  t.same(await owed(deps, 'update'), []);
  t.same(await deps.db.select().from(outbox), []);
});

t.test('another text neither raises the revision nor mails anybody', async (t) => {
  const { change, deps, clock, gathering, stored, host } = await setUp(t);
  await addInvited(deps, gathering, [{ answer: 'accepted', delivery: 'sent' }]);
  clock.advance(MINUTE_MS);
  const body = { title: 'Lunch', purpose: 'Talk', facilitatorId: host.id, capacity: 9, mixing: null };
  t.equal((await change(body)).statusCode, 200);
  const { sequence, updatedAt } = await stored();
  t.same([sequence, updatedAt], [0, deps.now()]);
  t.same(await owed(deps, 'update'), []);
});

t.test(
  'another time, zone, length, place or address owes an update to whom the invitation has reached',
  async (t) => {
    const cases = [
      { start: '2026-12-03T15:00:00' },
      { timeZone: 'Africa/Kampala' },
      { durationMinutes: 60 },
      { place: 'Garden' },
      { onlineUrl: 'https://meet.example.org/new' },
    ];
    const { call, deps } = await createApp(t);
    for (const body of cases) {
      await deps.db.delete(gatherings);
      const gathering = await addGathering(deps);
      const reached = await addInvited(deps, gathering, [
        { answer: 'none', delivery: 'sending' },
        { answer: 'none', delivery: 'sent' },
        { answer: 'none', delivery: 'unknown' },
        { answer: 'accepted', delivery: 'sent' },
        { answer: 'tentative', delivery: 'sent' },
        { answer: 'waitlisted', delivery: 'sent' },
        { answer: 'accepted', delivery: 'bounced' },
      ]);
      await addInvited(deps, gathering, [
        { answer: 'declined', delivery: 'sent' },
        { answer: 'none', delivery: 'bounced' },
        { answer: 'none', delivery: 'failed' },
      ]);
      const [queued] = await addInvited(deps, gathering, [{ answer: 'none', delivery: 'queued' }]);
      const response = await call('PATCH', `/api/v1/gatherings/${gathering.id}`, body);
      t.equal(response.statusCode, 200);
      t.same(
        await owed(deps, 'update'),
        reached.map((id) => [id, 1, 'queued']),
        JSON.stringify(body),
      );
      const carried = (await owed(deps, 'invitation')).filter(([, , delivery]) => delivery === 'queued');
      t.same(carried, [[queued, 1, 'queued']], 'a queued invitation carries the new plan by itself');
    }
  },
);

t.test('a job that had loaded the old plan loses its claim, and another job is owed', async (t) => {
  const { change, deps, gathering } = await setUp(t);
  await addInvited(deps, gathering, [{ answer: 'none', delivery: 'queued' }]);
  const [mail] = await deps.db.select().from(mails);
  if (!mail) throw new Error('no mail was added');
  await change({ place: 'Garden' });
  const stale = and(eq(mails.id, mail.id), eq(mails.sequence, mail.sequence), eq(mails.delivery, 'queued'));
  t.same(await deps.db.select().from(mails).where(stale), []);
  const jobs = await deps.db.select().from(outbox);
  t.same(
    jobs.map(({ name, payload }) => [name, payload]),
    [['send-mails', { mailIds: [mail.id] }]],
  );
});

t.test('an update still queued is replaced by the next, one that left is followed by it', async (t) => {
  const { change, deps, gathering } = await setUp(t);
  const [first, second] = await addInvited(deps, gathering, [
    { answer: 'accepted', delivery: 'sent' },
    { answer: 'accepted', delivery: 'sent' },
  ]);
  await change({ place: 'Garden' });
  await deps.db
    .update(mails)
    .set({ delivery: 'sent' })
    .where(and(eq(mails.kind, 'update'), eq(mails.invitationId, first ?? '')));
  await change({ place: 'Roof' });
  t.same(await owed(deps, 'update'), [
    [first, 1, 'sent'],
    [first, 2, 'queued'],
    [second, 2, 'queued'],
  ]);
});

t.test('only a gathering that is scheduled and has not begun can be changed', async (t) => {
  const { change, clock, deps, gathering } = await setUp(t);
  clock.set(new Date(gathering.startsAt.getTime() - 1));
  t.equal((await change({ title: 'Just in time' })).statusCode, 200);
  clock.set(gathering.startsAt);
  const begun = await change({ title: 'Too late' });
  t.equal(begun.statusCode, 409);
  t.match(begun.json(), { code: 'gathering-not-open', detail: /has begun/ });
  clock.set(gathering.createdAt);
  for (const status of ['cancelled', 'closing', 'closed'] as const) {
    await deps.db.update(gatherings).set({ status });
    const response = await change({ title: status });
    t.match([response.statusCode, response.json()], [409, { code: 'gathering-not-open' }], status);
  }
});

t.test('a change is held to the same rules as a plan, and changes nothing when refused', async (t) => {
  const { change, stored, gathering } = await setUp(t);
  const cases: [body: object, status: number, pointer: string][] = [
    [{ start: '2026-11-01T10:00:00' }, 422, '/start'],
    [{ start: '2026-12-03T14:00:00Z' }, 400, '/start'],
    [{ timeZone: 'Nowhere' }, 422, '/timeZone'],
    [{ title: 'a\u2028b' }, 422, '/title'],
    [{ title: null }, 400, '/title'],
    [{ hostId: '01900000-0000-7000-8000-000000000000' }, 422, '/hostId'],
    [{ hostId: null }, 400, '/hostId'],
    [{ audience: { units: ['Nowhere'] } }, 422, '/audience/units/0'],
    [{ format: 'coffee' }, 400, '/format'],
    [{ status: 'closed' }, 400, '/status'],
  ];
  for (const [body, status, pointer] of cases) {
    const response = await change({ purpose: 'changed', ...body });
    t.equal(response.statusCode, status, pointer);
    const { errors } = response.json<{ errors: { pointer: string }[] }>();
    t.equal(errors[0]?.pointer, pointer);
  }
  t.same(await stored(), gathering);
});

t.test('a length that the format refuses is refused for a change too', async (t) => {
  const { change } = await setUp(t, { format: 'stand-up', durationMinutes: 15 });
  const response = await change({ durationMinutes: 60 });
  t.match([response.statusCode, response.json()], [422, { errors: [{ pointer: '/durationMinutes' }] }]);
  t.equal((await change({ title: 'Morning round' })).statusCode, 200, 'a change of text is not held to it');
});

t.test('nobody who has accepted loses the place when the capacity is lowered', async (t) => {
  const { change, deps, gathering, stored } = await setUp(t, { capacity: 5 });
  const accepted = { answer: 'accepted', delivery: 'sent' } as const;
  await addInvited(deps, gathering, [
    accepted,
    accepted,
    accepted,
    { answer: 'tentative', delivery: 'sent' },
  ]);
  const refused = await change({ capacity: 2 });
  t.equal(refused.statusCode, 422);
  t.match(refused.json(), { errors: [{ pointer: '/capacity', message: /below the 3 who have accepted/ }] });
  t.equal((await change({ capacity: 3 })).statusCode, 200);
  t.equal((await stored()).capacity, 3);
});

t.test(
  'a raised or lifted capacity is offered to the waiting list, and offered places count as taken',
  async (t) => {
    const waiting = { answer: 'waitlisted', delivery: 'sent' } as const;
    const { change, deps, gathering } = await setUp(t, { capacity: 1 });
    const ids = await addInvited(deps, gathering, [
      { ...waiting, answer: 'accepted' },
      waiting,
      waiting,
      waiting,
    ]);
    const answers = async () => {
      const rows = await deps.db.select().from(invitations).orderBy(asc(invitations.id));
      return rows.map(({ answer, offeredUntil }) => (offeredUntil === null ? answer : 'offered'));
    };
    t.equal((await change({ capacity: 2 })).statusCode, 200);
    t.same(await answers(), ['accepted', 'offered', 'waitlisted', 'waitlisted']);
    t.same(await owed(deps, 'offer'), [[ids[1], 0, 'queued']]);
    t.equal((await change({ capacity: 1 })).statusCode, 422, 'nobody loses what they were offered');
    t.equal((await change({ capacity: null })).statusCode, 200);
    t.same(await answers(), ['accepted', 'offered', 'offered', 'offered']);
    t.equal((await owed(deps, 'offer')).length, 3);
  },
);

t.test('a gathering that moves and grows sends those who come in one mail, with the new plan', async (t) => {
  const { change, deps, gathering } = await setUp(t, { capacity: 1 });
  const waiting = { answer: 'waitlisted', delivery: 'sent' } as const;
  const ids = await addInvited(deps, gathering, [{ ...waiting, answer: 'accepted' }, waiting, waiting]);
  t.equal((await change({ capacity: 2, place: 'Garden' })).statusCode, 200);
  t.same(await owed(deps, 'offer'), [[ids[1], 1, 'queued']]);
  t.same(await owed(deps, 'update'), [
    [ids[0], 1, 'queued'],
    [ids[2], 1, 'queued'],
  ]);
});

t.test('two changes at once both count, and each raises the revision', async (t) => {
  const { change, deps, gathering, stored } = await setUp(t);
  const [id] = await addInvited(deps, gathering, [{ answer: 'accepted', delivery: 'sent' }]);
  const responses = await Promise.all([
    change({ place: 'Garden' }),
    change({ start: '2026-12-04T14:00:00' }),
    change({ durationMinutes: 60 }),
    change({ title: 'All at once' }),
  ]);
  t.same(
    responses.map(({ statusCode }) => statusCode),
    [200, 200, 200, 200],
  );
  t.match(await stored(), {
    place: 'Garden',
    startLocal: '2026-12-04T14:00:00',
    durationMinutes: 60,
    title: 'All at once',
    sequence: 3,
    endsAt: new Date('2026-12-04T12:00:00Z'),
  });
  t.same(await owed(deps, 'update'), [[id, 3, 'queued']]);
});
