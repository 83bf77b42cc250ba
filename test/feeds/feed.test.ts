import { eq } from 'drizzle-orm';
import ICAL from 'ical.js';
import t, { type Test } from 'tap';

import { calendarFeeds, gatherings, people } from '../../src/db/schema/index.ts';
import { addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { calendarJudges } from '../fixtures/calendar-judges.ts';
import { createApp, PUBLIC_URL } from '../fixtures/create-app.ts';
import { toldSecrets } from '../fixtures/told-secrets.ts';

/** Ana, signed in, with the way to make her calendar address and to read it. */
async function setUp(t: Test) {
  const parts = await createApp(t);
  const { app, deps } = parts;
  const [ana, ben] = await addPeople(deps, 2);
  if (!ana || !ben) throw new Error('no people');
  const headers = { ...(await addSession(deps, ana)), origin: PUBLIC_URL };
  const mine = (method: 'GET' | 'POST' | 'DELETE', more: Record<string, string> = {}) =>
    app.inject({ method, url: '/api/v1/me/calendar', headers: { ...headers, ...more } });
  const make = async () => {
    const { url } = (await mine('POST')).json<{ url: string }>();
    return url.slice(PUBLIC_URL.length);
  };
  const read = (url: string, more: Record<string, string> = {}) => app.inject({ url, headers: more });
  return { ...parts, ana, ben, headers, mine, make, read };
}

const titles = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((event) => event.getFirstPropertyValue('summary'));

t.test('the calendar holds what its owner accepted, from thirty days ago on', async (t) => {
  const { deps, ana, ben, make, read, clock } = await setUp(t);
  const coming = await addGathering(deps, { title: 'Coming' });
  const declined = await addGathering(deps, { title: 'Declined' });
  const cancelled = await addGathering(deps, { title: 'Cancelled', status: 'cancelled' });
  const over = await addGathering(deps, {
    title: 'Over',
    startsAt: new Date('2026-10-10T11:00:00Z'),
    endsAt: new Date('2026-10-10T12:00:00Z'),
    startLocal: '2026-10-10T14:00:00',
    status: 'closed',
  });
  for (const gathering of [coming, cancelled, over]) {
    await addInvitations(deps, gathering, [ana], { answer: 'accepted' });
  }
  await addInvitations(deps, declined, [ana], { answer: 'declined' });
  await addInvitations(deps, declined, [ben], { answer: 'accepted' });
  const url = await make();
  const feed = await read(url);
  t.match(feed, {
    statusCode: 200,
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, no-cache' },
  });
  t.match(feed.body, 'METHOD:PUBLISH\r\nNAME:Acquaint\r\n');
  t.match(feed.body, 'REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n');
  t.notMatch(feed.body, /ATTENDEE|acquaint\.test/);
  t.strictSame(titles(feed.body), ['Over', 'Coming']);
  clock.set('2026-11-09T12:00:01Z');
  t.strictSame(titles((await read(url)).body), ['Coming']);
});

t.test('a reader that has it already gets 304 until something changes', async (t) => {
  const { deps, ana, make, read } = await setUp(t);
  const gathering = await addGathering(deps);
  await addInvitations(deps, gathering, [ana], { answer: 'accepted' });
  const url = await make();
  const etag = String((await read(url)).headers.etag);
  const again = await read(url, { 'if-none-match': `W/${etag}, "other"` });
  t.match([again.statusCode, again.body, again.headers.etag], [304, '', etag]);
  await deps.db.update(gatherings).set({ title: 'Tea' }).where(eq(gatherings.id, gathering.id));
  t.equal((await read(url, { 'if-none-match': etag })).statusCode, 200);
});

t.test('the address is shown once, ends when another is made, and can be revoked', async (t) => {
  const { deps, mine, make, read, logLines } = await setUp(t);
  t.strictSame((await mine('GET')).json(), { url: null, createdAt: null });
  const first = await make();
  t.strictSame((await mine('GET')).json(), { url: null, createdAt: deps.now().toISOString() });
  const second = await make();
  t.equal((await read(second)).statusCode, 200);
  const gone = await read(first);
  t.equal((await mine('DELETE')).statusCode, 204);
  t.equal((await mine('DELETE')).statusCode, 204);
  const revoked = await read(second);
  const never = await read(`/c/${'A'.repeat(32)}.ics`);
  const junk = await read('/c/x.ics');
  for (const answer of [gone, revoked, never, junk]) {
    t.equal(answer.statusCode, 404);
    t.equal(answer.body, never.body, 'one and the same answer');
  }
  t.strictSame(await deps.db.select().from(calendarFeeds), []);
  t.strictSame(toldSecrets(logLines), [], 'the log holds no token');
});

t.test('the same Idempotency-Key makes no second address and tells no secret again', async (t) => {
  const { mine } = await setUp(t);
  const key = { 'idempotency-key': 'one' };
  const first = (await mine('POST', key)).json<{ url: string; createdAt: string }>();
  const again = await mine('POST', key);
  t.strictSame([again.statusCode, again.json()], [201, { url: null, createdAt: first.createdAt }]);
});

t.test('who has left has no calendar here', async (t) => {
  const { deps, ana, make, read } = await setUp(t);
  const url = await make();
  await deps.db.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, ana.id));
  t.equal((await read(url)).statusCode, 404);
});

t.test('the button on one’s own page shows the address once and ends it', async (t) => {
  const { app, headers, read } = await setUp(t);
  const press = (action: string) =>
    app.inject({
      method: 'POST',
      url: '/me/calendar',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `action=${action}`,
    });
  const made = await press('make');
  t.equal(made.statusCode, 200);
  t.equal(made.headers['cache-control'], 'no-store');
  const url = /value="http:\/\/acquaint\.test(\/c\/[\w-]{32}\.ics)"/.exec(made.body)?.[1] ?? '';
  t.equal((await read(url)).statusCode, 200);
  const page = await app.inject({ url: '/me', headers });
  t.match(page.body, 'You have a private address since');
  t.notMatch(page.body, /\/c\/[\w-]{32}/);
  t.equal((await press('revoke')).statusCode, 303);
  t.equal((await read(url)).statusCode, 404);
});

t.test('other programs read it without a fault, also when it is empty', async (t) => {
  const judges = calendarJudges(t);
  if (!judges) return;
  const { deps, ana, make, read } = await setUp(t);
  const url = await make();
  t.match((await read(url)).body, /BEGIN:VTIMEZONE\r\nTZID:Africa\/Nairobi/);
  t.strictSame(titles((await read(url)).body), []);
  await addInvitations(deps, await addGathering(deps), [ana], { answer: 'accepted' });
  const { body } = await read(url);
  t.strictSame(judges.libical(body).slice(1), ['INSTANCE 2026-12-03T11:00:00Z', 'ERRORS 0']);
  t.equal(judges.pythonIcalendar(body)[0], '[]');
  t.strictSame(judges.vobject(body), ['INSTANCE 2026-12-03T11:00:00Z']);
});
