import { asc, eq } from 'drizzle-orm';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { gatherings, invitations, mails, outbox } from '../../src/db/schema/index.ts';
import { addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

type Items = { items: Record<string, unknown>[]; nextCursor: string | null };

t.test(
  'inviting by name owes each person one mail of the current revision, in jobs of the outbox',
  async (t) => {
    const { deps, call } = await createApp(t);
    const [one, other] = await addPeople(deps, 2);
    const gathering = await addGathering(deps, { sequence: 3, audience: { units: ['nobody'] } });
    const url = `/api/v1/gatherings/${gathering.id}/invitations`;
    const personIds = [one?.id, other?.id, one?.id];
    const response = await call('POST', url, { personIds });
    t.equal(response.statusCode, 202);
    t.same(response.json(), { invited: 2, alreadyInvited: 0 });
    const rows = await deps.db.select().from(invitations).orderBy(asc(invitations.id));
    t.match(rows, [
      { personId: one?.id, reason: 'Invited by the organiser', answer: 'none', createdAt: deps.now() },
      { personId: other?.id },
    ]);
    const owed = await deps.db.select().from(mails).orderBy(asc(mails.id));
    t.match(
      owed,
      rows.map((row) => ({ kind: 'invitation', invitationId: row.id, personId: row.personId, sequence: 3 })),
    );
    t.match(await deps.db.select().from(outbox), [
      { name: 'send-mails', payload: { mailIds: owed.map((mail) => mail.id) } },
    ]);
    t.same((await call('POST', url, { personIds })).json(), { invited: 0, alreadyInvited: 2 });
    t.equal((await deps.db.select().from(mails)).length, 2);
  },
);

t.test('people who are unknown or have left are named, and then nobody is invited', async (t) => {
  const { deps, call } = await createApp(t);
  const [here, left, leaving] = await addPeople(deps, [
    {},
    { leftOn: '2026-11-02' },
    { leftOn: '2026-11-03' },
  ]);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  const response = await call('POST', url, { personIds: [here?.id, uuidv7(), left?.id, leaving?.id] });
  t.equal(response.statusCode, 422);
  t.match(response.json(), {
    code: 'impossible',
    errors: [{ pointer: '/personIds/1' }, { pointer: '/personIds/2' }],
  });
  t.same(await deps.db.select().from(invitations), []);
});

t.test(
  'one organiser sends so many invitations within 24 hours, and no more by asking twice at once',
  async (t) => {
    const { deps, clock, call } = await createApp(t, { env: { INVITATIONS_PER_DAY_MAX: '3' } });
    const everybody = await addPeople(deps, 4);
    const createdBy = uuidv7();
    const [one, other, later] = [
      await addGathering(deps, { createdBy }),
      await addGathering(deps, { createdBy }),
      await addGathering(deps, { createdBy: uuidv7() }),
    ];
    const ask = (gathering: { id: string }, count: number) =>
      call('POST', `/api/v1/gatherings/${gathering.id}/invitations`, {
        personIds: everybody.slice(0, count).map(({ id }) => id),
      });
    const both = await Promise.all([ask(one, 2), ask(other, 2)]);
    t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [202, 422]);
    const refused = both.find(({ statusCode }) => statusCode === 422)?.json();
    t.match(refused, {
      code: 'impossible',
      errors: [
        { pointer: '', message: /^would make 4 invitations; an organiser may invite 3 within 24 hours/ },
      ],
    });
    t.equal((await deps.db.select().from(invitations)).length, 2, 'who is refused invites nobody');
    t.equal((await deps.db.select().from(mails)).length, 2);
    const won = both[0]?.statusCode === 202 ? one : other;
    t.same((await ask(won, 2)).json(), { invited: 0, alreadyInvited: 2 }, 'again is no more');
    t.equal((await ask(later, 3)).statusCode, 202, 'another organiser has their own');
    t.equal((await ask(won, 4)).statusCode, 422);
    clock.advance(24 * 3_600_000);
    t.equal((await ask(won, 4)).statusCode, 202);
  },
);

t.test('a malformed request is refused: no way to invite, both ways, or nobody', async (t) => {
  const { deps, call } = await createApp(t);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  for (const body of [{}, { places: 1, personIds: [uuidv7()] }, { personIds: [] }, { personIds: ['x'] }]) {
    t.equal((await call('POST', url, body)).statusCode, 400, JSON.stringify(body));
  }
});

