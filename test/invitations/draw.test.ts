import { eq } from 'drizzle-orm';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { doNotMatch, encounters, gatherings, invitations, mails, outbox } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { LONG_FROM_PEOPLE } from '../../src/engine/engine.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

type Drawn = { invitees: { personId: string; reason: string }[]; seed: number; mix: Record<string, number> };
const idsOf = (drawn: Drawn) => drawn.invitees.map((invitee) => invitee.personId);

async function meet(deps: Deps, gatheringId: string, one: string, other: string, level = 2): Promise<void> {
  const [personA = '', personB = ''] = [one, other].sort();
  const now = deps.now();
  const evidence = 'table' as const;
  const row = { gatheringId, roundNumber: 1, level, tableSize: 4, minutes: 20, evidence };
  await deps.db
    .insert(encounters)
    .values({ id: uuidv7(), personA, personB, ...row, metAt: now, createdAt: now });
}

t.test('a preview stores and sends nothing', async (t) => {
  const { deps, call } = await createApp(t);
  await addPeople(deps, 12);
  const gathering = await addGathering(deps);
  const response = await call('POST', `/api/v1/gatherings/${gathering.id}/draw`, { places: 4, seed: 7 });
  t.equal(response.statusCode, 200);
  const drawn = response.json<Drawn>();
  t.equal(drawn.invitees.length, 4);
  t.equal(drawn.seed, 7);
  t.same(drawn.mix, { units: 4, locations: 3, newPairShare: 1, crossUnitShare: 1 });
  t.ok(drawn.invitees.every((invitee) => invitee.reason.length > 0));
  t.same(await deps.db.select().from(invitations), []);
  t.same(await deps.db.select().from(mails), []);
  t.same(await deps.db.select().from(outbox), []);
});

t.test('the invitation invites exactly those whom the preview of the same seed showed', async (t) => {
  const { deps, call } = await createApp(t);
  await addPeople(deps, 40);
  for (const seed of [undefined, 0, 41, Number.MAX_SAFE_INTEGER]) {
    const gathering = await addGathering(deps);
    const url = `/api/v1/gatherings/${gathering.id}`;
    const body = { places: 9, ...(seed === undefined ? {} : { seed }) };
    const drawn = (await call('POST', `${url}/draw`, body)).json<Drawn>();
    const response = await call('POST', `${url}/invitations`, body);
    t.equal(response.statusCode, 202);
    t.same(response.json(), { invited: 9, alreadyInvited: 0 });
    const rows = await deps.db.select().from(invitations).where(eq(invitations.gatheringId, gathering.id));
    const reasons = new Map(rows.map((row) => [row.personId, row.reason]));
    t.same(reasons, new Map(drawn.invitees.map((invitee) => [invitee.personId, invitee.reason])));
  }
});

