import t, { type Test } from 'tap';

import { hashToken } from '../../src/token.ts';
import { createApp, PUBLIC_URL, type TestApp } from '../fixtures/create-app.ts';
import { createSink, type Sink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

type Guest = { id: string; email: string; name: string };
type Row = Record<string, unknown>;

/** Enough that no figure of the outcome is withheld, one table of them. */
const GUESTS = 6;
const form = { origin: PUBLIC_URL, 'content-type': 'application/x-www-form-urlencoded' };

/** The whole life of a gathering over HTTP and SMTP: everybody is invited, answers, comes, meets and signs in. */
async function createStory(t: Test) {
  const sink = await createSink(t);
  const test = await createApp(t, { smtpUrl: sink.url });
  const { app, call, clock, deps } = test;
  const guests: Guest[] = [];
  for (let i = 0; i < GUESTS; i += 1) {
    const person = { name: `Guest Number${i}x`, email: `guest-${i}-secret@example.org` };
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/people',
      headers: { authorization: `Bearer ${test.adminKey}`, 'idempotency-key': `guest-${i}` },
      payload: { ...person, unit: `Unit ${i % 3}`, location: 'Lima', timeZone: 'America/Lima' },
    });
    guests.push({ ...person, id: answer.json().id });
  }
  const [host] = guests;
  const gathering = await call('POST', '/api/v1/gatherings', {
    format: 'coffee',
    title: 'Coffee',
    start: '2026-11-09T10:00:00',
    timeZone: 'America/Lima',
    durationMinutes: 30,
    hostId: host?.id,
    audience: { everyone: true },
  });
  const url = `/api/v1/gatherings/${gathering.json().id}`;
  await call('POST', `${url}/invitations`, { personIds: guests.map(({ id }) => id) });
  await work(deps);
  const tokens = await tokensMailed(sink, guests);
  for (const { answer } of tokens.values()) {
    await app.inject({ method: 'POST', url: `/r/${answer}`, payload: 'answer=accepted', headers: form });
  }
  clock.set('2026-11-09T15:05:00Z');
  for (const { id } of guests) await call('POST', `${url}/check-ins`, { personId: id });
  await call('POST', `${url}/rounds`, { tableSize: 6, rounds: 1, from: 'checked-in' });
  await call('POST', `${url}/close`, {});
  await work(deps);
  const sessions = await signIn(test, sink, guests);
  const as = (guest: Guest, path: string, method: 'GET' | 'DELETE' = 'GET') =>
    app.inject({
      method,
      url: path,
      headers: { cookie: `acquaint_session=${sessions.get(guest.id)?.session}` },
    });
  return { ...test, guests, url, tokens, sessions, as };
}

async function tokensMailed(sink: Sink, guests: Guest[]) {
  const mails = await sink.parsed();
  return new Map(
    guests.map(({ id, email }) => {
      const text = mails.find((mail) => mail.to?.some((to) => to.address === email))?.text ?? '';
      const token = (path: string) => new RegExp(`/${path}/([\\w-]+)`).exec(text)?.[1] ?? '';
      return [id, { answer: token('r'), unsubscribe: token('u') }];
    }),
  );
}

async function signIn({ app, deps }: TestApp, sink: Sink, guests: Guest[]) {
  const sessions = new Map<string, { link: string; session: string }>();
  for (const { id, email } of guests) {
    await app.inject({
      method: 'POST',
      url: '/sign-in',
      payload: new URLSearchParams({ email }).toString(),
      headers: form,
    });
    await work(deps);
    const text = (await sink.parsed()).at(-1)?.text ?? '';
    const link = /\/sign-in\/([\w-]+)/.exec(text)?.[1] ?? '';
    const answer = await app.inject({ method: 'POST', url: `/sign-in/${link}` });
    sessions.set(id, { link, session: answer.cookies[0]?.value ?? '' });
  }
  return sessions;
}

/** The tables that hold a text anywhere in a row. */
async function tablesWith({ deps }: TestApp, text: string): Promise<string[]> {
  const tables =
    await deps.sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await deps.sql`
      select 1 from ${deps.sql(name)} as kept where strpos(lower(kept::text), ${text.toLowerCase()}) > 0 limit 1`;
    if (rows.length > 0) found.push(name);
  }
  return found;
}

