import { eq } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { gatherings, invitations, people } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { newToken } from '../../src/token.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp, type TestApp } from '../fixtures/create-app.ts';

type Method = 'GET' | 'HEAD' | 'POST';

/** An invited person with the links of their mail. */
async function createGuest(t: Test, fields: Parameters<typeof addGathering>[1] = {}) {
  const test = await createApp(t);
  const { deps } = test;
  const [guest] = await addPeople(deps, [{ name: 'Ana Silva', email: 'ana.silva@example.org' }]);
  if (!guest) throw new Error('no guest');
  const gathering = await addGathering(deps, fields);
  const [invitation] = await addInvitations(deps, gathering, [guest]);
  if (!invitation) throw new Error('no invitation');
  const links = (await issueTokens(deps.db, [invitation.id], deps.now())).get(invitation.id);
  if (!links) throw new Error('no links');
  const stored = async () =>
    (await deps.db.select().from(invitations).where(eq(invitations.id, invitation.id)))[0];
  return { ...test, guest, gathering, invitation, links, stored };
}

const form = (text: string) => ({
  payload: text,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const post = (app: TestApp['app'], url: string, text: string) =>
  app.inject({ method: 'POST', url, ...form(text) });

t.test('GET and HEAD show the page and change nothing, however often', async (t) => {
  const { app, links, stored, queries } = await createGuest(t, { purpose: 'To meet', place: 'Room 5' });
  const before = await stored();
  queries.length = 0;
  const url = `/r/${links.answer}`;
  for (const path of [url, `${url}?answer=accepted`, `${url}?answer=nonsense`, url]) {
    const response = await app.inject({ url: path });
    t.equal(response.statusCode, 200);
    const head = await app.inject({ method: 'HEAD', url: path });
    t.equal(head.statusCode, 200);
    t.equal(head.body, '');
  }
  t.notOk(queries.some((text) => /^\s*(insert|update|delete|with)|for (no key )?update/i.test(text)));
  t.same(await stored(), before);
});

t.test('the page says what, when in both zones, where, why, and what happens', async (t) => {
  const { app, links } = await createGuest(t, {
    purpose: 'To learn what the others do',
    place: 'Room 5',
    onlineUrl: 'https://meet.example.org/x',
    timeZone: 'America/Lima',
    agenda: [{ title: 'Welcome & lunch', minutes: 45, kind: 'open' }],
  });
  const { body, headers } = await app.inject({ url: `/r/${links.answer}` });
  for (const text of [
    'Lunch with strangers',
    'Thursday 3 December 2026, 14:00–\u206014:45 (Africa/Nairobi, GMT+3)',
    'Thursday 3 December 2026, 06:00–\u206006:45 (America/Lima, GMT-5)',
    'Room 5',
    'href="https://meet.example.org/x"',
    'To learn what the others do',
    'First from Finance.',
    'Welcome &amp; lunch',
    'a…a@example.org',
    'value="accepted"',
    'value="declined"',
    'value="tentative"',
  ]) {
    t.ok(body.includes(text), text);
  }
  t.notOk(body.includes('ana.silva'), 'links are forwarded: the address stays masked');
  t.notOk(body.includes('Ana'), 'and the name away');
  t.notOk(/<script/i.test(body));
  t.match(headers, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'content-security-policy': /default-src 'none'/,
  });
  t.equal(headers['set-cookie'], undefined);
});

t.test('POST answers, shows the result at once, and the link goes on working', async (t) => {
  const { app, links, stored } = await createGuest(t);
  const url = `/r/${links.answer}`;
  for (const [wanted, shown] of [
    ['accepted', 'You are coming.'],
    ['tentative', 'You may come.'],
    ['declined', 'You are not coming.'],
    ['accepted', 'You are coming.'],
  ] as const) {
    const response = await post(app, url, `answer=${wanted}`);
    t.equal(response.statusCode, 200);
    t.ok(response.body.includes(`Thank you. ${shown}`), shown);
    t.match(await stored(), { answer: wanted });
    t.ok((await app.inject({ url })).body.includes(shown));
  }
});

t.test('a multipart form answers as well', async (t) => {
  const { app, links, stored } = await createGuest(t);
  const body = new FormData();
  body.set('answer', 'declined');
  const encoded = new Response(body);
  const response = await app.inject({
    method: 'POST',
    url: `/r/${links.answer}`,
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  t.equal(response.statusCode, 200);
  t.match(await stored(), { answer: 'declined' });
});

t.test('accepting a full gathering shows the waiting list', async (t) => {
  const { app, deps, gathering, links, stored } = await createGuest(t, { capacity: 1 });
  await addInvitations(deps, gathering, await addPeople(deps, 1), { answer: 'accepted' });
  const response = await post(app, `/r/${links.answer}`, 'answer=accepted');
  t.equal(response.statusCode, 200);
  t.ok(response.body.includes('You are on the waiting list.'));
  t.match(await stored(), { answer: 'waitlisted' });
});

t.test('a form without one of the three answers is a 400 page that still offers them', async (t) => {
  const { app, links, stored } = await createGuest(t);
  for (const text of ['answer=yes', 'answer=waitlisted', 'answer=none', 'answer=', 'other=1']) {
    const response = await post(app, `/r/${links.answer}`, text);
    t.equal(response.statusCode, 400, text);
    t.ok(response.body.includes('Choose one of the buttons below.'), text);
    t.ok(response.body.includes('value="accepted"'), text);
  }
  for (const text of ['answer=accepted&answer=declined', '']) {
    const response = await post(app, `/r/${links.answer}`, text);
    t.equal(response.statusCode, 400, text);
    t.match(response.headers['content-type'], /^text\/html/);
  }
  t.match(await stored(), { answer: 'none' });
});

t.test('wrong, foreign and old links give one and the same page, to GET, HEAD and POST', async (t) => {
  const { app, deps, links, gathering } = await createGuest(t);
  const wrong = [newToken(), links.unsubscribe, links.answer.slice(1), `${links.answer}A`, 'x', '%00', "'--"];
  const over = async () => {
    await deps.db.update(gatherings).set({ startsAt: deps.now() }).where(eq(gatherings.id, gathering.id));
    return links.answer;
  };
  const visible = (response: Awaited<ReturnType<typeof app.inject>>) => {
    const { date, 'x-request-id': id, 'x-ratelimit-remaining': left, ...headers } = response.headers;
    const { 'x-ratelimit-reset': reset, ...same } = headers;
    t.ok(id);
    return { status: response.statusCode, body: response.body, headers: { ...same, 'content-length': '' } };
  };
  for (const method of ['GET', 'HEAD', 'POST'] as Method[]) {
    const ask = async (token: string) =>
      visible(
        await app.inject({
          method,
          url: `/r/${token}`,
          ...(method === 'POST' ? form('answer=accepted') : {}),
        }),
      );
    const first = await ask(newToken());
    t.equal(first.status, 404);
    for (const token of wrong) t.same(await ask(token), first, `${method} ${token}`);
    await over();
    t.same(await ask(links.answer), first, `${method} after the beginning`);
    await deps.db.update(gatherings).set({ startsAt: gathering.startsAt });
  }
});

t.test('a cancelled gathering says so and takes no answer', async (t) => {
  const { app, deps, links, stored } = await createGuest(t);
  await deps.db.update(gatherings).set({ status: 'cancelled', cancelReason: 'The room burned down' });
  const shown = await app.inject({ url: `/r/${links.answer}` });
  t.equal(shown.statusCode, 200);
  t.ok(shown.body.includes('This gathering was cancelled.'));
  t.ok(shown.body.includes('The room burned down'));
  t.notOk(shown.body.includes('<form'));
  const refused = await post(app, `/r/${links.answer}`, 'answer=accepted');
  t.equal(refused.statusCode, 409);
  t.ok(refused.body.includes('This gathering was cancelled.'));
  t.match(await stored(), { answer: 'none' });
});

t.test('where the others come from is told from five on, without names', async (t) => {
  const { app, deps, gathering, links } = await createGuest(t);
  const others = await addPeople(deps, 5);
  await addInvitations(deps, gathering, others.slice(0, 4), { answer: 'accepted' });
  const [last] = await addInvitations(deps, gathering, others.slice(4));
  const page = async () => (await app.inject({ url: `/r/${links.answer}` })).body;
  t.notOk((await page()).includes('Who is coming'));
  await deps.db
    .update(invitations)
    .set({ answer: 'accepted' })
    .where(eq(invitations.id, last?.id ?? ''));
  const body = await page();
  t.ok(body.includes('People from Finance, Legal, Research and Sales, who work in Lima, Nairobi and Porto.'));
  t.notOk(body.includes('Person '));
});

t.test('text from people is shown as text', async (t) => {
  const { app, links } = await createGuest(t, {
    title: '<img src=x onerror=alert(1)>',
    purpose: '</p><script>alert(1)</script>',
  });
  const { body } = await app.inject({ url: `/r/${links.answer}` });
  t.notOk(body.includes('<img'));
  t.notOk(body.includes('<script'));
});

t.test(
  'more than 60 wrong links a minute from one address are a 429 page; right links still work',
  async (t) => {
    const { app, links } = await createGuest(t);
    for (let i = 0; i < 60; i += 1) {
      t.equal((await app.inject({ url: `/r/${newToken()}` })).statusCode, 404);
    }
    const limited = await app.inject({ url: `/u/${newToken()}` });
    t.equal(limited.statusCode, 429);
    t.match(limited.headers['retry-after'], /^[1-9]\d?$/);
    t.match(limited.headers['content-type'], /^text\/html/);
    t.equal((await app.inject({ url: `/r/${links.answer}` })).statusCode, 200);
  },
);

t.test('a form that is too large or of another kind is refused with a page', async (t) => {
  const { app, links, stored } = await createGuest(t);
  const large = await post(app, `/r/${links.answer}`, `answer=accepted&x=${'x'.repeat(20_000)}`);
  t.equal(large.statusCode, 413);
  t.match(large.headers['content-type'], /^text\/html/);
  const other = await app.inject({
    method: 'POST',
    url: `/r/${links.answer}`,
    payload: '<answer/>',
    headers: { 'content-type': 'application/xml' },
  });
  t.equal(other.statusCode, 415);
  t.match(await stored(), { answer: 'none' });
});

t.test('no token reaches the log', async (t) => {
  const { app, links, logLines } = await createGuest(t);
  await app.inject({ url: `/r/${links.answer}` });
  await post(app, `/r/${links.answer}`, 'answer=accepted');
  await post(app, `/u/${links.unsubscribe}`, 'List-Unsubscribe=One-Click');
  const log = logLines.join('');
  t.ok(log.includes('/r/:token'));
  t.notOk(log.includes(links.answer));
  t.notOk(log.includes(links.unsubscribe));
});

t.test(
  'one click unsubscribes without a cookie or a redirect, twice as well as once, and can be undone',
  async (t) => {
    const { app, deps, clock, guest, links } = await createGuest(t);
    const url = `/u/${links.unsubscribe}`;
    const person = async () => (await deps.db.select().from(people).where(eq(people.id, guest.id)))[0];
    const asked = await app.inject({ url });
    t.equal(asked.statusCode, 200);
    t.ok(asked.body.includes('Stop all invitations?'));
    t.equal((await person())?.pausedUntil, null);

    const once = await post(app, url, 'List-Unsubscribe=One-Click');
    t.equal(once.statusCode, 200);
    t.equal(once.headers['set-cookie'], undefined);
    t.ok(once.body.includes('You get no more invitations'));
    const paused = await person();
    t.equal(paused?.pausedUntil, '9999-12-31');

    clock.advance(60_000);
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    const encoded = new Response(multipart);
    const twice = await app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
      payload: Buffer.from(await encoded.arrayBuffer()),
    });
    t.equal(twice.statusCode, 200);
    t.same(await person(), paused);

    t.ok((await app.inject({ url })).body.includes('Invite me again'));
    t.equal((await post(app, url, 'action=resume')).statusCode, 200);
    t.equal((await person())?.pausedUntil, null);
    t.equal((await app.inject({ method: 'POST', url })).statusCode, 200);
    t.equal((await person())?.pausedUntil, '9999-12-31');
  },
);

t.test('an unsubscribe link outlives its gathering, and an answer link does not unsubscribe', async (t) => {
  const { app, deps, clock, gathering, links } = await createGuest(t);
  clock.set(gathering.endsAt);
  t.equal((await app.inject({ url: `/u/${links.answer}` })).statusCode, 404);
  t.equal((await post(app, `/u/${links.answer}`, '')).statusCode, 404);
  t.same(await deps.db.select({ until: people.pausedUntil }).from(people), [{ until: null }]);
  t.equal((await post(app, `/u/${links.unsubscribe}`, '')).statusCode, 200);
});