t.test('the seed that a preview names draws the same people when it is sent', async (t) => {
  const { deps, call } = await createApp(t);
  await addPeople(deps, 40);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/draw`;
  const first = (await call('POST', url, { places: 9 })).json<Drawn>();
  t.ok(Number.isSafeInteger(first.seed));
  t.same((await call('POST', url, { places: 9, seed: first.seed })).json(), first);
  t.notSame(idsOf((await call('POST', url, { places: 9, seed: 1 })).json()), idsOf(first));
});

t.test(
  'nobody is drawn who has left, is paused or away that day, runs it or is invited already',
  async (t) => {
    const { deps, call } = await createApp(t);
    const [host, facilitator, asked, ...others] = await addPeople(deps, [
      { name: 'Host' },
      { name: 'Facilitator' },
      { name: 'Asked' },
      { name: 'Left', leftOn: '2026-11-30' },
      { name: 'Paused', pausedUntil: '2026-12-03' },
      { name: 'Away', awayFrom: '2026-12-03', awayUntil: '2026-12-10' },
      { name: 'Back', awayFrom: '2026-11-20', awayUntil: '2026-12-02' },
      { name: 'Here' },
    ]);
    if (!host || !facilitator || !asked) throw new Error('no people');
    const gathering = await addGathering(deps, { hostId: host.id, facilitatorId: facilitator.id });
    await addInvitations(deps, gathering, [asked], { answer: 'declined' });
    const drawn = (
      await call('POST', `/api/v1/gatherings/${gathering.id}/draw`, { places: 50 })
    ).json<Drawn>();
    const names = others.filter((one) => idsOf(drawn).includes(one.id)).map((one) => one.name);
    t.same(names.sort(), ['Back', 'Here']);
    t.equal(drawn.invitees.length, 2);
  },
);

t.test('only the audience is drawn from', async (t) => {
  const { deps, call } = await createApp(t);
  const all = await addPeople(deps, 12);
  const gathering = await addGathering(deps, {
    audience: { units: ['Legal'], personIds: [all[0]?.id ?? ''] },
  });
  const drawn = (await call('POST', `/api/v1/gatherings/${gathering.id}/draw`, { places: 12 })).json<Drawn>();
  const expected = all.filter((one, i) => i === 0 || one.unit === 'Legal').map((one) => one.id);
  t.same(idsOf(drawn).sort(), expected.sort());
});

t.test('those invited least in the last 365 days come first', async (t) => {
  const { deps, call } = await createApp(t);
  const all = await addPeople(
    deps,
    Array.from({ length: 6 }, () => ({ unit: 'Legal', location: 'Lima' })),
  );
  const lately = await addGathering(deps);
  const longAgo = await addGathering(deps);
  await addInvitations(deps, lately, all.slice(0, 3));
  await addInvitations(deps, longAgo, all, { createdAt: new Date('2025-11-01T00:00:00Z') });
  const gathering = await addGathering(deps);
  const drawn = (await call('POST', `/api/v1/gatherings/${gathering.id}/draw`, { places: 3 })).json<Drawn>();
  t.same(
    idsOf(drawn).sort(),
    all.slice(3).map((one) => one.id),
  );
});

t.test('those who met somebody who comes anyway stand behind those who have not', async (t) => {
  const { deps, call } = await createApp(t);
  const [host, met, unmet] = await addPeople(deps, [
    { unit: 'Sales' },
    { unit: 'Legal', location: 'Lima' },
    { unit: 'Legal', location: 'Lima' },
  ]);
  if (!host || !met || !unmet) throw new Error('no people');
  const gathering = await addGathering(deps, { hostId: host.id });
  await meet(deps, gathering.id, host.id, met.id);
  for (const seed of [1, 2, 3, 4]) {
    const url = `/api/v1/gatherings/${gathering.id}/draw`;
    const drawn = (await call('POST', url, { places: 1, seed })).json<Drawn>();
    t.same(idsOf(drawn), [unmet.id]);
  }
});

t.test('a draw with nobody to draw is empty, not an error', async (t) => {
  const { deps, call } = await createApp(t);
  const gathering = await addGathering(deps);
  const response = await call('POST', `/api/v1/gatherings/${gathering.id}/draw`, { places: 3, seed: 1 });
  t.equal(response.statusCode, 200);
  t.same(response.json(), {
    seed: 1,
    invitees: [],
    mix: { units: 0, locations: 0, newPairShare: 0, crossUnitShare: 0 },
    notes: [
      { rule: 'audience', why: 'Everybody who may be drawn is drawn.', needed: '3 more who may be drawn.' },
    ],
  });
});

t.test('a draw takes the same number of queries for 3 and for 300 people', async (t) => {
  const { deps, call, queries } = await createApp(t);
  await addPeople(deps, 3);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/draw`;
  queries.length = 0;
  await call('POST', url, { places: 300 });
  const few = queries.length;
  await addPeople(deps, 297);
  queries.length = 0;
  const drawn = (await call('POST', url, { places: 300 })).json<Drawn>();
  t.equal(drawn.invitees.length, 300);
  t.equal(queries.length, few);
});

