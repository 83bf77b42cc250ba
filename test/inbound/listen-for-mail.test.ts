import nodemailer from 'nodemailer';
import t, { type Test } from 'tap';

import { inboundMails, outbox } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { createInbox } from '../../src/inbound/inbox.ts';
import { listenForMail, MESSAGE_BYTES_MAX } from '../../src/inbound/listen-for-mail.ts';
import { oweUnreadMails } from '../../src/inbound/owe-unread-mails.ts';
import { processMail, processMails } from '../../src/inbound/process-mail.ts';
import { purgeInboundMails } from '../../src/inbound/purge-inbound-mails.ts';
import { addGathering, addPeople } from '../fixtures/add-rows.ts';
import {
  answersOf,
  createInbound,
  inviteByMail,
  replyMail,
  replyObject,
  type TestInbound,
} from '../fixtures/inbound.ts';
import { toldSecrets } from '../fixtures/told-secrets.ts';
import { work } from '../fixtures/work.ts';

async function inviteOne(parts: TestInbound) {
  const people = await addPeople(parts.deps, 1);
  const gathering = await addGathering(parts.deps);
  const [invited] = (await inviteByMail(parts, gathering, people)).values();
  if (!invited) throw new Error('nobody invited');
  return { invited, gathering };
}

/** What the listener says to a mail: its reply code and words, or 250. */
async function answerTo(
  port: number,
  to: string,
  raw = 'Subject: x\r\n\r\nx',
  more: { lmtp?: boolean } = {},
) {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ...more });
  try {
    await transport.sendMail({ envelope: { from: 'guest@example.net', to }, raw });
    return '250';
  } catch (error) {
    return error instanceof Error && 'response' in error ? String(error.response) : String(error);
  } finally {
    transport.close();
  }
}

t.test('only addresses that were given out are taken, and which those are is not told', async (t) => {
  const parts = await createInbound(t);
  const { invited } = await inviteOne(parts);
  const answer = (to: string) => answerTo(parts.port, to);
  const wrong = '550 5.1.1 no such address';
  const token = invited.organizer.slice('rsvp+'.length, invited.organizer.indexOf('@'));
  t.equal(await answer(`rsvp+${'0'.repeat(32)}@in.example.org`), wrong, 'a forged one');
  t.equal(await answer(`b+${token}@in.example.org`), wrong, 'a token for something else');
  t.equal(await answer(`rsvp+${token}0@in.example.org`), wrong, 'one that is too long');
  t.equal(await answer('rsvp@in.example.org'), wrong, 'one without a token');
  t.equal(await answer('somebody@in.example.org'), wrong, 'one of another kind');
  t.equal(await answer('somebody@example.net'), '550 5.7.1 no mail for others is taken here');
  t.equal(
    await answer(invited.organizer.replace('in.example.org', 'example.net')),
    '550 5.7.1 no mail for others is taken here',
  );
  t.strictSame(await parts.deps.db.select().from(inboundMails), []);
  t.equal(await answer(invited.organizer.toUpperCase()), '250', 'relays may fold the case');
  t.equal(await answer(invited.bounce), '250');
  t.strictSame(toldSecrets(parts.logLines), []);
});

t.test('who guesses addresses is sent away', async (t) => {
  const { port } = await createInbound(t);
  const to = Array.from({ length: 25 }, (_, i) => `rsvp+${String(i).padStart(32, '0')}@in.example.org`);
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port });
  t.teardown(() => transport.close());
  await t.rejects(
    transport.sendMail({ envelope: { from: 'a@example.net', to }, raw: 'x' }),
    /421 4\.7\.0|closed/i,
  );
});

t.test('a mail that is too large is refused, and one of the largest size is taken', async (t) => {
  const parts = await createInbound(t);
  const { invited } = await inviteOne(parts);
  const head = 'Subject: large\r\n\r\n';
  const largest = `${head}${'x'.repeat(78)}\r\n`;
  const lines = Math.floor((MESSAGE_BYTES_MAX - head.length) / 80);
  const raw = `${head}${largest.slice(head.length).repeat(lines - 1)}`;
  t.equal(await answerTo(parts.port, invited.organizer, raw), '250');
  t.match(await answerTo(parts.port, invited.organizer, raw + raw), /^552 /);
  t.equal((await parts.deps.db.select().from(inboundMails)).length, 1);
});

