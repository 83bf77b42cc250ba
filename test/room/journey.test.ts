import { spawnSync } from 'node:child_process';
import { eq } from 'drizzle-orm';
import t from 'tap';

import {
  checkIns,
  doorLinks,
  type Gathering,
  invitations,
  mails,
  people,
} from '../../src/db/schema/index.ts';
import { addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp, PUBLIC_URL } from '../fixtures/create-app.ts';
import { work } from '../fixtures/work.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const AGENDA: Gathering['agenda'] = [
  { title: 'Arriving', minutes: 15, kind: 'opening' },
  { title: 'First round', minutes: 15, kind: 'tables' },
  { title: 'Second round', minutes: 15, kind: 'tables' },
];

/** A lunch for seven, at 11:00 UTC on 3 December, whose host and six others accepted; it is 10:30. */
async function createRoom(t: Parameters<typeof createApp>[0], capacity = 8) {
  const parts = await createApp(t);
  const { app, clock, deps } = parts;
  const named = ['Ana Silva', 'Ben Okoro', 'Chloé Noël', 'Dina Haddad', 'ليلى حداد', 'Eva Ruiz', 'Femi Ade'];
  const guests = await addPeople(
    deps,
    named.map((name, i) => ({ name, grade: 'P5', offers: i === 1 ? ['bread baking'] : [] })),
  );
  const [host, , , , , , absent] = guests;
  if (!host || !absent) throw new Error('no people');
  const gathering = await addGathering(deps, { hostId: host.id, capacity, agenda: AGENDA });
  await addInvitations(deps, gathering, guests, { answer: 'accepted' });
  clock.set('2026-12-03T10:30:00Z');
  const headers = { ...(await addSession(deps, host)), origin: PUBLIC_URL };
  const url = `/gatherings/${gathering.id}`;
  const open = (path: string, as: Record<string, string> = headers) =>
    app.inject({ method: 'GET', url: path, headers: as });
  const post = (path: string, fields: Record<string, string>, as: Record<string, string> = headers) =>
    app.inject({
      method: 'POST',
      url: path,
      payload: new URLSearchParams(fields).toString(),
      headers: { ...FORM, ...as },
    });
  const here = () => deps.db.$count(checkIns, eq(checkIns.gatheringId, gathering.id));
  const codeOf = async () => {
    const shown = await post(`${url}/door/code`, {});
    t.match(shown.body, /<img class="qr" src="data:image\/svg\+xml;base64,/);
    return /acquaint\.test(\/d\/[\w-]{32})/.exec(shown.body)?.[1] ?? '';
  };
  return { ...parts, guests, host, absent, gathering, url, headers, open, post, here, codeOf };
}

t.test('a lunch from its door to its cards', async (t) => {
  const room = await createRoom(t);
  const { app, call, clock, deps, guests, absent, url, open, post, here, codeOf } = room;
  const [host, ben, , , layla] = guests;
  const door = await codeOf();
  const stored = JSON.stringify(await deps.db.select().from(doorLinks));
  t.notMatch(stored, door.slice(3), 'only the hash is kept');

  const phone = await open(door, {});
  t.equal(phone.statusCode, 200);
  t.match(phone.body, 'You are here: Lunch with strangers');
  for (const { name, email } of guests) {
    t.notMatch(phone.body, name);
    t.notMatch(phone.body, email);
  }
  t.equal(await here(), 0, 'GET only shows');

  const byAddress = { action: 'invited', email: ` ${ben?.email.toUpperCase()}` };
  t.match((await post(door, byAddress, {})).body, 'You are checked in. Welcome!');
  t.equal((await post(door, byAddress, {})).statusCode, 200, 'twice changes nothing');
  t.equal(await here(), 1);
  const [stranger] = await addPeople(deps, [{ name: 'Not invited' }]);
  const answers = [];
  for (const email of ['nobody@example.org', stranger?.email ?? '', 'not an address']) {
    const { statusCode, body } = await post(door, { action: 'invited', email }, {});
    answers.push(`${statusCode} ${body}`);
  }
  t.match(answers[0], /^422 .*You could not be checked in\. Please ask .*Ana Silva/s);
  t.equal(new Set(answers).size, 1, 'known or not, the answer is the same');
  t.equal(await here(), 1);

  t.match((await post(door, { action: 'me' })).body, 'Welcome!', 'signed in, by one button');
  t.equal(
    (await post(door, { action: 'me' }, { ...room.headers, origin: 'https://evil.test' })).statusCode,
    403,
  );

  const walkIn = {
    action: 'walk-in',
    name: 'Zoë Walker',
    email: 'zoe@partner.example',
    unit: 'Partner',
    location: 'Lima',
  };
  t.match((await post(door, { ...walkIn, name: 'http://x.test' }, {})).body, 'Please check this.');
  t.match((await post(door, walkIn, {})).body, 'Welcome!');
  t.match(await deps.db.select().from(people).where(eq(people.email, walkIn.email)), [
    { kind: 'guest', name: 'Zoë Walker', timeZone: 'Africa/Nairobi' },
  ]);
  t.match((await post(door, { ...walkIn, email: 'late@partner.example' }, {})).body, 'No place is free.');
  t.equal(
    await deps.db.$count(people, eq(people.email, 'late@partner.example')),
    0,
    'nothing of them is kept',
  );
  t.equal(await deps.db.$count(mails), 0, 'who is here gets no mail');

  for (const person of guests.slice(2, 6)) {
    const done = await post(`${url}/door/check-ins`, { personId: person.id, action: 'check-in', q: '' });
    t.equal(done.statusCode, 303);
  }
  await post(`${url}/door/check-ins`, { personId: stranger?.id ?? '', action: 'check-in', q: '' });
  t.equal(await here(), 7, 'the list checks in whom it lists');
  await post(`${url}/door/check-ins`, { personId: absent.id, action: 'check-in', q: '' });
  await post(`${url}/door/check-ins`, { personId: absent.id, action: 'undo', q: '' });
  t.equal(await here(), 7, 'a mistake is undone');
  const list = (await open(`${url}/door?q=ruiz`)).body;
  t.match(list, 'Undo for Eva Ruiz');
  t.notMatch(list, 'Ben Okoro');
  t.match(list, '0 places left');

  t.equal((await call('POST', `/api/v1${url}/rounds`, { tableSize: 4, rounds: 2 })).statusCode, 201);
  clock.set('2026-12-02T20:00:00Z');
  const early = (await open(`${url}/screen`)).body;
  t.match(
    early,
    'begins Thursday 3 December 2026, 14:15 (Africa/Nairobi, GMT+3)',
    'the evening before a day is told',
  );
  t.notMatch(early, 'id="clock"');
  clock.set('2026-12-03T11:20:30Z');
  const first = await open(`${url}/screen`);
  t.match(first.body, /Round 1 of 2.*10 minutes left/s);
  t.equal(first.headers.refresh, `30; url=${url}/screen`);
  t.match(first.headers['content-security-policy'], /script-src 'sha256-/);
  for (const hidden of ['P5', 'zoe@partner.example']) t.notMatch(first.body, hidden);
  t.match((await call('GET', `/api/v1${url}/rounds`)).body, absent.id, 'the no-show has a seat as yet');
  t.match((await post(`${url}/screen/bell`, {})).headers.location, 'done=planned');
  const rounds = (await call('GET', `/api/v1${url}/rounds`)).json().rounds as {
    tables: { seats: string[] }[];
  }[];
  const seated = rounds.map(({ tables }) => tables.flatMap(({ seats }) => seats));
  t.ok(seated[0]?.includes(absent.id), 'the round that took place stays');
  t.notOk(seated[1]?.includes(absent.id));
  t.equal(seated[1]?.length, 7, 'the walk-in sits, the no-show does not');
  clock.set('2026-12-03T11:30:00Z');
  t.match((await open(`${url}/screen`)).body, /Round 2 of 2.*15 minutes left/s);
  t.match((await post(`${url}/screen/bell`, {})).headers.location, 'done=not-planned');

  const cards = (await open(`${url}/cards`)).body;
  for (const shown of ['Zoë Walker', 'ليلى حداد', 'bread baking', 'Femi Ade']) t.match(cards, shown);
  t.notMatch(cards, 'P5');
  const pdf = await call('GET', `/api/v1${url}/cards.pdf`);
  t.equal(pdf.headers['content-type'], 'application/pdf');
  t.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-');
  const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf.rawPayload, encoding: 'utf8' });
  if (read.error) t.comment('SKIPPED: pdftotext is not here; the words of the PDF are not read');
  else {
    for (const shown of ['Zoë Walker', 'Chloé Noël', 'bread baking', 'Legal']) t.match(read.stdout, shown);
    t.notMatch(read.stdout, 'P5');
  }

  clock.set('2026-12-03T11:45:00Z');
  const dead = await open(door, {});
  const wrong = await open(`/d/${'x'.repeat(32)}`, {});
  t.same([dead.statusCode, dead.body], [404, wrong.body], 'over: as a link that never was');
  t.equal((await post(door, byAddress, {})).statusCode, 404);
  t.notMatch((await open(`${url}/door`)).body, absent.name, 'who did not come is shown to nobody');
  t.ok(host && layla);

  const member = { ...(await addSession(deps, absent)), origin: PUBLIC_URL };
  for (const page of ['door', 'screen', 'cards']) {
    t.equal((await open(`${url}/${page}`, member)).statusCode, 404, page);
    t.equal((await open(`${url}/${page}`, {})).headers.location, '/sign-in', page);
  }
  t.equal((await open(`/api/v1${url}/cards.pdf`, member)).statusCode, 404);
  t.equal((await post(`${url}/screen/bell`, {}, member)).statusCode, 404);
  t.equal((await app.inject({ method: 'POST', url: `${url}/door/code`, headers: member })).statusCode, 404);
  t.equal((await call('POST', `/api/v1${url}/close`)).statusCode, 202);
  await work(deps);
  const outcome = (await call('GET', `/api/v1${url}/outcome`)).json();
  t.match(outcome, { accepted: 8, attended: 7, noShows: null, withheld: ['noShows'] });
  const own = (await open('/api/v1/me/invitations', member)).json().items;
  t.match(own, [{ came: false }], 'who did not come sees it, alone');
  const hosts = (await open('/api/v1/me/invitations')).json().items;
  t.match(hosts, [{ came: true }]);
});

