import t, { type Test } from 'tap';

import type { InvitationItem } from '../../src/invitations/schemas.ts';
import { addGathering, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

/** Two guests of a gathering with one place, their mails sent. */
async function setUp(t: Test) {
  const sink = await createSink(t);
  const parts = await createApp(t, { smtpUrl: sink.url });
  const { app, call, deps } = parts;
  const gathering = await addGathering(deps, { capacity: 1 });
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  const [ana, ben] = await addPeople(deps, 2);
  const invite = (...personIds: (string | undefined)[]) => call('POST', url, { personIds });
  await invite(ana?.id, ben?.id);
  await work(deps);
  /** The link of the newest mail to somebody that has one. */
  const linkOf = async (email?: string) => {
    const mails = await sink.parsed();
    const links = mails
      .filter((_, i) => sink.received[i]?.to[0] === email)
      .flatMap(({ text }) => /\/r\/[\w-]{32}/.exec(text ?? '')?.[0] ?? []);
    return links.at(-1) ?? '';
  };
  const answer = async (email?: string, given = 'accepted') =>
    app.inject({
      method: 'POST',
      url: await linkOf(email),
      payload: `answer=${given}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const list = async () => (await call('GET', url)).json<{ items: InvitationItem[] }>().items;
  const idOf = async (personId?: string) => (await list()).find((item) => item.personId === personId)?.id;
  /** Subject and METHOD, STATUS and SEQUENCE of the newest mail. */
  const newest = async () => {
    await work(deps);
    const mail = (await sink.parsed()).at(-1);
    const part = mail?.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
    const object = new TextDecoder().decode(part?.content as Uint8Array);
    const lines = object.split(/\r?\n/).filter((line) => /^(METHOD|STATUS|SEQUENCE)/.test(line));
    return [mail?.subject, ...lines];
  };
  return { ...parts, gathering, url, sink, ana, ben, invite, answer, list, idOf, newest };
}

t.test('who is no longer invited is told by mail and calendar, and the link ends', async (t) => {
  const { call, url, ana, ben, idOf, newest, answer, list } = await setUp(t);
  const id = await idOf(ana?.id);
  t.equal((await call('DELETE', `${url}/${id}`)).statusCode, 204);
  t.strictSame(await newest(), ['No longer invited: Lunch with strangers', 'METHOD:CANCEL', 'SEQUENCE:1']);
  t.equal((await answer(ana?.email)).statusCode, 404);
  t.strictSame(
    (await list()).map(({ personId }) => personId),
    [ben?.id],
  );
  t.equal((await call('DELETE', `${url}/${id}`)).statusCode, 404, 'once');
});

t.test('a place that comes free is offered to who waits', async (t) => {
  const { call, url, ana, ben, idOf, answer, list, newest } = await setUp(t);
  await answer(ana?.email);
  await answer(ben?.email);
  t.strictSame(
    (await list()).map((item) => item.answer),
    ['accepted', 'waitlisted'],
  );
  const id = await idOf(ana?.id);
  const both = await Promise.all([call('DELETE', `${url}/${id}`), call('DELETE', `${url}/${id}`)]);
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [204, 404]);
  await newest();
  t.equal((await answer(ben?.email)).statusCode, 200);
  t.strictSame(
    (await list()).map((item) => item.answer),
    ['accepted'],
  );
});

t.test('who is invited again gets an entry above the cancellation', async (t) => {
  const { call, url, ana, idOf, newest, invite, answer, list } = await setUp(t);
  await answer(ana?.email);
  await call('DELETE', `${url}/${await idOf(ana?.id)}`);
  await newest();
  t.match((await invite(ana?.id)).json(), { invited: 1, alreadyInvited: 0 });
  t.strictSame(await newest(), [
    'Invitation: Lunch with strangers',
    'METHOD:REQUEST',
    'SEQUENCE:1',
    'STATUS:CONFIRMED',
  ]);
  t.strictSame((await list()).map((item) => item.answer).sort(), ['none', 'none']);
  t.equal((await answer(ana?.email)).statusCode, 200);
});

t.test(
  'who was not reached, or has declined, is told nothing; nothing is taken back once it begins',
  async (t) => {
    const { call, url, deps, ana, ben, idOf, invite, answer, sink, clock, gathering } = await setUp(t);
    const [carla] = await addPeople(deps, 1);
    await invite(carla?.id);
    await answer(ben?.email, 'declined');
    const sent = sink.received.length;
    await call('DELETE', `${url}/${await idOf(carla?.id)}`);
    await call('DELETE', `${url}/${await idOf(ben?.id)}`);
    await work(deps);
    t.equal(sink.received.length, sent);
    clock.set(gathering.startsAt);
    t.equal((await call('DELETE', `${url}/${await idOf(ana?.id)}`)).statusCode, 409);
  },
);