t.test('a draw is refused for what is over, unknown or malformed', async (t) => {
  const { deps, call, clock } = await createApp(t);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/draw`;
  for (const body of [{}, { places: 0 }, { places: 1.5 }, { places: 1, seed: -1 }, { places: 1, size: 2 }]) {
    t.equal((await call('POST', url, body)).statusCode, 400, JSON.stringify(body));
  }
  t.equal((await call('POST', `/api/v1/gatherings/${uuidv7()}/draw`, { places: 1 })).statusCode, 404);
  clock.set(gathering.startsAt);
  t.match((await call('POST', url, { places: 1 })).json(), { status: 409, code: 'gathering-not-open' });
  clock.set('2026-11-02T08:00:00Z');
  await deps.db.update(gatherings).set({ status: 'cancelled' });
  t.match((await call('POST', url, { places: 1 })).json(), { status: 409, code: 'gathering-not-open' });
});

t.test(
  'who had as many invitations as the load cap allows within 30 days is not drawn, and it is told',
  async (t) => {
    const { deps, call } = await createApp(t);
    const [busy, earlier, free] = await addPeople(deps, [
      { unit: 'Legal' },
      { unit: 'Legal' },
      { unit: 'Legal' },
    ]);
    if (!busy || !earlier || !free) throw new Error('three people');
    for (let i = 0; i < 8; i++) {
      const other = await addGathering(deps);
      await addInvitations(deps, other, [busy], { createdAt: new Date('2026-10-03T00:00:00Z') });
      await addInvitations(deps, other, [earlier], { createdAt: new Date('2026-10-02T23:59:59Z') });
    }
    const gathering = await addGathering(deps);
    const url = `/api/v1/gatherings/${gathering.id}`;
    const drawn = (await call('POST', `${url}/draw`, { places: 3 })).json<Drawn & { notes: object[] }>();
    t.same(idsOf(drawn).sort(), [earlier.id, free.id].sort());
    const why = '1 person had 8 or more invitations in the last 30 days and may not be drawn.';
    t.same(drawn.notes, [{ rule: 'load-cap', why, needed: '1 of them below the cap.' }]);
    const invited = (await call('POST', `${url}/invitations`, { places: 3 })).json<object>();
    t.same(invited, { invited: 2, alreadyInvited: 0, notes: drawn.notes });
    const byName = await call('POST', `${url}/invitations`, { personIds: [busy.id] });
    t.same(byName.json(), { invited: 1, alreadyInvited: 0 }, 'an organiser may still ask by name');
  },
);

t.test('whoever the host reports to is not drawn', async (t) => {
  const { deps, call } = await createApp(t);
  const [host, boss, other] = await addPeople(deps, [
    { managerEmail: 'Boss@example.org' },
    { email: 'boss@example.org' },
    {},
  ]);
  const gathering = await addGathering(deps, { hostId: host?.id ?? null });
  const url = `/api/v1/gatherings/${gathering.id}/draw`;
  const drawn = (await call('POST', url, { places: 1 })).json<Drawn & { notes: object[] }>();
  t.same(idsOf(drawn), [other?.id]);
  const why = 'Whoever the host reports to may not be drawn.';
  t.same(drawn.notes, [{ rule: 'host-manager', why, needed: null }]);
  const none = await addGathering(deps, {
    audience: { personIds: [boss?.id ?? ''] },
    hostId: host?.id ?? null,
  });
  t.same(idsOf((await call('POST', `/api/v1/gatherings/${none.id}/draw`, { places: 1 })).json()), []);
});

t.test('who keeps from somebody is not drawn to one table with them, and nobody is told', async (t) => {
  const { deps, call } = await createApp(t);
  const [host, ana, ben, ...others] = await addPeople(deps, 12);
  const keep = (personId = '', otherId = '') => ({ personId, otherId, createdAt: deps.now() });
  await deps.db.insert(doNotMatch).values([keep(ana?.id, ben?.id), keep(others[0]?.id, host?.id)]);
  const gathering = await addGathering(deps, { hostId: host?.id ?? null });
  const drawUrl = `/api/v1/gatherings/${gathering.id}/draw`;
  const times = { ana: 0, ben: 0 };
  for (let seed = 0; seed < 30; seed++) {
    const drawn = await call('POST', drawUrl, { places: 7, seed });
    const ids = idsOf(drawn.json());
    t.equal(ids.length, 7);
    t.notOk(ids.includes(ana?.id ?? '') && ids.includes(ben?.id ?? ''), `seed ${seed}`);
    t.notOk(ids.includes(others[0]?.id ?? ''), 'nor beside the host, who comes anyway');
    t.same(drawn.json<{ notes: object[] }>().notes, []);
    if (ids.includes(ana?.id ?? '')) times.ana++;
    if (ids.includes(ben?.id ?? '')) times.ben++;
  }
  t.ok(times.ana > 0 && times.ben > 0, 'either of them comes, by chance');
  const sent = (await call('POST', drawUrl, { places: 7, seed: 3 })).json<Drawn>();
  await call('POST', `/api/v1/gatherings/${gathering.id}/invitations`, { places: 7, seed: 3 });
  const rows = await deps.db.select().from(invitations);
  t.same(rows.map((row) => row.personId).sort(), idsOf(sent).sort(), 'and so are the invitations');

  // In a room of several tables both are drawn: the tables keep them apart. And where nobody else is left, the list
  // leaves no place free, which would tell of it.
  const room = await addGathering(deps, { hostId: host?.id ?? null });
  const all = (await call('POST', `/api/v1/gatherings/${room.id}/draw`, { places: 11 })).json<Drawn>();
  t.equal(all.invitees.length, 11);
  const two = await addGathering(deps, { audience: { personIds: [ana?.id ?? '', ben?.id ?? ''] } });
  const both = (await call('POST', `/api/v1/gatherings/${two.id}/draw`, { places: 2 })).json();
  t.match(both, { invitees: [{}, {}], notes: [] });
});

t.test('places go to units in proportion, or evenly, or at most so many each', async (t) => {
  const { deps, call } = await createApp(t);
  const all = await addPeople(
    deps,
    Array.from({ length: 20 }, (_, i) => ({ unit: i < 16 ? 'Field' : 'Legal', location: 'Lima' })),
  );
  const gathering = await addGathering(deps);
  const fromLegal = async (body: object) => {
    const url = `/api/v1/gatherings/${gathering.id}/draw`;
    const drawn = (await call('POST', url, { places: 8, ...body })).json<
      Drawn & { notes: { needed: string }[] }
    >();
    const legal = all.filter((one) => one.unit === 'Legal' && idsOf(drawn).includes(one.id)).length;
    return { legal, drawn: drawn.invitees.length, needed: drawn.notes.map((note) => note.needed) };
  };
  t.same(await fromLegal({}), { legal: 2, drawn: 8, needed: [] });
  t.same(await fromLegal({ spread: 'even' }), { legal: 4, drawn: 8, needed: [] });
  t.same(await fromLegal({ unitMax: 3 }), { legal: 3, drawn: 6, needed: ['At most 4 of one unit.'] });
});

t.test('a draw among many invites whom its preview showed, whatever changes between the two', async (t) => {
  const { deps, call } = await createApp(t);
  await addPeople(deps, LONG_FROM_PEOPLE);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}`;
  const drawn = (await call('POST', `${url}/draw`, { places: 40 })).json<Drawn>();
  const both = await Promise.all([
    call('POST', `${url}/invitations`, { places: 40 }),
    call('POST', `${url}/invitations`, { places: 40 }),
  ]);
  t.same(both.map((response) => response.json<{ invited: number }>().invited).sort(), [0, 40]);
  const rows = await deps.db.select().from(invitations);
  t.same(rows.map((row) => row.personId).sort(), idsOf(drawn).sort());
});