t.test('a new code ends the one before, and no code works too early', async (t) => {
  const { clock, open, codeOf } = await createRoom(t);
  const [old, fresh] = [await codeOf(), await codeOf()];
  t.same([(await open(old, {})).statusCode, (await open(fresh, {})).statusCode], [404, 200]);
  clock.set('2026-12-03T08:59:59Z');
  t.equal((await open(fresh, {})).statusCode, 404);
  clock.set('2026-12-03T09:00:00Z');
  t.equal((await open(fresh, {})).statusCode, 200);
});

t.test('walk-ins by the API take the last place once, however many come at once', async (t) => {
  const { call, deps, url, here } = await createRoom(t);
  const people = await addPeople(deps, 4);
  const path = `/api/v1${url}/walk-ins`;
  const done = await Promise.all(people.map(({ id }) => call('POST', path, { personId: id })));
  t.same(done.map(({ statusCode }) => statusCode).sort(), [201, 409, 409, 409]);
  t.match(done.find(({ statusCode }) => statusCode === 409)?.json(), { code: 'gathering-full' });
  const last = people.find((_, i) => done[i]?.statusCode === 409);
  t.equal((await call('POST', path, { personId: last?.id, overCapacity: true })).statusCode, 201);
  t.equal((await call('POST', path, { personId: last?.id })).statusCode, 200, 'who is in stays in');
  t.equal(await here(), 2);
  const rows = await deps.db
    .select()
    .from(invitations)
    .where(eq(invitations.personId, last?.id ?? ''));
  t.match(rows, [{ answer: 'accepted', reason: 'Came to the door' }]);
  const stranger = {
    name: 'Zoë',
    email: 'not an address',
    unit: 'Partner',
    location: 'Lima',
    overCapacity: true,
  };
  t.match((await call('POST', path, stranger)).json(), { errors: [{ pointer: '/email' }] });
  t.equal((await call('DELETE', `/api/v1${url}/check-ins/${last?.id}`)).statusCode, 204);
  t.equal(await here(), 1);
});