t.test('while the database is away the sender is asked to come again', async (t) => {
  const parts = await createInbound(t);
  const { invited } = await inviteOne(parts);
  const at = async (deps: Deps) => {
    const listener = await listenForMail(deps, 0);
    t.teardown(() => listener.close());
    return answerTo(listener.port, invited.organizer);
  };
  const away = () => Promise.reject(new Error('connection refused'));
  const { db } = parts.deps;
  const noTransaction = new Proxy(db, {
    get: (target, name) => (name === 'transaction' ? away : Reflect.get(target, name)),
  });
  t.match(await at({ ...parts.deps, db: noTransaction }), /^451 4\.3\.0 /);
  t.strictSame(await db.select().from(inboundMails), []);
});

t.test('by LMTP each address gets its own reply', async (t) => {
  const parts = await createInbound(t);
  const { invited, gathering } = await inviteOne(parts);
  const env = { ...parts.deps.env, inboundProtocol: 'lmtp' as const };
  const listener = await listenForMail({ ...parts.deps, env }, 0);
  t.teardown(() => listener.close());
  const raw = replyMail(replyObject(invited));
  t.equal(await answerTo(listener.port, invited.organizer, raw, { lmtp: true }), '250');
  await work(parts.deps);
  t.equal((await answersOf(parts.deps, gathering.id))[invited.address], 'accepted');
});

/** A mail that was taken and whose job has not run. */
async function takeOne(t: Test) {
  const parts = await createInbound(t);
  const { invited, gathering } = await inviteOne(parts);
  t.equal(await answerTo(parts.port, invited.organizer, replyMail(replyObject(invited))), '250');
  const [row] = await parts.deps.db.select().from(inboundMails);
  if (!row) throw new Error('nothing kept');
  return { ...parts, row, gathering, invited };
}

t.test(
  'mails that come at once share a commit and a job, and one that cannot be kept is alone',
  async (t) => {
    const { deps, row } = await takeOne(t);
    const { purpose, invitationId, mailId, addressHash } = row;
    await deps.db.delete(inboundMails);
    await deps.db.delete(outbox);
    const mail = (recipients = [{ purpose, invitationId, mailId, addressHash }]) => ({
      recipients,
      nullSender: false,
      raw: Buffer.from('Subject: x'),
    });
    const gone = { purpose, invitationId: '019a0000-0000-7000-8000-000000000000', mailId, addressHash };
    const inbox = createInbox(deps);
    const kept = await Promise.all(Array.from({ length: 60 }, () => inbox(mail())));
    t.strictSame(
      (await deps.db.select().from(inboundMails)).map(({ id }) => id).sort(),
      kept.flat().sort(),
      'each has its own id',
    );
    t.equal((await deps.db.select().from(outbox)).length, 3, 'the first alone, then fifty, then the rest');
    await deps.db.delete(inboundMails);
    const results = await Promise.allSettled([
      inbox(mail()),
      inbox(mail()),
      inbox(mail([gone])),
      inbox(mail()),
    ]);
    t.strictSame(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
    );
    t.equal((await deps.db.select().from(inboundMails)).length, 3);
  },
);

t.test('of the mails of one job each is read, whatever becomes of another', async (t) => {
  const { deps, row } = await takeOne(t);
  const other = { ...row, id: 'f19a0000-0000-7000-8000-000000000001' };
  await deps.db.insert(inboundMails).values(other);
  let transactions = 0;
  // Both together, then the first one alone.
  const failsTwice = new Proxy(deps.db, {
    get(target, name) {
      if (name !== 'transaction' || transactions++ > 1) return Reflect.get(target, name);
      return () => Promise.reject(new Error('connection lost'));
    },
  });
  const job = (db: Deps['db']) => processMails({ ...deps, db }, [row.id, other.id]);
  await t.rejects(job(failsTwice), /connection lost/);
  const kinds = async () =>
    (await deps.db.select().from(inboundMails).orderBy(inboundMails.receivedAt))
      .map(({ id, kind, attempts }) => [id, kind, attempts])
      .sort();
  t.strictSame(await kinds(), [
    [row.id, null, 1],
    [other.id, 'answer', 1],
  ]);
  await job(deps.db);
  t.strictSame(await kinds(), [
    [row.id, 'answer', 2],
    [other.id, 'answer', 1],
  ]);
});

