import t, { type Test } from 'tap';

import { invitationStops, people } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

/** A guest of one host's gathering with the link that stops invitations, and another host. */
async function createGuest(t: Test) {
  const sink = await createSink(t);
  const parts = await createApp(t, { smtpUrl: sink.url });
  const { app, deps, call } = parts;
  const [guest, ana, ben] = await addPeople(deps, [{}, { name: 'Ana Silva' }, { name: 'Ben Okri' }]);
  if (!guest || !ana || !ben) throw new Error('nobody there');
  const gathering = await addGathering(deps, { hostId: ana.id });
  const [invitation] = await addInvitations(deps, gathering, [guest]);
  const token = await unsubscribeToken(deps, invitation?.id ?? '');
  const post = (action?: string) =>
    app.inject({
      method: 'POST',
      url: `/u/${token}`,
      ...(action === undefined
        ? {}
        : {
            payload: `action=${action}`,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          }),
    });
  /** Whether an invitation to another gathering of this host is mailed. */
  const isMailed = async (hostId: string) => {
    const before = sink.received.length;
    const next = await addGathering(deps, { hostId });
    await call('POST', `/api/v1/gatherings/${next.id}/invitations`, { personIds: [guest.id] });
    await work(deps);
    return sink.received.length > before;
  };
  const isDrawn = async (hostId: string) => {
    const next = await addGathering(deps, { hostId });
    const { invitees } = (await call('POST', `/api/v1/gatherings/${next.id}/draw`, { places: 3 })).json();
    return invitees.some(({ personId }: { personId: string }) => personId === guest.id);
  };
  const page = () => app.inject({ url: `/u/${token}` });
  return { ...parts, guest, ana, ben, post, page, isMailed, isDrawn };
}

async function unsubscribeToken(deps: Deps, invitationId: string): Promise<string> {
  return (await issueTokens(deps.db, [invitationId], deps.now())).get(invitationId)?.unsubscribe ?? '';
}

t.test('somebody stops the invitations of one host, and undoes it', async (t) => {
  const { ana, ben, post, page, isMailed, isDrawn, deps } = await createGuest(t);
  t.match((await page()).body, 'Stop invitations by Ana Silva');
  t.notMatch((await page()).body, 'Ben Okri');
  for (const time of ['once', 'twice']) {
    const stopped = await post('stop-host');
    t.equal(stopped.statusCode, 200, time);
    t.match(stopped.body, 'Let Ana Silva invite me again');
    t.match(stopped.body, 'role="status"');
  }
  t.equal((await deps.db.select().from(invitationStops)).length, 1);
  t.strictSame([await isMailed(ana.id), await isMailed(ben.id)], [false, true]);
  t.strictSame([await isDrawn(ana.id), await isDrawn(ben.id)], [false, true]);
  t.match((await post('resume-host')).body, 'Stop invitations by Ana Silva');
  t.strictSame([await isMailed(ana.id), await isDrawn(ana.id)], [true, true]);
});

t.test('one click of a mail program stops all invitations', async (t) => {
  for (const action of [undefined, 'List-Unsubscribe=One-Click', 'nonsense', 'toString']) {
    const { ana, ben, post, isMailed, isDrawn } = await createGuest(t);
    t.equal((await post(action)).statusCode, 200);
    t.strictSame(
      [await isMailed(ana.id), await isMailed(ben.id), await isDrawn(ben.id)],
      [false, false, false],
    );
    await post('resume');
    t.strictSame([await isMailed(ana.id), await isMailed(ben.id)], [true, true]);
  }
});

t.test('what somebody accepted they go on hearing of', async (t) => {
  const sink = await createSink(t);
  const { app, call, deps } = await createApp(t, { smtpUrl: sink.url });
  const [guest, host] = await addPeople(deps, 2);
  if (!guest || !host) throw new Error('nobody there');
  const gathering = await addGathering(deps, { hostId: host.id });
  await call('POST', `/api/v1/gatherings/${gathering.id}/invitations`, { personIds: [guest.id] });
  await work(deps);
  const text = (await sink.parsed())[0]?.text ?? '';
  const [answer = '', stop = ''] = ['r', 'u'].map((kind) => new RegExp(`/${kind}/[\\w-]+`).exec(text)?.[0]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await app.inject({ method: 'POST', url: answer, payload: 'answer=accepted', headers });
  await app.inject({ method: 'POST', url: stop, payload: 'action=stop-host', headers });
  await call('PATCH', `/api/v1/gatherings/${gathering.id}`, { start: '2026-12-04T15:00:00' });
  await work(deps);
  t.equal(sink.received.length, 2);
  t.match((await sink.parsed())[1]?.subject, /^Changed: /);
});

t.test('a stop goes with its person and with the host', async (t) => {
  for (const who of ['guest', 'ana'] as const) {
    const parts = await createGuest(t);
    await parts.post('stop-host');
    await parts.call('DELETE', `/api/v1/people/${parts[who].id}`);
    t.strictSame(await parts.deps.db.select().from(invitationStops), [], who);
    t.equal((await parts.deps.db.select().from(people)).length, 2);
  }
});

t.test('a scope that the mail was not about leads nowhere', async (t) => {
  const { post } = await createGuest(t);
  t.equal((await post('stop-series')).statusCode, 404);
});
