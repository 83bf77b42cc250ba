import PostalMime from 'postal-mime';
import t, { type Test } from 'tap';

import { judge } from '../../src/mail/failure.ts';
import { createMailer, type MailMessage } from '../../src/mail/transport.ts';
import { createScriptedServer, type Script } from '../fixtures/create-scripted-server.ts';
import { createSink } from '../fixtures/create-sink.ts';

const OBJECT = 'BEGIN:VCALENDAR\r\nSUMMARY:Grüße, 你好\r\nEND:VCALENDAR\r\n';
const MESSAGE: MailMessage = {
  messageId: '<one.0@example.org>',
  date: new Date('2026-11-02T08:00:00Z'),
  from: { name: 'Silva, "Ana" via Acquaint', address: 'acquaint@example.org' },
  to: { name: 'Zoë <root@example.net>, x', address: 'zoe@example.com' },
  replyTo: { name: 'Ana', address: 'ana@example.org' },
  inReplyTo: '<first.0@example.org>',
  subject: 'Invitation: Grüße',
  text: 'Hello\n\nhttps://acquaint.test/r/x\n',
  html: '<!doctype html><p>Hello</p>',
  calendar: { method: 'REQUEST', object: OBJECT },
  headers: { 'List-Unsubscribe': '<https://acquaint.test/u/x>' },
};

t.test('the message arrives in the parts and fields that it was made of', async (t) => {
  const sink = await createSink(t);
  const mailer = createMailer(sink.url);
  t.teardown(() => mailer.close());
  t.strictSame(await mailer.send(MESSAGE), { accepted: true });
  const [received] = sink.received;
  if (!received) throw new Error('nothing received');
  t.strictSame(received.to, ['zoe@example.com'], 'a comma in a name adds no recipient');
  t.equal(received.from, 'acquaint@example.org');
  const mail = await PostalMime.parse(received.raw);
  t.strictSame(mail.from, { name: MESSAGE.from.name, address: MESSAGE.from.address });
  t.strictSame(mail.to, [{ name: MESSAGE.to.name, address: MESSAGE.to.address }]);
  t.equal(mail.subject, MESSAGE.subject);
  t.equal(mail.messageId, MESSAGE.messageId);
  t.equal(mail.inReplyTo, MESSAGE.inReplyTo);
  t.equal(mail.references, MESSAGE.inReplyTo);
  t.equal(mail.date, '2026-11-02T08:00:00.000Z');
  t.strictSame(
    mail.headers.filter(({ key }) => key === 'list-unsubscribe').map(({ value }) => value),
    ['<https://acquaint.test/u/x>'],
  );
  const calendars = mail.attachments.map(({ mimeType, method }) => ({ mimeType, method }));
  t.strictSame(calendars, [
    { mimeType: 'text/calendar', method: 'REQUEST' },
    { mimeType: 'application/ics', method: undefined },
  ]);
  // The parser turns line ends into its own, so the bytes are compared as they came.
  const encoded = received.raw
    .toString()
    .matchAll(/^Content-Transfer-Encoding: base64\r\n\r\n([\w+/=\r\n]+)/gm);
  const objects = [...encoded].map(([, text]) => Buffer.from(text ?? '', 'base64').toString());
  t.strictSame(objects, [OBJECT, OBJECT], 'byte for byte the same');
  const types = [...received.raw.toString().matchAll(/^Content-Type: ([^;\r]+)/gim)].map(([, type]) => type);
  t.strictSame(types, [
    'multipart/mixed',
    'multipart/alternative',
    'text/plain',
    'text/html',
    'text/calendar',
    'application/ics',
  ]);
});

/** What is made of a message that a server of this script was given. */
async function play(t: Test, script: Script) {
  const mailer = createMailer(await createScriptedServer(t, script), { deadlineMs: 300 });
  t.teardown(() => mailer.close());
  const result = await mailer.send(MESSAGE);
  return result.accepted ? 'accepted' : judge(result.failure).verdict;
}

t.test('what became of a message is told by where the talk ended', async (t) => {
  t.equal(await play(t, { dot: '250 taken' }), 'accepted');
  t.equal(await play(t, { rcpt: '450 later' }), 'later');
  t.equal(await play(t, { rcpt: '550 nobody' }), 'refused');
  t.equal(await play(t, { data: null }), 'later', 'closed before the message');
  t.equal(await play(t, { dot: '451 later' }), 'later');
  t.equal(await play(t, { dot: '554 no' }), 'refused');
  t.equal(await play(t, { dot: null }), 'unknown', 'closed after the message');
  t.equal(await play(t, { dot: 'silent' }), 'unknown', 'no reply until the deadline');
  const nobody = createMailer('smtp://127.0.0.1:9');
  t.teardown(() => nobody.close());
  const result = await nobody.send(MESSAGE);
  t.equal(result.accepted ? 'accepted' : judge(result.failure).verdict, 'away');
});
