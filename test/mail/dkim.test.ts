import t from 'tap';

import { createMailer } from '../../src/mail/transport.ts';
import { aMessage } from '../fixtures/a-message.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { aDkimKey, dkimJudges } from '../fixtures/dkim-judges.ts';

t.test('signed messages arrive with a signature that others verify', async (t) => {
  const key = aDkimKey();
  const sink = await createSink(t);
  const mailer = createMailer(sink.url, { dkim: key });
  t.teardown(() => mailer.close());
  const plain = { headers: { 'Auto-Submitted': 'auto-generated' } };
  const { calendar: _, replyTo: __, ...bare } = aMessage();
  const messages = [
    aMessage(),
    { ...bare, ...plain },
    aMessage({ subject: 'é'.repeat(200), inReplyTo: '<first.0@example.org>', text: '\n\n', html: ' ' }),
  ];
  for (const message of messages) t.strictSame(await mailer.send(message), { accepted: true });
  const received = sink.received.map(({ raw }) => raw);
  const [first = Buffer.of()] = received;
  const field = first.toString('latin1').match(/^DKIM-Signature: (?:[^\r]|\r\n[ \t])*/)?.[0] ?? '';
  t.notOk(field.split('\r\n').some((line) => line.length > 78));
  const names = (field.match(/h=([^;]*);/)?.[1] ?? '').replace(/\s/g, '').split(':');
  const count = (name: string) => names.filter((other) => other === name).length;
  for (const name of ['From', 'To', 'Subject', 'Date', 'List-Unsubscribe', 'List-Unsubscribe-Post']) {
    t.equal(count(name), 2, `${name} is named once more than it occurs`);
  }
  t.equal(count('In-Reply-To'), 1, 'what is not there cannot be added');
  const judges = dkimJudges(t, key);
  if (!judges) return;
  for (const raw of received) t.strictSame([judges.opendkim(raw), judges.python(raw)], [true, true]);
  const tampered = (from: string, to: string) =>
    Buffer.from(first.toString('latin1').replace(from, to), 'latin1');
  const changes: [string, Buffer][] = [
    ['a second From', Buffer.concat([Buffer.from('From: <eve@example.org>\r\n'), first])],
    ['a second Subject', Buffer.concat([Buffer.from('Subject: Hello\r\n'), first])],
    ['another way out', tampered('acquaint.test/u/x', 'eve.test/u/x')],
    ['no one-click', tampered('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n', '')],
    ['an In-Reply-To', Buffer.concat([Buffer.from('In-Reply-To: <x@example.org>\r\n'), first])],
    ['another text', tampered('acquaint.test/r/x', 'eve.test/r/x')],
  ];
  for (const [name, raw] of changes) {
    t.notSame(raw, first, name);
    t.strictSame([judges.opendkim(raw), judges.python(raw)], [false, false], name);
  }
});

t.test('without a key nothing is signed', async (t) => {
  const sink = await createSink(t);
  const mailer = createMailer(sink.url);
  t.teardown(() => mailer.close());
  await mailer.send(aMessage());
  t.notMatch(sink.received[0]?.raw.toString(), /DKIM-Signature/);
});