t.test('organisers who invite at the same time invite nobody twice', async (t) => {
  const { deps, call } = await createApp(t);
  await addPeople(deps, 30);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  const responses = await Promise.all(
    Array.from({ length: 6 }, (_, seed) => call('POST', url, { places: 7, seed })),
  );
  const invited = responses.map((response) => response.json<{ invited: number }>().invited);
  t.same(invited.sort(), [2, 7, 7, 7, 7, 0].sort());
  const rows = await deps.db.select().from(invitations);
  t.equal(new Set(rows.map((row) => row.personId)).size, 30);
  t.equal((await deps.db.select().from(mails)).length, 30);
});

t.test('one draw asked for six times at once invites once', async (t) => {
  const { deps, call } = await createApp(t);
  await addPeople(deps, 30);
  const { id } = await addGathering(deps);
  const url = `/api/v1/gatherings/${id}/invitations`;
  const responses = await Promise.all(
    Array.from({ length: 6 }, () => call('POST', url, { places: 7, seed: 1 })),
  );
  const invited = responses.map((response) => response.json<{ invited: number }>().invited);
  t.same(invited.sort(), [0, 0, 0, 0, 0, 7]);
  t.equal((await deps.db.select().from(mails)).length, 7);
});

t.test('nobody is invited once the gathering has begun or is cancelled', async (t) => {
  const { deps, call, clock } = await createApp(t);
  await addPeople(deps, 2);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  await deps.db.update(gatherings).set({ status: 'cancelled' });
  t.match((await call('POST', url, { places: 1 })).json(), { status: 409, code: 'gathering-not-open' });
  await deps.db.update(gatherings).set({ status: 'scheduled' });
  clock.set(gathering.startsAt);
  t.match((await call('POST', url, { places: 1 })).json(), { status: 409, code: 'gathering-not-open' });
  t.same(await deps.db.select().from(invitations), []);
});

t.test('the list shows delivery and answer, in pages, with the same queries for 1 and 3', async (t) => {
  const { deps, call, queries } = await createApp(t);
  const invitees = await addPeople(deps, 3);
  const gathering = await addGathering(deps);
  const other = await addGathering(deps);
  await addInvitations(deps, other, invitees);
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  await call('POST', url, { personIds: [invitees[0]?.id] });
  queries.length = 0;
  const one = (await call('GET', url)).json<Items>();
  const count = queries.length;
  t.same(one, {
    items: [
      {
        id: one.items[0]?.id,
        personId: invitees[0]?.id,
        reason: 'Invited by the organiser',
        delivery: 'queued',
        deliveryError: null,
        sentAt: null,
        answer: 'none',
        answeredAt: null,
        attends: 'room',
        note: null,
        guests: [],
        needs: null,
        waiting: null,
      },
    ],
    nextCursor: null,
  });
  await call('POST', url, { personIds: invitees.map((person) => person.id) });
  queries.length = 0;
  const three = (await call('GET', url)).json<Items>();
  t.equal(three.items.length, 3);
  t.equal(queries.length, count);
  const page = (await call('GET', `${url}?limit=2`)).json<Items>();
  t.same(page.items, three.items.slice(0, 2));
  t.same((await call('GET', `${url}?limit=2&cursor=${page.nextCursor}`)).json(), {
    items: three.items.slice(2),
    nextCursor: null,
  });
});

t.test('a failed delivery says why without the address, and a withdrawn mail is a failed one', async (t) => {
  const { deps, call } = await createApp(t);
  const invitees = await addPeople(deps, 2);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  await call('POST', url, { personIds: invitees.map((person) => person.id) });
  const failure = { delivery: 'failed' as const, lastError: '550 <person@example.org> is unknown here' };
  await deps.db
    .update(mails)
    .set(failure)
    .where(eq(mails.personId, invitees[0]?.id ?? ''));
  await deps.db.delete(mails).where(eq(mails.personId, invitees[1]?.id ?? ''));
  t.match((await call('GET', `${url}?delivery=failed`)).json(), {
    items: [
      { delivery: 'failed', deliveryError: '550 <[address]> is unknown here' },
      { delivery: 'failed', deliveryError: 'The mail was withdrawn before it was sent.' },
    ],
  });
  t.same((await call('GET', `${url}?delivery=sent`)).json(), { items: [], nextCursor: null });
});

