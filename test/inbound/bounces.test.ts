import { eq } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { inboundMails, mails, people, suppressions } from '../../src/db/schema/index.ts';
import { processMail } from '../../src/inbound/process-mail.ts';
import { addGathering, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createInbound, inviteByMail } from '../fixtures/inbound.ts';
import { toldSecrets } from '../fixtures/told-secrets.ts';
import { work } from '../fixtures/work.ts';

const HOUR_MS = 3_600_000;

type Dsn = { action?: string; status: string; diagnostic?: string };

/** A notification in the form of RFC 3464. */
function dsn({ action = 'failed', status, diagnostic = 'smtp; 550 guest@example.net unknown' }: Dsn): string {
  return [
    'From: Mail Delivery System <mailer-daemon@mx.example.net>',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I could not deliver it.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.net',
    '',
    'Final-Recipient: rfc822; guest@example.net',
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${diagnostic}`,
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: Invitation',
    '',
    '--b--',
    '',
  ].join('\r\n');
}

const COMPLAINT = [
  'From: <abuse@provider.example>',
  'Subject: complaint',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
  '',
  '--b',
  'Content-Type: message/feedback-report',
  '',
  'Feedback-Type: abuse',
  'User-Agent: Provider/1.0',
  'Version: 1',
  '--b--',
  '',
].join('\r\n');

/** An invited guest and an admin's view of the invitation. */
async function createGuest(t: Test) {
  const parts = await createInbound(t);
  const [person] = await addPeople(parts.deps, [{ email: 'guest@example.net' }]);
  const gathering = await addGathering(parts.deps);
  if (!person) throw new Error('nobody to invite');
  const [invited] = (await inviteByMail(parts, gathering, [person])).values();
  if (!invited) throw new Error('no mail arrived');
  const url = `/api/v1/gatherings/${gathering.id}/invitations`;
  const delivery = async () => {
    const [item] = (await parts.call('GET', url)).json().items;
    return [item.delivery, item.deliveryError];
  };
  const bounce = (report: Dsn) => parts.send(invited.bounce, dsn(report), '');
  const listed = async () => (await parts.call('GET', '/api/v1/suppressions')).json().items;
  return { ...parts, person, gathering, invited, delivery, bounce, listed };
}

t.test('an address that does not exist gets no mail any more, and the organiser sees why', async (t) => {
  const guest = await createGuest(t);
  const { call, deps, sink, bounce, delivery, listed, person } = guest;
  await bounce({ status: '5.1.1' });
  const reason = 'The mail came back: there is no such address (5.1.1 550 [address] unknown)';
  t.strictSame(await delivery(), ['bounced', reason]);
  const [entry, ...more] = await listed();
  t.strictSame(more, []);
  t.match(entry, {
    personId: person.id,
    reason: 'no-such-address',
    detail: reason,
    since: deps.now().toISOString(),
  });
  t.strictSame(toldSecrets(guest.logLines), []);

  const another = await addGathering(deps);
  const invite = async () => {
    await call('POST', `/api/v1/gatherings/${another.id}/invitations`, { personIds: [person.id] });
    await work(deps);
    const [item] = (await call('GET', `/api/v1/gatherings/${another.id}/invitations`)).json().items;
    return [item.delivery, item.deliveryError];
  };
  t.strictSame(await invite(), ['failed', 'Not sent: this address gets no mail any more.']);
  t.equal(sink.received.length, 1);

  t.equal((await call('DELETE', `/api/v1/suppressions/${entry.id}`)).statusCode, 204);
  t.equal((await call('DELETE', `/api/v1/suppressions/${entry.id}`)).statusCode, 404);
  t.strictSame(await listed(), []);
});

t.test('who changes their address is free again', async (t) => {
  const { call, deps, sink, bounce, person } = await createGuest(t);
  await bounce({ status: '5.1.10' });
  await call('PATCH', `/api/v1/people/${person.id}`, { email: 'new@example.net' });
  const another = await addGathering(deps);
  await call('POST', `/api/v1/gatherings/${another.id}/invitations`, { personIds: [person.id] });
  await work(deps);
  t.strictSame(sink.received.at(-1)?.to, ['new@example.net']);
});

t.test('a later mail that comes back shows on the invitation, until one goes out again', async (t) => {
  const { call, clock, deps, sink, send, gathering, person, delivery } = await createGuest(t);
  const move = async (start: string) => {
    await call('PATCH', `/api/v1/gatherings/${gathering.id}`, { start });
    await work(deps);
  };
  await move('2026-12-04T15:00:00');
  t.strictSame(await delivery(), ['sent', null]);
  await send(sink.received.at(-1)?.from ?? '', dsn({ status: '5.1.1' }), '');
  const shown = ['bounced', 'The mail came back: there is no such address (5.1.1 550 [address] unknown)'];
  t.strictSame(await delivery(), shown);
  t.equal(
    (await call('GET', `/api/v1/gatherings/${gathering.id}/invitations?delivery=bounced`)).json().items
      .length,
    1,
  );
  await call('PATCH', `/api/v1/people/${person.id}`, { email: 'new@example.net' });
  clock.advance(HOUR_MS);
  await move('2026-12-05T15:00:00');
  t.strictSame(sink.received.at(-1)?.to, ['new@example.net']);
  t.strictSame(await delivery(), ['sent', null]);
});

t.test('other refusals concern the one mail', async (t) => {
  for (const status of ['5.2.2', '5.7.1', '5.1.8', '5.0.0']) {
    const { bounce, delivery, listed } = await createGuest(t);
    await bounce({ status, diagnostic: 'smtp; 550 not today' });
    t.strictSame(await delivery(), [
      'bounced',
      `The mail came back: the other mail server refused it (${status} 550 not today)`,
    ]);
    t.strictSame(await listed(), [], status);
  }
});

t.test('a mailbox that may take it later gets the same mail again, three times at most', async (t) => {
  const guest = await createGuest(t);
  const { deps, clock, sink, delivery, send } = guest;
  const report = dsn({ status: '4.2.2', diagnostic: 'smtp; 452 full' });
  for (const [i, hours] of [1, 6, 24].entries()) {
    await send(sink.received.at(-1)?.from ?? '', report, '');
    t.equal((await delivery())[0], 'queued');
    clock.advance(hours * HOUR_MS - 1);
    await work(deps);
    t.equal(sink.received.length, 1 + i, 'not before its time');
    clock.advance(1);
    await work(deps);
    t.equal(sink.received.length, 2 + i);
    t.equal((await delivery())[0], 'sent');
  }
  await send(sink.received.at(-1)?.from ?? '', report, '');
  t.strictSame(await delivery(), [
    'bounced',
    'The mail came back: the mailbox did not take it in time (4.2.2 452 full)',
  ]);
  const ids = (await sink.parsed()).map(({ messageId }) => messageId);
  t.equal(new Set(ids).size, 1, 'one mail, one Message-ID');
  t.equal(new Set(sink.received.map(({ from }) => from)).size, 4, 'each attempt has its own way back');
});

t.test('a delay is told and changes nothing', async (t) => {
  const { bounce, delivery, listed } = await createGuest(t);
  await bounce({ action: 'delayed', status: '4.4.1', diagnostic: 'smtp; no answer' });
  t.strictSame(await delivery(), [
    'sent',
    'The other mail server has not delivered it yet (4.4.1 no answer)',
  ]);
  t.strictSame(await listed(), []);
});

t.test('a complaint stops all mail and tells the organiser nothing', async (t) => {
  const { deps, send, invited, delivery, listed, call, person, sink } = await createGuest(t);
  await send(invited.bounce, COMPLAINT, '');
  t.strictSame(await delivery(), ['sent', null]);
  t.match(await listed(), [{ personId: person.id, reason: 'complaint' }]);
  await call('POST', `/sign-in`, { email: person.email }, null);
  await work(deps);
  t.equal(sink.received.length, 1, 'no sign-in link either');
  await send(invited.bounce, COMPLAINT.replace('Feedback-Type: abuse', 'Feedback-Type: not-spam'), '');
  t.equal((await listed()).length, 1);
});

t.test('a forged notification without our token changes nothing', async (t) => {
  const { send, invited, delivery, listed } = await createGuest(t);
  await t.rejects(send(`b+${'0'.repeat(32)}@in.example.org`, dsn({ status: '5.1.1' }), ''), /550/);
  await send(invited.organizer, dsn({ status: '5.1.1' }), '');
  t.strictSame(await delivery(), ['sent', null], 'an address for replies takes no bounces');
  t.strictSame(await listed(), []);
});

t.test('ten notifications of one mail, read at once, mark it once', async (t) => {
  const { deps, hand, invited, delivery, listed } = await createGuest(t);
  const report = dsn({ status: '5.1.1' });
  await Promise.all(Array.from({ length: 10 }, () => hand(invited.bounce, report, '')));
  const rows = await deps.db.select().from(inboundMails);
  const findings = await Promise.all(rows.map(({ id }) => processMail(deps, id)));
  t.strictSame(
    findings.map((finding) => finding?.kind),
    Array.from({ length: 10 }, () => 'bounce'),
  );
  t.equal((await delivery())[0], 'bounced');
  t.equal((await listed()).length, 1);
});

t.test('words of a person to the way back are kept, those of programs are not', async (t) => {
  const { deps, send, invited } = await createGuest(t);
  await send(invited.bounce, 'From: guest@example.net\r\nSubject: Re\r\n\r\nWho are you?');
  await send(invited.bounce, 'From: guest@example.net\r\nSubject: Away\r\n\r\nI am away.', '');
  const rows = await deps.db.select().from(inboundMails).orderBy(inboundMails.id);
  t.strictSame(
    rows.map(({ kind, text }) => [kind, text]),
    [
      ['note', 'Who are you?'],
      ['ignored', null],
    ],
  );
});

t.test('with a person goes what is known of their address', async (t) => {
  const { deps, call, bounce, person } = await createGuest(t);
  await bounce({ status: '5.1.1' });
  t.equal((await call('DELETE', `/api/v1/people/${person.id}`)).statusCode, 204);
  for (const table of [suppressions, inboundMails, mails])
    t.strictSame(await deps.db.select().from(table), []);
  t.strictSame(await deps.db.select().from(people).where(eq(people.id, person.id)), []);
});

t.test('a person’s own download tells why their address gets no mail and what they wrote', async (t) => {
  const { app, deps, send, bounce, invited, person } = await createGuest(t);
  await send(invited.organizer, 'From: guest@example.net\r\nSubject: Re\r\n\r\nI look forward to it.');
  await bounce({ status: '5.1.1' });
  const headers = await addSession(deps, person);
  const data = (await app.inject({ url: '/api/v1/me/export', headers })).json();
  t.match(data.suppressions, [{ reason: 'no-such-address', since: deps.now().toISOString() }]);
  t.match(data.replies, [{ kind: 'note', text: 'I look forward to it.' }, { kind: 'bounce' }]);
  t.strictSame(data.stops, []);
});

t.test('only an admin sees and lifts', async (t) => {
  const { call } = await createGuest(t);
  const organiser = (await call('POST', '/api/v1/api-keys', { name: 'o', role: 'organiser' })).json().key;
  t.equal((await call('GET', '/api/v1/suppressions', undefined, organiser)).statusCode, 403);
  const url = '/api/v1/suppressions/019a0000-0000-7000-8000-000000000001';
  t.equal((await call('DELETE', url, undefined, organiser)).statusCode, 403);
});
