import { and, eq } from 'drizzle-orm';
import t from 'tap';

import { addSignInLink } from '../../src/accounts/add-sign-in-link.ts';
import { purgeExpired } from '../../src/accounts/purge-expired.ts';
import { sessionPrincipal } from '../../src/accounts/queries.ts';
import type { Person } from '../../src/db/schema/index.ts';
import { mails, outbox, sessions, signInLinks } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp, PUBLIC_URL, type TestApp } from '../fixtures/create-app.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

async function addPerson(deps: Deps, fields: Partial<Person> = {}): Promise<Person> {
  const [person] = await addPeople(deps, [fields]);
  if (!person) throw new Error('nobody added');
  return person;
}

const form = (fields: Record<string, string>) => ({
  payload: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const ask = ({ app }: TestApp, email: string, remoteAddress = '192.0.2.1') =>
  app.inject({ method: 'POST', url: '/sign-in', remoteAddress, ...form({ email }) });
const link = (deps: Deps, personId: string) =>
  deps.db.transaction((tx) => addSignInLink(tx, personId, deps.now()));
const owed = (deps: Deps, personId: string) =>
  deps.db
    .select()
    .from(mails)
    .where(and(eq(mails.personId, personId), eq(mails.kind, 'sign-in')));

t.test('the page asks for an address and works without a script', async (t) => {
  const { app } = await createApp(t);
  const page = await app.inject({ url: '/sign-in' });
  t.equal(page.statusCode, 200);
  t.match(page.body, /<form method="post"><label/);
  t.match(page.body, /<label for="email">/);
  t.notMatch(page.body, /<script/);
});

t.test(
  'known, unknown, malformed and departed addresses get one answer; a mail is owed to the known',
  async (t) => {
    const parts = await createApp(t);
    const { deps } = parts;
    const known = await addPerson(deps, { email: 'Ana.Silva@example.org' });
    const left = await addPerson(deps, { email: 'left@example.org', leftOn: '2026-11-02' });
    const leaving = await addPerson(deps, { email: 'leaving@example.org', leftOn: '2026-11-03' });
    const answers = [];
    for (const email of ['ana.silva@EXAMPLE.org', 'nobody@example.org', 'no address', 'left@example.org']) {
      answers.push(await ask(parts, email));
    }
    t.strictSame(new Set(answers.map((answer) => answer.statusCode)), new Set([200]));
    t.equal(new Set(answers.map((answer) => answer.body)).size, 1);
    t.equal((await owed(deps, known.id)).length, 1);
    t.equal((await owed(deps, left.id)).length, 0);
    t.equal((await deps.db.select().from(outbox)).length, 1, 'the job is owed in the same transaction');
    await ask(parts, 'leaving@example.org');
    t.equal((await owed(deps, leaving.id)).length, 1);
  },
);

t.test('programs ask as JSON, without a credential, and get nothing but 202', async (t) => {
  const { call, deps } = await createApp(t);
  const person = await addPerson(deps, { email: 'ana@example.org' });
  const answer = await call('POST', '/api/v1/sign-in', { email: 'ana@example.org' }, null);
  t.equal(answer.statusCode, 202);
  t.strictSame(answer.json(), {});
  t.equal(answer.headers['set-cookie'], undefined);
  t.equal((await owed(deps, person.id)).length, 1);
  t.equal((await call('POST', '/api/v1/sign-in', { email: 'ana@example.org', x: 1 }, null)).statusCode, 400);
});

t.test('one person gets at most three mails in a quarter of an hour, and no answer tells', async (t) => {
  const parts = await createApp(t);
  const { deps, clock } = parts;
  const person = await addPerson(deps, { email: 'ana@example.org' });
  const many = await Promise.all([1, 2, 3, 4, 5].map((n) => ask(parts, 'ana@example.org', `192.0.2.${n}`)));
  t.equal(new Set(many.map((answer) => answer.body)).size, 1);
  t.equal((await owed(deps, person.id)).length, 3, 'five at once make three');
  clock.advance(15 * MINUTE_MS);
  await ask(parts, 'ana@example.org');
  t.equal((await owed(deps, person.id)).length, 4);
});

t.test('one address may ask ten times a minute, by page and API together', async (t) => {
  const { app } = await createApp(t);
  const json = () =>
    app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      remoteAddress: '192.0.2.9',
      payload: { email: 'x@example.org' },
    });
  const page = () =>
    app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: '192.0.2.9',
      ...form({ email: 'x@example.org' }),
    });
  const first = await Promise.all([1, 2, 3, 4, 5].flatMap(() => [json(), page()]));
  t.strictSame(new Set(first.map((answer) => answer.statusCode)), new Set([200, 202]));
  const tooMany = await json();
  t.equal(tooMany.statusCode, 429);
  t.equal(tooMany.json().code, 'too-many-requests');
  const seconds = Number(tooMany.headers['retry-after']);
  t.ok(seconds >= 1 && seconds <= 60);
  t.equal((await page()).statusCode, 429);
  t.equal(
    (await app.inject({ url: '/sign-in', remoteAddress: '192.0.2.9' })).statusCode,
    200,
    'reading is free',
  );
});

