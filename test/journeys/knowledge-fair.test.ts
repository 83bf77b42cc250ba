import t from 'tap';

import { checkIn } from '../../src/groups/check-in.ts';
import { createFair } from '../fixtures/create-fair.ts';

type Row = { id: string; stops: { round: number; stallId: string; onDuty: boolean }[] };

t.test('a knowledge fair from its stalls to what became of its agreements after 90 days', async (t) => {
  const { app, call, clock, deps, invited, gathering, url, tick, mails, linksOf, post, as } =
    await createFair(
      t,
      Array.from({ length: 20 }, (_, i) => ({ asks: i % 2 === 0 ? ['Data migration'] : [] })),
    );
  const [ana, ben, cleo, dan, eva, fay, guest, other] = invited;
  const stall = (title: string, staff: (typeof ana)[], offers: string[], more = {}) => ({
    ...{ title, offers, staffIds: staff.map((one) => one?.id ?? '') },
    ...more,
  });

  // Stalls: two of the organiser, one proposed by who staffs it.
  const refused = await call('POST', `${url}/stalls`, stall('Alone', [ana], []));
  t.match(
    [refused.statusCode, refused.json().code, refused.json().detail],
    [422, 'fair-stall-staff', /two people/],
  );
  const migration = await call(
    'POST',
    `${url}/stalls`,
    stall('Migration', [ana, ben], ['Data migration'], {
      power: true,
      security: 'Two laptops',
      leadDays: 10,
    }),
  );
  t.match(
    [migration.statusCode, migration.json()],
    [201, { status: 'confirmed', unit: ana?.unit, leadDays: 10 }],
  );
  const law = await call('POST', `${url}/stalls`, stall('Law', [cleo, dan], ['Contracts'], { x: 8, y: 3 }));
  const twice = await call('POST', `${url}/stalls`, stall('Twice', [ana, eva], []));
  t.match(twice.json(), {
    code: 'impossible',
    errors: [{ pointer: '/staffIds/0', message: /another stall/ }],
  });
  t.equal((await as(guest, 'POST', `${url}/stalls`, stall('Mine', [eva, fay], []))).statusCode, 403);
  const proposed = await as(eva, 'POST', `${url}/stalls`, stall('Pay', [eva, fay], ['Pay'], { x: 4 }));
  t.match([proposed.statusCode, proposed.json().status], [201, 'proposed']);
  const pay = `${url}/stalls/${proposed.json().id}`;
  t.equal((await as(guest, 'GET', `${url}/stalls`)).json().items.length, 2, 'a proposal is not shown yet');
  t.equal(
    (await as(guest, 'GET', `${url}/stalls`))
      .json()
      .items.every((one: { security: unknown }) => one.security === null),
    true,
  );
  t.equal((await as(eva, 'PATCH', pay, { status: 'confirmed' })).statusCode, 403);
  t.equal((await as(guest, 'PATCH', pay, { title: 'Not mine' })).statusCode, 404);
  t.equal((await as(eva, 'PATCH', pay, { stepFree: false })).json().stepFree, false);
  t.equal((await call('PATCH', pay, { status: 'confirmed' })).json().status, 'confirmed');
  const plan = await as(guest, 'GET', `${url}/floor-plan.svg`);
  t.match([plan.headers['content-type'], plan.body], [/svg/, /\d\. Migration \(.*?\): power/]);

  // Ten days ahead the first staff is reminded, a week ahead everybody is asked.
  await tick();
  t.equal((await mails()).length, 0);
  clock.set('2026-11-23T11:00:00Z');
  await tick();
  await tick();
  t.same(
    (await mails()).map(({ to, subject }) => [to?.[0]?.address, subject]).sort(),
    [ana, ben].map((one) => [one?.email, 'Time to prepare your stall: Migration']).sort(),
  );
  clock.set('2026-11-26T11:00:00Z');
  await tick();
  const asking = await linksOf(/^What would you like to find/);
  t.equal(asking.size, 20);
  const link = asking.get(other?.email ?? '');
  t.match((await app.inject({ url: link ?? '' })).body, /Contracts/);
  t.match(
    (await post(link, { do: 'asks', 'offer-0': 'Contracts', asks: 'Tea\n\n', 'step-free': 'yes' })).body,
    'Your route will lead there.',
  );
  t.same((await as(other, 'GET', `${url}/asks`)).json(), {
    directoryAsks: [],
    asks: ['Contracts', 'Tea'],
    stepFree: true,
  });
  await as(guest, 'PUT', `${url}/asks`, { asks: ['Pay'] });

  // Routes, by mail and as a page.
  const geeks = await call('POST', `${url}/routes`, { mode: 'speed-geeking' });
  t.match([geeks.statusCode, geeks.json().code], [422, 'fair-stations']);
  const planned = await call('POST', `${url}/routes`, { rounds: 2, seed: 7, stallCapacity: 9 });
  t.match(
    [planned.statusCode, planned.json()],
    [200, { rounds: 2, roundMinutes: 90, visitors: 20, unplaced: [], stallCapacity: 9 }],
  );
  await tick();
  const routes = await linksOf(/^Your route through Fair of ideas$/);
  t.equal(routes.size, 20);
  const listed: Row[] = (await call('GET', `${url}/routes?limit=100`)).json().items;
  const stallsOf = (who: typeof ana) =>
    listed.find(({ id }) => id === who?.id)?.stops.map((stop) => stop.stallId) ?? [];
  t.ok(stallsOf(other).includes(law.json().id), 'a chosen ask leads there');
  t.notOk(stallsOf(other).includes(proposed.json().id), 'and not over a step');
  t.ok(stallsOf(guest).includes(migration.json().id) && stallsOf(guest).includes(proposed.json().id));
  t.match((await as(ana, 'GET', `${url}/routes/own`)).json().stops[0], { onDuty: true, title: 'Migration' });
  t.match((await app.inject({ url: routes.get(guest?.email ?? '') ?? '' })).body, /Round 1: /);
  t.equal((await as(guest, 'GET', `${url}/routes`)).statusCode, 404, 'routes of others are not shown');

  // A third does not come; at the bell the second round is made of those who are there.
  clock.set('2026-12-03T12:00:00Z');
  const there = invited.filter((_, i) => i % 3 !== 2);
  for (const { id: personId } of there) {
    await deps.db.transaction((tx) => checkIn(tx, { gatheringId: gathering.id, personId }, clock.now()));
  }
  const again = await call('POST', `${url}/routes`, {
    ...{ rounds: 2, from: 'checked-in', roundsDone: 1, stallCapacity: 9, seed: 7 },
  });
  t.match([again.statusCode, again.json()], [200, { visitors: there.length, unplaced: [] }]);
  const after: Row[] = (await call('GET', `${url}/routes?limit=100`)).json().items;
  const firstRounds = (rows: Row[]) =>
    rows.map(({ id, stops }) => [id, stops.find(({ round }) => round === 1)]);
  t.same(firstRounds(after), firstRounds(listed), 'the round that is done stays');
  t.same(
    after.filter(({ stops }) => stops.some(({ round }) => round === 2)).map(({ id }) => id),
    there.map(({ id }) => id).sort(),
  );

  // Agreements: by the page, by the API and by the organiser.
  const agreed = {
    do: 'agreement',
    helper: 'they',
    topic: 'Old tables',
    'first-step': 'Look',
    date: '2027-01-08',
  };
  const page = routes.get(guest?.email ?? '');
  t.match(
    (await post(page, { ...agreed, partner: ana?.id ?? '', date: '2027-02-31' })).body,
    'a date that exists',
  );
  t.match((await post(page, { ...agreed, partner: ana?.id ?? '' })).body, 'We ask both of you in 90 days.');
  const agreement = (supplierId = '', demanderId = '', topic = 'Law') => ({
    ...{ supplierId, demanderId, topic, firstStep: 'Call', date: '2027-01-08' },
  });
  t.equal((await as(guest, 'POST', `${url}/agreements`, agreement(ana?.id, ben?.id))).statusCode, 403);
  t.match((await as(guest, 'POST', `${url}/agreements`, agreement(guest?.id, guest?.id))).json(), {
    code: 'impossible',
  });
  t.equal((await as(cleo, 'POST', `${url}/agreements`, agreement(cleo?.id, other?.id))).statusCode, 201);
  for (const one of [dan, eva, fay, ben]) {
    t.equal((await call('POST', `${url}/agreements`, agreement(one?.id, guest?.id))).statusCode, 201);
  }
  t.equal((await as(other, 'GET', `${url}/agreements`)).json().items.length, 1, 'everybody sees their own');
  t.same((await call('GET', `${url}/agreements/outcome`)).json(), { agreements: 6, kept: null });

  // 90 days later both are asked; scanners change nothing, one click does.
  clock.set('2027-03-03T13:59:00Z');
  await tick();
  t.equal((await linksOf(/^Did it work out/)).size, 0);
  clock.set('2027-03-03T14:00:00Z');
  await tick();
  const checks = (await mails()).filter(({ subject }) => /^Did it work out/.test(subject ?? ''));
  t.equal(checks.length, 12, 'each of the two of each agreement');
  for (const { to, text } of checks) {
    const check = /acquaint\.test(\/l\/\S+)/.exec(text ?? '')?.[1] ?? '';
    await app.inject({ url: check });
    if (to?.[0]?.address === guest?.email) {
      t.match((await post(check, { says: 'kept' })).body, /You said: Kept/);
    }
  }
  t.same((await call('GET', `${url}/agreements/outcome`)).json(), { agreements: 6, kept: 5 });
  const own = (await as(guest, 'GET', '/api/v1/me/export')).json();
  t.match(own.fairs, {
    asks: [{ asks: ['Pay'] }],
    agreements: Array.from({ length: 5 }, () => ({ youSay: 'kept' })),
  });
});