t.test('undo gives back a place taken at the door, and leaves one that was theirs', async (t) => {
  const { call, clock, deps, guests, absent, url } = await createRoom(t);
  clock.set('2026-12-03T10:00:00Z');
  const ids = async () =>
    (await deps.db.select().from(invitations).where(eq(invitations.answer, 'accepted'))).length;
  const before = await ids();
  const walkIn = { name: 'Zoë Walker', email: 'zoe@partner.example', unit: 'Partner', location: 'Lima' };
  const came = (await call('POST', `/api/v1${url}/walk-ins`, walkIn)).json<{ personId: string }>();
  t.equal(await ids(), before + 1);
  t.equal((await call('DELETE', `/api/v1${url}/check-ins/${came.personId}`)).statusCode, 204);
  t.equal(await ids(), before, 'the place of who walked in is free again');
  const again = await call('POST', `/api/v1${url}/walk-ins`, { ...walkIn, email: 'yan@partner.example' });
  t.equal(again.statusCode, 201, 'and is taken by the next');

  const [, ben] = guests;
  const listed = `/api/v1${url}/check-ins`;
  t.equal((await call('POST', listed, { personId: ben?.id })).statusCode, 201);
  t.equal((await call('DELETE', `${listed}/${ben?.id}`)).statusCode, 204);
  t.equal(await ids(), before + 1, 'who had accepted keeps the place');
  t.ok(absent);
});