t.test('a host sees who comes but not who declined; admin and organiser see both', async (t) => {
  const { app, deps, call } = await createApp(t);
  const [host, organiser, yes, no, silent] = await addPeople(deps, [{}, { role: 'organiser' }, {}, {}, {}]);
  if (!host || !organiser || !yes || !no || !silent) throw new Error('no people');
  const gathering = await addGathering(deps, { hostId: host.id, createdBy: organiser.id });
  const answeredAt = deps.now();
  await addInvitations(deps, gathering, [yes], { answer: 'accepted', answeredAt });
  await addInvitations(deps, gathering, [no], {
    answer: 'declined',
    answeredAt,
    note: 'My team will not let me',
    needs: 'Step-free',
  });
  await addInvitations(deps, gathering, [silent]);
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  const as = async (person: typeof host, query = '') =>
    (await app.inject({ url: `${url}${query}`, headers: await addSession(deps, person) })).json<Items>();
  const answersOf = (list: Items) => list.items.map((item) => item.answer);

  t.same(answersOf((await call('GET', url)).json()), ['accepted', 'declined', 'none']);
  t.same(answersOf(await as(organiser)), ['accepted', 'declined', 'none']);
  t.same(answersOf(await as(organiser, '?answer=declined')), ['declined']);

  t.match(await as(organiser, '?answer=declined'), { items: [{ note: 'My team will not let me' }] });

  const shown = await as(host);
  t.notMatch(JSON.stringify(shown), /My team|Step-free/, 'nor what went with the decline');
  t.same(answersOf(shown), ['accepted', 'none', 'none']);
  t.equal(shown.items[1]?.answeredAt, null);
  t.same(answersOf(await as(host, '?answer=declined')), []);
  t.same(answersOf(await as(host, '?answer=none')), ['none', 'none']);
  t.same(answersOf(await as(host, '?answer=accepted')), ['accepted']);
});

t.test('who neither runs nor scheduled a gathering finds no invitations there', async (t) => {
  const { app, deps, call } = await createApp(t);
  const [guest, stranger] = await addPeople(deps, 2);
  if (!guest || !stranger) throw new Error('no people');
  const gathering = await addGathering(deps);
  await addInvitations(deps, gathering, [guest]);
  const base = `/api/v1/gatherings/${gathering.id}`;
  for (const person of [guest, stranger]) {
    const headers = await addSession(deps, person);
    const payload = { places: 1 };
    t.equal((await app.inject({ url: `${base}/invitations`, headers })).statusCode, 404);
    for (const url of [`${base}/invitations`, `${base}/draw`]) {
      t.equal((await app.inject({ method: 'POST', url, headers, payload })).statusCode, 404);
    }
  }
  t.equal((await call('GET', `${base}/invitations`, undefined, null)).statusCode, 401);
  t.equal((await deps.db.select().from(invitations)).length, 1);
});

t.test('the same Idempotency-Key draws once and answers the same again', async (t) => {
  const { app, deps, adminKey } = await createApp(t);
  await addPeople(deps, 20);
  const gathering = await addGathering(deps);
  const post = (places: number) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/gatherings/${gathering.id}/invitations`,
      headers: { authorization: `Bearer ${adminKey}`, 'idempotency-key': 'first draw' },
      payload: { places },
    });
  t.same((await post(5)).json(), { invited: 5, alreadyInvited: 0 });
  t.same((await post(5)).json(), { invited: 5, alreadyInvited: 0 });
  t.match((await post(6)).json(), { code: 'idempotency-key-reused' });
  t.equal((await deps.db.select().from(invitations)).length, 5);
});

t.test(
  'the same seed again invites nobody else, more places add to it, another seed draws further',
  async (t) => {
    const { deps, call } = await createApp(t);
    await addPeople(deps, 20);
    const gathering = await addGathering(deps);
    const base = `/api/v1/gatherings/${gathering.id}`;
    const preview = async (places: number) => {
      const { invitees, mix } = (await call('POST', `${base}/draw`, { places, seed: 7 })).json();
      return { ids: invitees.map(({ personId }: { personId: string }) => personId), mix };
    };
    const post = async (body: object) => (await call('POST', `${base}/invitations`, body)).json();
    const before = await preview(6);
    t.same(await post({ places: 6, seed: 7 }), { invited: 6, alreadyInvited: 0 });
    t.same(await post({ places: 6, seed: 7 }), { invited: 0, alreadyInvited: 6 });
    t.same(await preview(6), before, 'the preview of what was invited is what it was');
    t.same((await preview(8)).ids.slice(0, 6), before.ids);
    t.same(await post({ places: 8, seed: 7 }), { invited: 2, alreadyInvited: 6 });
    t.same(await post({ places: 4, seed: 8 }), { invited: 4, alreadyInvited: 0 });
    t.match(await post({ places: 30, seed: 7 }), {
      invited: 8,
      alreadyInvited: 8,
      notes: [{ rule: 'audience' }],
    });
    t.equal((await deps.db.select().from(invitations)).length, 20);
  },
);
