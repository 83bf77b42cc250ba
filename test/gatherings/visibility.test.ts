import t from 'tap';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { gatherings } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import type { GatheringAnswer } from '../../src/gatherings/schemas.ts';
import { addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

type List = { items: GatheringAnswer[]; nextCursor: string | null };

async function organiserKey(deps: Deps) {
  const added = await deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'organiser', role: 'organiser' }, deps.now()),
  );
  return { id: added.id, headers: { authorization: `Bearer ${added.key}` } };
}

t.test('who may see, list, change and cancel a gathering', async (t) => {
  const { app, deps, adminKey } = await createApp(t);
  const [host, facilitator, invited, stranger, rival] = await addPeople(deps, [
    {},
    {},
    {},
    {},
    { role: 'organiser' },
  ]);
  if (!host || !facilitator || !invited || !stranger || !rival) throw new Error('people are missing');
  const creator = await organiserKey(deps);
  const gathering = await addGathering(deps, {
    createdBy: creator.id,
    hostId: host.id,
    facilitatorId: facilitator.id,
  });
  await addInvitations(deps, gathering, [invited]);
  const url = `/api/v1/gatherings/${gathering.id}`;
  const manages = { see: 200, list: 1, change: 200, managersPart: true };
  const nothing = { see: 404, list: 0, change: 404, managersPart: false };
  const callers = [
    ['an admin', { authorization: `Bearer ${adminKey}` }, manages],
    ['the key that scheduled it', creator.headers, manages],
    ['another organiser’s key', (await organiserKey(deps)).headers, nothing],
    ['its host', await addSession(deps, host), manages],
    ['its facilitator', await addSession(deps, facilitator), manages],
    ['somebody invited', await addSession(deps, invited), { ...nothing, see: 200, list: 1 }],
    ['somebody who is not', await addSession(deps, stranger), nothing],
    ['another organiser signed in', await addSession(deps, rival), nothing],
  ] as const;
  for (const [who, headers, may] of callers) {
    const shown = await app.inject({ method: 'GET', url, headers });
    t.equal(shown.statusCode, may.see, `${who} sees it`);
    const { items } = (await app.inject({ method: 'GET', url: '/api/v1/gatherings', headers })).json<List>();
    t.equal(items.length, may.list, `${who} finds it in the list`);
    const seen = may.see === 200 ? [shown.json<GatheringAnswer>(), ...items] : [];
    for (const item of seen) {
      t.same(
        ['audience', 'createdBy', 'warnings'].map((field) => field in item),
        [may.managersPart, may.managersPart, may.managersPart],
        `${who} sees what managers see`,
      );
    }
    const changed = await app.inject({ method: 'PATCH', url, headers, payload: { title: 'New' } });
    t.equal(changed.statusCode, may.change, `${who} changes it`);
    if (may.change === 200) continue;
    const cancelled = await app.inject({ method: 'POST', url: `${url}/cancel`, headers, payload: {} });
    t.equal(cancelled.statusCode, 404, `${who} cancels it`);
  }
  const hostCancels = await app.inject({
    method: 'POST',
    url: `${url}/cancel`,
    headers: await addSession(deps, host),
    payload: {},
  });
  t.equal(hostCancels.statusCode, 200);
});

t.test('what is not there and what is not yours look the same', async (t) => {
  const { app, deps } = await createApp(t);
  const { headers } = await organiserKey(deps);
  const { id } = await addGathering(deps);
  const get = (path: string) => app.inject({ method: 'GET', url: `/api/v1/gatherings/${path}`, headers });
  const foreign = await get(id);
  const absent = await get('01900000-0000-7000-8000-000000000000');
  t.equal(foreign.statusCode, 404);
  t.equal(foreign.body, absent.body);
  t.equal((await get('not-an-id')).statusCode, 404);
});

t.test('a list takes one query, whatever it finds and whoever asks', async (t) => {
  const { app, deps, adminKey, queries } = await createApp(t);
  const [host, invited] = await addPeople(deps, 2);
  if (!host || !invited) throw new Error('people are missing');
  const callers = [
    { authorization: `Bearer ${adminKey}` },
    await addSession(deps, host),
    await addSession(deps, invited),
  ];
  const counts: number[][] = [];
  for (const rows of [1, 2]) {
    for (let i = 0; i < rows; i += 1) {
      await addInvitations(deps, await addGathering(deps, { hostId: host.id }), [invited]);
    }
    for (const headers of callers) {
      queries.length = 0;
      const { items } = (
        await app.inject({ method: 'GET', url: '/api/v1/gatherings', headers })
      ).json<List>();
      counts.push([items.length, queries.length]);
    }
  }
  const authenticationAndList = 2;
  t.same(
    counts,
    [1, 1, 1, 3, 3, 3].map((rows) => [rows, authenticationAndList]),
  );
});

t.test(
  'the list goes page by page in order of ids, and is narrowed by status, format and start',
  async (t) => {
    const { deps, call } = await createApp(t);
    const first = await addGathering(deps, { format: 'coffee' });
    const second = await addGathering(deps, { status: 'cancelled' });
    const third = await addGathering(deps, { startsAt: new Date('2027-01-05T09:00:00Z') });
    const list = async (query: string) => {
      const response = await call('GET', `/api/v1/gatherings${query}`);
      t.equal(response.statusCode, 200, query);
      const { items, nextCursor } = response.json<List>();
      return { ids: items.map(({ id }) => id), nextCursor };
    };
    const page = await list('?limit=2');
    t.same(page.ids, [first.id, second.id]);
    t.same(await list(`?limit=2&cursor=${page.nextCursor}`), { ids: [third.id], nextCursor: null });
    t.same((await list('?limit=3')).nextCursor, null);
    t.same((await list('?status=cancelled')).ids, [second.id]);
    t.same((await list('?format=coffee')).ids, [first.id]);
    t.same((await list('?from=2027-01-05T09:00:00Z')).ids, [third.id], 'from is included');
    t.same((await list('?to=2027-01-05T09:00:00Z')).ids, [first.id, second.id], 'to is not');
    t.same((await list('?from=2026-12-03T11:00:00Z&to=2026-12-31T00:00:00Z&status=scheduled')).ids, [
      first.id,
    ]);
    for (const query of [
      'cursor=x',
      'limit=0',
      'limit=101',
      'status=open',
      'from=today',
      'from=2026-12-31T23:59:60Z',
      'sort=id',
    ]) {
      t.equal((await call('GET', `/api/v1/gatherings?${query}`)).statusCode, 400, query);
    }
    await deps.db.delete(gatherings);
    t.same(await list(''), { ids: [], nextCursor: null });
  },
);