t.test('a guest’s own code leads whoever runs the door to their row', async (t) => {
  const { clock, guests, url, open } = await createRoom(t);
  clock.set('2026-12-03T10:00:00Z');
  const [, ben, cleo] = guests;
  const page = await open(`${url}/door?guest=${ben?.id}`);
  t.equal(page.statusCode, 200);
  t.match(page.body, ben?.name ?? '');
  t.notMatch(page.body, cleo?.name ?? '');
  const nobody = await open(`${url}/door?guest=0193b3f4-7c00-7000-8000-000000000000`);
  t.match(nobody.body, 'This person is not on the list');
  t.equal((await open(`${url}/door?guest=${ben?.id}`, {})).statusCode, 303, 'a stranger learns nothing');
});

t.test('door, screen and cards have no findings of axe', withBrowser, async (t) => {
  const { app, call, clock, headers, host, deps, url, codeOf } = await createRoom(t);
  await call('POST', `/api/v1${url}/rounds`, { tableSize: 4, rounds: 2 });
  clock.set('2026-12-03T11:20:30Z');
  await deps.db.update(people).set({ preferredLanguage: 'ar' }).where(eq(people.id, host.id));
  const door = await codeOf();
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const context = await (await newBrowser(t)).newContext({ viewport: { width: 390, height: 844 } });
  const [name = '', value = ''] = headers.cookie.split('=');
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  const pages = [`${url}/door`, `${url}/screen`, `${url}/cards`, door];
  for (const path of pages) {
    await page.goto(`${origin}${path}`);
    t.same(await axeFindings(page), [], path);
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, `${path} fits a phone`);
    if (path.endsWith('/screen')) t.match(await page.locator('#clock').textContent(), /^9:\d\d$/);
  }
});