t.test('an erased person leaves no trace, and the figures of the closed gathering stay', async (t) => {
  const story = await createStory(t);
  const { call, guests, url, tokens, sessions, as } = story;
  const [ana, ben] = guests;
  if (!ana || !ben) throw new Error('two guests');
  const invitations = (await call('GET', `${url}/invitations`)).json().items;
  const invitation = invitations.find((item: Row) => item.personId === ana.id);
  t.equal(invitation.answer, 'accepted');
  const outcome = (await call('GET', `${url}/outcome`)).json();
  t.match(outcome, { status: 'closed', invited: 6, accepted: 6, attended: 6, pairsMet: 15, withheld: [] });
  const hashes = [
    tokens.get(ana.id)?.answer,
    tokens.get(ana.id)?.unsubscribe,
    sessions.get(ana.id)?.link,
    sessions.get(ana.id)?.session,
  ].map((token) => hashToken(token ?? '').toString('hex'));
  t.same(
    await tablesWith(story, ana.email),
    ['idempotency_keys', 'people'],
    'an address stands in few places',
  );
  t.same(await tablesWith(story, hashes[0] ?? ''), ['invitation_tokens']);

  t.equal((await call('DELETE', `/api/v1/people/${ana.id}`)).statusCode, 204);

  for (const text of [ana.id, ana.email, ana.name, invitation.id, ...hashes]) {
    t.same(await tablesWith(story, text), [], `nothing holds ${text}`);
  }
  t.same((await call('GET', `${url}/outcome`)).json(), outcome, 'the figures are those of the closing');
  t.equal((await as(ana, '/api/v1/me')).statusCode, 401);
  t.equal((await as(ana, '/me')).statusCode, 303);
  for (const path of [`/r/${tokens.get(ana.id)?.answer}`, `/u/${tokens.get(ana.id)?.unsubscribe}`]) {
    t.equal((await story.app.inject({ url: path })).statusCode, 404);
  }
  for (const path of [`${url}/invitations`, `${url}/rounds`, url, '/api/v1/people']) {
    const { statusCode, body } = await call('GET', path);
    t.equal(statusCode, 200, path);
    for (const text of [ana.id, ana.email, ana.name]) t.notOk(body.includes(text), `${path}: ${text}`);
  }
  for (const path of ['/me', '/api/v1/me/encounters', '/api/v1/me/export']) {
    const { statusCode, body } = await as(ben, path);
    t.equal(statusCode, 200, path);
    for (const text of [ana.id, ana.email, ana.name]) t.notOk(body.includes(text), `${path}: ${text}`);
  }
  t.equal((await as(ben, '/api/v1/me/encounters')).json().items.length, GUESTS - 2);
});

t.test('what somebody exports is theirs, and nobody opens a colleague’s encounters', async (t) => {
  const { call, guests, tokens, as } = await createStory(t);
  const [ana, ben, carla] = guests;
  if (!ana || !ben || !carla) throw new Error('three guests');
  const file = await as(ana, '/api/v1/me/export');
  const own = file.json();
  t.equal(own.person.id, ana.id);
  t.same(
    [own.invitations.length, own.checkIns.length, own.seats.length, own.encounters.length],
    [1, 1, 1, 5],
  );
  t.same(
    own.mails.map((mail: Row) => [mail.kind, mail.delivery]),
    [
      ['invitation', 'sent'],
      ['sign-in', 'sent'],
    ],
  );
  for (const { email } of guests.slice(1)) t.notOk(file.body.includes(email), 'no address of anybody else');
  for (const { answer } of tokens.values()) t.notOk(file.body.includes(answer), 'no token');

  const bensRow = (await as(ben, '/api/v1/me/encounters'))
    .json()
    .items.find((item: { who: { personId: string } }) => item.who.personId === carla.id);
  t.notOk(file.body.includes(bensRow.id), 'no encounter of two others');
  t.equal((await as(ana, `/api/v1/me/encounters/${bensRow.id}`, 'DELETE')).statusCode, 404);
  for (const path of ['/api/v1/me/encounters', '/api/v1/me/export', '/api/v1/me/invitations']) {
    t.equal((await call('GET', path)).statusCode, 403, `an admin’s key: ${path}`);
  }
  for (const path of [`/api/v1/people/${ben.id}/encounters`, `/api/v1/encounters?personId=${ben.id}`]) {
    t.equal((await call('GET', path)).statusCode, 404, 'there is no such way in');
  }
});

t.test('the logs of the whole story hold no address, no name and no token', async (t) => {
  const { call, guests, tokens, sessions, adminKey, logLines, as } = await createStory(t);
  const [ana] = guests;
  if (!ana) throw new Error('no guest');
  await as(ana, '/me/export');
  await call('POST', '/api/v1/people', { ...ana, unit: 'x' });
  await call('DELETE', `/api/v1/people/${ana.id}`);
  const logs = logLines.join('\n');
  t.ok(logLines.length > 0 && logs.includes('/r/:token'), 'the journey was logged');
  const secrets = [adminKey];
  for (const { id, email, name } of guests) {
    secrets.push(
      email,
      name,
      ...Object.values(tokens.get(id) ?? {}),
      ...Object.values(sessions.get(id) ?? {}),
    );
  }
  t.ok(secrets.every((secret) => secret.length > 10));
  t.same(
    secrets.filter((secret) => logs.includes(secret) || logs.includes(encodeURIComponent(secret))),
    [],
  );
});
