import t from 'tap';

import { bounceTokens, invitationTokens, mails } from '../../src/db/schema/index.ts';
import { addressHash } from '../../src/mail/address-hash.ts';
import { hashToken } from '../../src/token.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createApp, createDeps } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { oweInvitations } from '../fixtures/owe-invitations.ts';
import { work } from '../fixtures/work.ts';

const INBOUND = { domain: 'in.example.org', key: 'k'.repeat(64) };

const organizerOf = (calendar: string) =>
  /^ORGANIZER(?:;(.*?))?:mailto:(\S+)$/m.exec(calendar.replace(/\r?\n /g, ''));

t.test(
  'all mails about an invitation name one organizer, and each has an envelope sender of its own',
  async (t) => {
    const named: string[] = [];
    const sink = await createSink(t, {
      hideDSN: false,
      onMailFrom(address, _session, callback) {
        const { RET, ENVID } = address.args as Record<string, string>;
        named.push(`${RET} ${ENVID}`);
        callback();
      },
    });
    const { call, deps } = await createApp(t, { smtpUrl: sink.url, inbound: INBOUND });
    const [host, ...guests] = await addPeople(deps, [{ name: 'Ana Silva' }, {}, {}]);
    const body = {
      format: 'coffee',
      title: 'Coffee',
      start: '2026-12-03T14:00:00',
      timeZone: 'Africa/Nairobi',
      durationMinutes: 30,
      hostId: host?.id,
      audience: { everyone: true },
    };
    const { id } = (await call('POST', '/api/v1/gatherings', body)).json();
    await call('POST', `/api/v1/gatherings/${id}/invitations`, {
      personIds: guests.map((guest) => guest.id),
    });
    await work(deps);
    await call('PATCH', `/api/v1/gatherings/${id}`, { start: '2026-12-03T15:00:00' });
    await work(deps);
    await call('POST', `/api/v1/gatherings/${id}/cancel`, {});
    await work(deps);
    t.equal(sink.received.length, 6);

    const organizers = new Map<string, Set<string>>();
    for (const [i, mail] of (await sink.parsed()).entries()) {
      const calendar = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
      const found = organizerOf(new TextDecoder().decode(calendar?.content as Uint8Array));
      t.equal(found?.[1], 'CN=Ana Silva via Acquaint;SENT-BY="mailto:acquaint@localhost.localdomain"');
      t.match(found?.[2], /^rsvp\+[0-9a-f]{32}@in\.example\.org$/);
      const [to = ''] = sink.received[i]?.to ?? [];
      organizers.set(to, (organizers.get(to) ?? new Set()).add(found?.[2] ?? ''));
    }
    t.strictSame(
      [...organizers.values()].map((addresses) => addresses.size),
      [1, 1],
      'one for each guest',
    );
    t.equal(new Set([...organizers.values()].flatMap((addresses) => [...addresses])).size, 2);

    const senders = sink.received.map(({ from }) => from);
    t.equal(new Set(senders).size, 6);
    for (const sender of senders) t.match(sender, /^b\+[0-9a-f]{32}@in\.example\.org$/);
    const messageIds = (await deps.db.select().from(mails)).map(({ messageId }) => messageId?.slice(1, -1));
    t.strictSame(
      named.sort(),
      messageIds.map((id) => `HDRS ${id}`).sort(),
      'the server is told by what to name the mail',
    );

    const tokens = await deps.db.select().from(bounceTokens);
    const byHash = new Map(tokens.map((row) => [row.tokenHash.toString('hex'), row]));
    for (const { from, to } of sink.received) {
      const row = byHash.get(hashToken(from.slice(2, 34)).toString('hex'));
      t.ok(row?.addressHash.equals(addressHash(to[0] ?? '')), 'what comes back tells which address it was');
    }
    const calendarTokens = (await deps.db.select().from(invitationTokens)).filter(
      ({ purpose }) => purpose === 'calendar',
    );
    t.equal(calendarTokens.length, 2, 'the address of an invitation is stored once');
  },
);

t.test('where nobody listens the mail names no address of ours', async (t) => {
  const sink = await createSink(t);
  const { deps } = await createDeps(t, { smtpUrl: sink.url });
  await oweInvitations(deps, 1);
  await work(deps);
  t.strictSame(
    sink.received.map(({ from }) => from),
    ['acquaint@localhost.localdomain'],
  );
  t.strictSame(await deps.db.select().from(bounceTokens), []);
});
