import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { asc } from 'drizzle-orm';
import nodemailer from 'nodemailer';
import t, { type Test } from 'tap';

import { mailboxMessages } from '../../src/db/schema/index.ts';
import { keepNewestMessages } from '../../src/platform/mailbox/keep-newest-messages.ts';
import { startMailbox } from '../../src/platform/mailbox.ts';
import { createDeps } from '../fixtures/create-app.ts';

const { deps, clock } = await createDeps(t);

async function start(t: Test) {
  await deps.db.delete(mailboxMessages);
  const mailbox = await startMailbox({ db: deps.db, log: deps.log, now: clock.now });
  t.teardown(() => mailbox.close());
  return mailbox;
}

const stored = () => deps.db.select().from(mailboxMessages).orderBy(asc(mailboxMessages.id));

/** Speaks SMTP line by line, as a program of another make would. */
async function dial(t: Test, url: string) {
  const socket: Socket = connectSocket(Number(new URL(url).port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const reply = async (): Promise<string> => {
    const { value = '' } = await lines.next();
    return /^\d{3}-/.test(value) ? `${value}\n${await reply()}` : value;
  };
  await reply();
  return {
    say(text: string | Buffer) {
      socket.write(text);
      return reply();
    },
  };
}

t.test('a message is in the database, byte for byte, before the client is told 250', async (t) => {
  const { say } = await dial(t, (await start(t)).url);
  const raw = Buffer.from(
    'From: =?utf-8?q?=C3=84nne?= <a@example.org>\r\nTo: B <b@example.org>\r\nSubject: Hi\r\n\r\n.dot\r\n\xff\r\n',
    'latin1',
  );
  t.match(await say('EHLO client\r\n'), /^250/);
  t.match(await say('MAIL FROM:<bounce@example.org>\r\n'), /^250/);
  t.match(await say('RCPT TO:<b@example.org>\r\n'), /^250/);
  t.match(await say('RCPT TO:<c@example.org>\r\n'), /^250/);
  t.match(await say('DATA\r\n'), /^354/);
  const stuffed = Buffer.from(raw.toString('latin1').replace('\r\n.dot', '\r\n..dot'), 'latin1');
  const answer = await say(Buffer.concat([stuffed, Buffer.from('.\r\n')]));
  const [row] = await stored();
  t.equal(answer, `250 stored as ${row?.id}`);
  t.match(row, {
    receivedAt: clock.now(),
    envelopeFrom: 'bounce@example.org',
    envelopeTo: ['b@example.org', 'c@example.org'],
    fromHeader: 'Änne <a@example.org>',
    toHeader: 'B <b@example.org>',
    subject: 'Hi',
    size: raw.byteLength,
  });
  t.same(row?.raw, raw);
});

t.test('it offers what programs of today ask for, and neither passwords nor TLS', async (t) => {
  const { say } = await dial(t, (await start(t)).url);
  const offered = await say('EHLO client\r\n');
  for (const name of ['SIZE 10000000', 'PIPELINING', '8BITMIME', 'SMTPUTF8']) t.match(offered, name);
  t.notMatch(offered, /AUTH|STARTTLS/);
  t.match(await say('AUTH PLAIN AGEAYg==\r\n'), /^5/);
});

t.test('the sender of a bounce is empty, and addresses may be in any script', async (t) => {
  const { say } = await dial(t, (await start(t)).url);
  await say('EHLO client\r\n');
  t.match(await say('MAIL FROM:<> SMTPUTF8\r\n'), /^250/);
  t.match(await say('RCPT TO:<用户@例子.example>\r\n'), /^250/);
  await say('DATA\r\n');
  t.match(await say('Subject: \u0000 zero\r\n\r\n.\r\n'), /^250/);
  const [row] = await stored();
  t.match(row, { envelopeFrom: '', envelopeTo: ['用户@例子.example'], subject: 'zero' });
});

t.test('a message over the limit is refused and not kept', async (t) => {
  const { url } = await start(t);
  const transport = nodemailer.createTransport({ url });
  t.teardown(() => transport.close());
  const mail = {
    from: 'a@example.org',
    to: 'b@example.org',
    text: 'x'.repeat(76).concat('\n').repeat(140_000),
  };
  await t.rejects(transport.sendMail(mail), { message: /552|size/i });
  const { say } = await dial(t, url);
  await say('EHLO client\r\n');
  t.match(await say('MAIL FROM:<a@example.org>\r\n'), /^250/, 'also where its size was not announced');
  await say('RCPT TO:<b@example.org>\r\n');
  await say('DATA\r\n');
  t.match(await say(`${'x'.repeat(998)}\r\n`.repeat(10_100).concat('.\r\n')), /^552/);
  t.same(await stored(), []);
});

t.test('without its database it takes nothing, says so, and goes on', async (t) => {
  const broken = await createDeps(t);
  const mailbox = await startMailbox({ db: broken.deps.db, log: broken.deps.log, now: clock.now });
  t.teardown(() => mailbox.close());
  const transport = nodemailer.createTransport({ url: mailbox.url });
  t.teardown(() => transport.close());
  const mail = { from: 'a@example.org', to: 'secret@example.org', subject: 'S', text: 'T' };
  await transport.sendMail(mail);
  await broken.deps.db.execute('alter table mailbox_messages rename to mailbox_elsewhere');
  await t.rejects(transport.sendMail(mail), { message: /451 not stored, try again later/ });
  await broken.deps.db.execute('alter table mailbox_elsewhere rename to mailbox_messages');
  await transport.sendMail(mail);
  t.equal((await broken.deps.db.select().from(mailboxMessages)).length, 2);
  t.notMatch(broken.logLines.join(''), 'secret@', 'and no address reaches the log');
});

t.test('many at once over several connections are all kept', async (t) => {
  const { url } = await start(t);
  const transport = nodemailer.createTransport({ url, pool: true, maxConnections: 5 });
  t.teardown(() => transport.close());
  const numbers = Array.from({ length: 200 }, (_, i) => i);
  await Promise.all(
    numbers.map((i) =>
      transport.sendMail({ from: 'a@example.org', to: `p${i}@example.org`, subject: `No. ${i}`, text: 'T' }),
    ),
  );
  const subjects = (await stored()).map(({ subject }) => subject);
  t.same(subjects.sort(), numbers.map((i) => `No. ${i}`).sort());
});

t.test('only the newest are kept', async (t) => {
  const { url } = await start(t);
  const transport = nodemailer.createTransport({ url });
  t.teardown(() => transport.close());
  for (let i = 1; i <= 5; i += 1) {
    await transport.sendMail({ from: 'a@example.org', to: 'b@example.org', subject: `No. ${i}`, text: 'T' });
  }
  await keepNewestMessages(deps.db, 5);
  t.equal((await stored()).length, 5);
  await keepNewestMessages(deps.db, 2);
  t.same(
    (await stored()).map(({ subject }) => subject),
    ['No. 4', 'No. 5'],
  );
});

t.test('closed, it takes no more connections and leaves nobody waiting', async (t) => {
  const mailbox = await startMailbox({ db: deps.db, log: deps.log, now: clock.now });
  const idle = connectSocket(Number(new URL(mailbox.url).port), '127.0.0.1');
  await once(idle, 'data');
  idle.resume();
  const ended = once(idle, 'close');
  await mailbox.close();
  await ended;
  const [error] = (await once(connectSocket(Number(new URL(mailbox.url).port), '127.0.0.1'), 'error')) as [
    Error,
  ];
  t.match(error, { code: 'ECONNREFUSED' });
});