t.test('opening a link changes nothing; the button signs in, once', async (t) => {
  const { app, deps } = await createApp(t);
  const person = await addPerson(deps);
  const token = await link(deps, person.id);
  const url = `/sign-in/${token}`;
  for (const method of ['GET', 'HEAD', 'GET'] as const) {
    const page = await app.inject({ method, url });
    t.equal(page.statusCode, 200);
    t.equal(page.headers['referrer-policy'], 'no-referrer');
    t.equal(page.headers['cache-control'], 'no-store');
  }
  t.equal((await deps.db.select().from(sessions)).length, 0);

  const signedIn = await app.inject({ method: 'POST', url, ...form({}) });
  t.equal(signedIn.statusCode, 303);
  t.equal(signedIn.headers.location, '/me');
  const [cookie] = signedIn.cookies;
  t.match(cookie, {
    name: 'acquaint_session',
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 14 * 86_400,
  });
  t.equal(cookie?.secure, undefined, 'PUBLIC_URL is http here');
  const principal = await sessionPrincipal(deps.db, cookie?.value ?? '', deps.now());
  t.equal(principal?.personId, person.id);
  const [row] = await deps.db.select().from(sessions);
  t.notOk(JSON.stringify(row).includes(cookie?.value ?? '-'), 'kept as a hash');

  t.equal((await app.inject({ method: 'POST', url })).statusCode, 404);
  t.equal((await app.inject({ url })).statusCode, 404);
});

t.test('wrong, old and used links meet one page', async (t) => {
  const { app, deps, clock } = await createApp(t);
  const person = await addPerson(deps);
  const used = await link(deps, person.id);
  const old = await link(deps, person.id);
  await app.inject({ method: 'POST', url: `/sign-in/${used}` });
  clock.advance(30 * MINUTE_MS);
  const wrong = 'A'.repeat(32);
  const pages = [];
  for (const token of [used, old, wrong, 'short', '%00', 'x'.repeat(5_000)]) {
    pages.push(await app.inject({ url: `/sign-in/${token}`, headers: { accept: 'text/html' } }));
    pages.push(
      await app.inject({ method: 'POST', url: `/sign-in/${token}`, headers: { accept: 'text/html' } }),
    );
  }
  t.strictSame(new Set(pages.map((page) => page.statusCode)), new Set([404]));
  t.equal(new Set(pages.slice(0, 8).map((page) => page.body)).size, 1);
  t.equal(new Set(pages.slice(0, 8).map((page) => page.headers['set-cookie'])).size, 1);
});

t.test('of two presses at once one signs in', async (t) => {
  const { app, deps } = await createApp(t);
  const person = await addPerson(deps);
  const token = await link(deps, person.id);
  const press = () => app.inject({ method: 'POST', url: `/sign-in/${token}` });
  const statuses = (await Promise.all([press(), press(), press(), press()])).map(
    (answer) => answer.statusCode,
  );
  t.strictSame(statuses.sort(), [303, 404, 404, 404]);
  t.equal((await deps.db.select().from(sessions)).length, 1);
});

t.test('whoever has left cannot sign in any more, and a session ends with the last day', async (t) => {
  const { app, deps, clock } = await createApp(t);
  const person = await addPerson(deps, { leftOn: '2026-11-04', timeZone: 'Africa/Nairobi' });
  const early = await link(deps, person.id);
  const session = (await app.inject({ method: 'POST', url: `/sign-in/${early}` })).cookies[0]?.value ?? '';
  clock.set('2026-11-03T20:59:00Z');
  const late = await link(deps, person.id);
  t.ok(await sessionPrincipal(deps.db, session, deps.now()));
  clock.set('2026-11-03T21:00:00Z');
  t.equal(await sessionPrincipal(deps.db, session, deps.now()), null, 'midnight in Nairobi');
  t.equal((await app.inject({ method: 'POST', url: `/sign-in/${late}` })).statusCode, 404);
});

t.test('a session is over after 14 days, and at once after signing out', async (t) => {
  const { app, deps, clock } = await createApp(t);
  const person = await addPerson(deps);
  const token = await link(deps, person.id);
  const value = (await app.inject({ method: 'POST', url: `/sign-in/${token}` })).cookies[0]?.value ?? '';
  clock.advance(14 * DAY_MS - 1);
  t.ok(await sessionPrincipal(deps.db, value, deps.now()));
  clock.advance(1);
  t.equal(await sessionPrincipal(deps.db, value, deps.now()), null);

  const { cookie } = await addSession(deps, person);
  const signOut = (headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/sign-out', headers: { cookie, ...headers } });
  t.equal((await signOut({ origin: 'https://elsewhere.test' })).statusCode, 403);
  const out = await signOut({ origin: PUBLIC_URL });
  t.equal(out.statusCode, 303);
  t.equal(out.headers.location, '/sign-in');
  t.match(out.headers['set-cookie'], /^acquaint_session=; .*Expires=Thu, 01 Jan 1970/);
  t.equal(await sessionPrincipal(deps.db, cookie.split('=')[1] ?? '', deps.now()), null);
  t.equal((await signOut({})).statusCode, 303, 'again is no error');
});

t.test('purging takes what is over and nothing else', async (t) => {
  const { deps, clock } = await createApp(t);
  const person = await addPerson(deps);
  await link(deps, person.id);
  await addSession(deps, person);
  clock.advance(30 * MINUTE_MS);
  await link(deps, person.id);
  t.equal(await deps.db.transaction((tx) => purgeExpired(tx, deps.now())), 1);
  t.equal((await deps.db.select().from(signInLinks)).length, 1);
  clock.advance(DAY_MS);
  t.equal(await deps.db.transaction((tx) => purgeExpired(tx, deps.now())), 2);
  t.equal((await deps.db.select().from(sessions)).length, 0);
});
