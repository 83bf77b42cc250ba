import { asc } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { type Gathering, invitations, mails } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp } from '../fixtures/create-app.ts';

const HYBRID = { hybrid: true, place: 'Main hall', onlineUrl: 'https://meet.example.org/abc' };

/** A hybrid gathering with people invited to it; `post` answers as one of them. */
async function open(t: Test, count: number, fields: Partial<Gathering>) {
  const parts = await createApp(t, { app: { requestsPerMinuteMax: false } });
  const { app, deps, call } = parts;
  const gathering = await addGathering(deps, { ...HYBRID, ...fields });
  const alike = Array.from({ length: count }, () => ({ unit: 'Sales', location: 'Porto' }));
  const invited = await addInvitations(deps, gathering, await addPeople(deps, alike));
  const tokens = await issueTokens(
    deps.db,
    invited.map(({ id }) => id),
    deps.now(),
  );
  const links = invited.map(({ id }) => `/r/${tokens.get(id)?.answer}`);
  const post = (i: number, form: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: links[i] ?? '',
      payload: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const standings = async () => {
    const rows = await deps.db.select().from(invitations).orderBy(asc(invitations.id));
    return rows.map(({ answer, attends, offeredUntil }) => `${offeredUntil ? 'offered' : answer} ${attends}`);
  };
  const patch = (body: object) => call('PATCH', `/api/v1/gatherings/${gathering.id}`, body);
  return { ...parts, gathering, links, post, standings, patch };
}

t.test('the room and remote have places and waiting lists of their own', async (t) => {
  const { post, standings, call, gathering } = await open(t, 6, { capacity: 1, remoteCapacity: 2 });
  await post(0, { answer: 'accepted' });
  t.match((await post(1, { answer: 'accepted', attends: 'room' })).body, 'To join at once, choose');
  await post(2, { answer: 'accepted', attends: 'remote' });
  await post(3, { answer: 'accepted', attends: 'remote' });
  await post(4, { answer: 'accepted', attends: 'remote' });
  t.same((await standings()).slice(0, 5), [
    'accepted room',
    'waitlisted room',
    'accepted remote',
    'accepted remote',
    'waitlisted remote',
  ]);
  await post(2, { answer: 'declined' });
  t.equal((await standings())[4], 'offered remote', 'a remote place goes to who waits for one');
  t.equal((await standings())[1], 'waitlisted room');
  await post(0, { answer: 'declined' });
  t.equal((await standings())[1], 'offered room');
  const { items } = (await call('GET', `/api/v1/gatherings/${gathering.id}/invitations`)).json();
  t.same(
    items.map(({ attends }: { attends: string }) => attends),
    ['room', 'room', 'remote', 'remote', 'remote', 'room'],
  );
});

t.test('who comes may change over where a place is free, and loses nothing where none is', async (t) => {
  const { deps, post, standings } = await open(t, 3, { capacity: 1, remoteCapacity: 1 });
  await post(0, { answer: 'accepted', attends: 'room' });
  await post(1, { answer: 'accepted', attends: 'remote' });
  const kept = await post(0, { answer: 'accepted', attends: 'remote' });
  t.match(kept.body, 'No place is free there. You keep the place that you have.');
  t.same(await standings(), ['accepted room', 'accepted remote', 'none room']);
  await post(2, { answer: 'accepted', attends: 'room' });
  await post(1, { answer: 'declined' });
  await post(0, { answer: 'accepted', attends: 'remote' });
  t.same(
    await standings(),
    ['accepted remote', 'declined remote', 'offered room'],
    'the place in the room is passed on',
  );
  t.equal(await deps.db.$count(mails), 1, 'one offer is mailed');
  await post(0, { answer: 'accepted' });
  t.equal((await standings())[0], 'accepted remote', 'a form that does not say how changes nothing');
});

t.test('neither is oversold by many at once, who also change their mind', async (t) => {
  const { post, standings } = await open(t, 40, { capacity: 7, remoteCapacity: 9 });
  const ways = ['room', 'remote'];
  const turns = Array.from({ length: 80 }, (_, i) =>
    post(i % 40, {
      answer: i % 7 === 3 ? 'declined' : 'accepted',
      attends: ways[(i + Math.floor(i / 40)) % 2] ?? '',
    }),
  );
  for (const { statusCode } of await Promise.all(turns)) t.equal(statusCode, 200);
  const held = (await standings()).filter((one) => /^(accepted|offered)/.test(one));
  t.equal(held.filter((one) => one.endsWith('room')).length, 7, 'full, and not one more');
  t.equal(held.filter((one) => one.endsWith('remote')).length, 9);
});

t.test('plans that make no sense are refused, and nobody loses a place', async (t) => {
  const { patch, post, call, gathering } = await open(t, 3, { capacity: 5, remoteCapacity: 2 });
  await post(0, { answer: 'accepted', attends: 'remote' });
  await post(1, { answer: 'accepted', attends: 'remote' });
  const pointers = async (body: object) =>
    (await patch(body)).json().errors?.map(({ pointer }: { pointer: string }) => pointer);
  t.same(await pointers({ remoteCapacity: 1 }), ['/remoteCapacity']);
  t.same(await pointers({ hybrid: false, remoteCapacity: null }), ['/hybrid']);
  t.same(await pointers({ place: null }), ['/hybrid']);
  await post(2, { answer: 'accepted', attends: 'remote' });
  t.equal((await patch({ remoteCapacity: 3 })).statusCode, 200);
  const { items } = (await call('GET', `/api/v1/gatherings/${gathering.id}/invitations`)).json();
  t.match(items[2], { waiting: { state: 'offered' } }, 'a raised capacity offers at once');
  const alone = {
    format: 'brown-bag',
    title: 'x',
    start: '2026-12-09T12:00:00',
    timeZone: 'UTC',
    durationMinutes: 45,
  };
  const body = { ...alone, hostId: items[0].personId, audience: { everyone: true } };
  t.match((await call('POST', '/api/v1/gatherings', { ...body, remoteCapacity: 3 })).json().errors, [
    { pointer: '/remoteCapacity' },
  ]);
  t.match((await call('POST', '/api/v1/gatherings', { ...body, hybrid: true })).json().errors, [
    { pointer: '/hybrid' },
  ]);
});

t.test('a remote guest’s calendar leads to the call, others’ to the room', async (t) => {
  const { app, post, links } = await open(t, 2, {});
  await post(0, { answer: 'accepted', attends: 'remote' });
  await post(1, { answer: 'accepted', attends: 'room' });
  const file = async (i: number) => (await app.inject(`${links[i]}/calendar.ics`)).body;
  t.match(await file(0), 'LOCATION:https://meet.example.org/abc');
  t.match(await file(1), 'LOCATION:Main hall');
});

t.test('axe finds nothing on the choice, which stands in every language', withBrowser, async (t) => {
  const { app, links } = await open(t, 1, { capacity: 5 });
  const browser = await newBrowser(t);
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  for (const lang of ['en', 'ar']) {
    await page.setContent((await app.inject(`${links[0]}?lang=${lang}`)).body);
    t.equal(await page.getByRole('radio').count(), 2);
    t.same(await axeFindings(page), [], lang);
  }
});