t.test('ten readers of one mail at once answer once', async (t) => {
  const { deps, row, gathering, invited } = await takeOne(t);
  const findings = await Promise.all(Array.from({ length: 10 }, () => processMail(deps, row.id)));
  t.strictSame(
    findings.filter((finding) => finding !== null),
    [{ kind: 'answer' }],
  );
  t.equal((await answersOf(deps, gathering.id))[invited.address], 'accepted');
});

t.test('a reader that dies before it is done has done nothing', async (t) => {
  const { deps, row, gathering, invited } = await takeOne(t);
  const dying = new Proxy(deps.db, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name);
      return (work: Parameters<typeof target.transaction>[0]) =>
        target.transaction(async (tx) => {
          await work(tx);
          throw new Error('killed');
        });
    },
  });
  await t.rejects(processMail({ ...deps, db: dying }, row.id), /killed/);
  t.equal((await answersOf(deps, gathering.id))[invited.address], 'none');
  await work(deps);
  t.equal((await answersOf(deps, gathering.id))[invited.address], 'accepted');
});

t.test('a mail whose job was forgotten is owed again, once in ten minutes', async (t) => {
  const { deps, row, clock } = await takeOne(t);
  const owe = () => deps.db.transaction((tx) => oweUnreadMails(tx, deps.now()));
  clock.advance(11 * 60_000);
  t.equal(await owe(), 0, 'its job waits in the outbox');
  await deps.db.delete(outbox);
  t.equal(await owe(), 1);
  await deps.db.delete(outbox);
  t.equal(await owe(), 0);
  clock.advance(11 * 60_000);
  t.equal(await owe(), 1);
  await work(deps);
  clock.advance(11 * 60_000);
  t.equal(await owe(), 0, 'it was read');
  t.equal(await processMail(deps, row.id), null);
});

t.test('a mail that fails its reader again and again is set aside', async (t) => {
  const { deps, row } = await takeOne(t);
  await deps.db.update(inboundMails).set({ attempts: 12 });
  t.strictSame(await processMail(deps, row.id), { kind: 'unreadable' });
  const [kept] = await deps.db.select().from(inboundMails);
  t.ok(kept?.raw, 'with what came');
});

t.test('whole mails go after 30 days, and what people wrote stays', async (t) => {
  const parts = await createInbound(t);
  const { invited } = await inviteOne(parts);
  await parts.send(invited.organizer, replyMail(replyObject(invited)));
  await parts.send(invited.organizer, 'From: g@example.net\r\nSubject: hello\r\n\r\nI look forward to it.');
  const { deps, clock } = parts;
  const kept = async () =>
    (await deps.db.select().from(inboundMails)).map(({ kind, raw }) => [kind, raw !== null]);
  clock.advance(29 * 24 * 3_600_000);
  await deps.db.transaction((tx) => purgeInboundMails(tx, deps.now()));
  t.strictSame((await kept()).sort(), [
    ['answer', true],
    ['note', true],
  ]);
  clock.advance(2 * 24 * 3_600_000);
  await deps.db.transaction((tx) => purgeInboundMails(tx, deps.now()));
  t.strictSame(await kept(), [['note', false]]);
});

t.test('a certificate that cannot be read stops the start with the variable’s name', async (t) => {
  const { deps } = await createInbound(t);
  const inboundTls = { certFile: '/nowhere/cert.pem', keyFile: '/nowhere/key.pem' };
  await t.rejects(listenForMail({ ...deps, env: { ...deps.env, inboundTls } }, 0), {
    name: 'EnvError',
    message: /^INBOUND_TLS_CERT_FILE: the file cannot be read/,
  });
});
