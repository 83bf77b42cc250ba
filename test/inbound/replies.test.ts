import { asc } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { gatherings, inboundMails } from '../../src/db/schema/index.ts';
import { addGathering, addPeople } from '../fixtures/add-rows.ts';
import {
  answersOf,
  createInbound,
  type Invited,
  inviteByMail,
  replyMail,
  replyObject,
  type TestInbound,
} from '../fixtures/inbound.ts';
import { toldSecrets } from '../fixtures/told-secrets.ts';
import { work } from '../fixtures/work.ts';

/** One guest with an invitation in their calendar. */
async function createGuest(t: Test, capacity: number | null = null) {
  const parts = await createInbound(t);
  const [person] = await addPeople(parts.deps, [{ email: 'Guest@example.net' }]);
  const gathering = await addGathering(parts.deps, { capacity });
  if (!person) throw new Error('nobody to invite');
  const invited = (await inviteByMail(parts, gathering, [person])).get('Guest@example.net');
  if (!invited) throw new Error('no mail arrived');
  const answer = async () => (await answersOf(parts.deps, gathering.id))['Guest@example.net'];
  return { ...parts, gathering, person, invited, answer };
}

async function kinds({ deps }: Pick<TestInbound, 'deps'>) {
  const rows = await deps.db.select().from(inboundMails).orderBy(asc(inboundMails.id));
  return rows.map(({ kind, text }) => (text === null ? kind : `${kind}: ${text}`));
}

t.test('accept, decline and perhaps in a calendar are answers', async (t) => {
  const guest = await createGuest(t);
  const { send, invited, answer } = guest;
  for (const [i, [partstat, expected]] of [
    ['ACCEPTED', 'accepted'],
    ['DECLINED', 'declined'],
    ['TENTATIVE', 'tentative'],
  ].entries()) {
    await send(
      invited.organizer,
      replyMail(replyObject(invited, { partstat: partstat ?? '', stampedAt: `20261102T09000${i}Z` })),
    );
    t.equal(await answer(), expected);
  }
  t.strictSame(await kinds(guest), ['answer', 'answer', 'answer']);
  t.strictSame(toldSecrets(guest.logLines), [], 'the log holds no address and no token');
});

t.test('an older reply that comes later is dropped', async (t) => {
  const guest = await createGuest(t);
  const { send, invited, answer, call, deps, gathering } = guest;
  const reply = (partstat: string, sequence: number, stampedAt: string) =>
    send(invited.organizer, replyMail(replyObject(invited, { partstat, sequence, stampedAt })));
  await reply('DECLINED', 0, '20261102T100000Z');
  await reply('ACCEPTED', 0, '20261102T095959Z');
  t.equal(await answer(), 'declined', 'by DTSTAMP');
  await reply('DECLINED', 0, '20261102T100000Z');
  t.equal(await answer(), 'declined', 'the same again changes nothing');
  await call('PATCH', `/api/v1/gatherings/${gathering.id}`, { start: '2026-12-03T16:00:00' });
  await work(deps);
  await reply('ACCEPTED', 0, '20261102T110000Z');
  t.equal(await answer(), 'declined', 'an answer to the earlier plan');
  await reply('ACCEPTED', 1, '20261102T090000Z');
  t.equal(await answer(), 'accepted', 'a higher SEQUENCE comes before any DTSTAMP');
  t.strictSame(await kinds(guest), ['answer', 'stale', 'answer', 'stale', 'answer']);
});

t.test('the calendar takes places, waits and gives places on', async (t) => {
  const parts = await createInbound(t);
  const people = await addPeople(parts.deps, 3);
  const gathering = await addGathering(parts.deps, { capacity: 1 });
  const invited = [...(await inviteByMail(parts, gathering, people)).values()];
  for (const guest of invited) await parts.send(guest.organizer, replyMail(replyObject(guest)));
  const answers = () => answersOf(parts.deps, gathering.id).then((all) => Object.values(all).sort());
  t.strictSame(await answers(), ['accepted', 'waitlisted', 'waitlisted']);
  const [first] = invited;
  if (!first) throw new Error('nobody invited');
  const no = replyObject(first, { partstat: 'DECLINED', stampedAt: '20261102T090100Z' });
  await parts.send(first.organizer, replyMail(no));
  t.strictSame(await answers(), ['declined', 'waitlisted', 'waitlisted'], 'the place is offered');
  for (const guest of invited.slice(1)) {
    const yes = replyObject(guest, { stampedAt: '20261102T090200Z' });
    await parts.send(guest.organizer, replyMail(yes));
  }
  t.strictSame(await answers(), ['accepted', 'declined', 'waitlisted'], 'the calendar takes it');
});

t.test('whose answer it is says the object, and From proves nothing', async (t) => {
  const guest = await createGuest(t);
  const { send, invited, answer } = guest;
  await send(invited.organizer, replyMail(replyObject(invited, { attendee: 'somebody.else@example.net' })));
  t.equal(await answer(), 'none', 'who was passed the invitation has none');
  await send(invited.organizer, replyMail(replyObject({ ...invited, uid: 'another-event' })));
  t.equal(await answer(), 'none', 'another event');
  const forged = replyMail(replyObject(invited)).replace('guest@example.net', 'boss@example.org');
  await send(invited.organizer, forged, 'boss@example.org');
  t.equal(await answer(), 'accepted');
  t.strictSame(await kinds(guest), [
    'unreadable: Guest has accepted.',
    'unreadable: Guest has accepted.',
    'answer',
  ]);
});

t.test('what odd clients send is understood', async (t) => {
  const clients: Record<string, (invited: Invited) => string> = {
    'no ORGANIZER (outlook.com)': (invited) =>
      replyMail(replyObject(invited).replace(/^ORGANIZER.*\r\n/m, '')),
    'no method parameter (Apple)': (invited) => replyMail(replyObject(invited)).replace('; method=REPLY', ''),
    'Auto-Submitted (Google)': (invited) =>
      replyMail(replyObject(invited), ['Auto-Submitted: auto-generated', 'Precedence: bulk']),
    'bare line feeds and long lines (Gnus)': (invited) =>
      replyMail(
        replyObject(invited, { more: [`DESCRIPTION:${'long '.repeat(60)}`] }).replaceAll('\r\n', '\n'),
      ),
    'Windows zones and a foreign VTIMEZONE': (invited) =>
      replyMail(
        replyObject(invited, {
          more: ['DTSTART;TZID=Romance Standard Time:20261203T120000'],
        }).replace(
          'BEGIN:VEVENT',
          'BEGIN:VTIMEZONE\r\nTZID:Romance Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n' +
            'RRULE:FREQ=SECONDLY\r\nUID:wrong\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT',
        ),
      ),
    'a file only': (invited) =>
      replyMail(replyObject(invited)).replace(
        'text/calendar; method=REPLY; charset=utf-8',
        'application/octet-stream; name="invite.ics"\r\nContent-Disposition: attachment',
      ),
    'base64 in Latin-1': (invited) =>
      replyMail('').replace(
        'text/calendar; method=REPLY; charset=utf-8\r\n\r\n',
        'text/calendar; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n' +
          `${Buffer.from(
            replyObject(invited, { more: ['SUMMARY:Café'] }).replace('PARTSTAT', 'CN=Zoë;PARTSTAT'),
            'latin1',
          )
            .toString('base64')
            .replace(/.{76}/g, '$&\r\n')}\r\n`,
      ),
    'a scheme in capitals and a quoted name': (invited) =>
      replyMail(
        replyObject(invited).replace(
          /^ATTENDEE.*$/m,
          `ATTENDEE;CN="O'Hara, A: B";PARTSTAT=accepted:MAILTO:${invited.address}`,
        ),
      ),
    'a number for the attendee, the address beside it': (invited) =>
      replyMail(
        replyObject(invited).replace(
          /^ATTENDEE.*$/m,
          `ATTENDEE;EMAIL=${invited.address};PARTSTAT=ACCEPTED:urn:uuid:1f1d`,
        ),
      ),
    'the whole mail is the object': (invited) =>
      `From: g@example.net\r\nSubject: yes\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n${replyObject(invited)}`,
    'a second event with another UID': (invited) =>
      replyMail(
        replyObject(invited).replace(
          'BEGIN:VEVENT',
          'BEGIN:VEVENT\r\nUID:other\r\nDTSTAMP:20261102T090000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT',
        ),
      ),
    'broken properties beside the ones that count': (invited) =>
      replyMail(replyObject(invited, { more: ['RRULE:FREQ=NEVER', 'X', 'EXDATE:;;', 'X-LIC-ERROR;A=:'] })),
    'a body that TNEF comes along with': (invited) =>
      replyMail(replyObject(invited)).replace(
        '--b--',
        '--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nxyz\r\n--b--',
      ),
  };
  const parts = await createInbound(t);
  const names = Object.keys(clients);
  const people = await addPeople(parts.deps, names.length);
  const gathering = await addGathering(parts.deps);
  const invited = await inviteByMail(parts, gathering, people);
  for (const [i, name] of names.entries()) {
    const guest = invited.get(people[i]?.email ?? '');
    if (!guest) throw new Error('nobody invited');
    await parts.send(guest.organizer, clients[name]?.(guest) ?? '');
    t.equal((await answersOf(parts.deps, gathering.id))[guest.address], 'accepted', name);
  }
});

t.test('what is no answer is kept for the organiser, without addresses and links', async (t) => {
  const guest = await createGuest(t);
  const { send, invited, answer } = guest;
  const plain = (text: string, fields = '') =>
    `From: Guest <guest@example.net>\r\nSubject: Re: Lunch\r\n${fields}Content-Type: text/plain\r\n\r\n${text}`;
  const links = ['r', 'u', 'l', 'd', 'stand-ups'].map((path) => `http://a.test/${path}/${'A'.repeat(32)}`);
  await send(invited.organizer, plain(`I will be late. guest@example.net ${links.join(' ')}`));
  await send(invited.organizer, plain('I am away until Monday.', 'Auto-Submitted: auto-replied\r\n'));
  await send(invited.organizer, plain('I am away.'), '');
  await send(
    invited.organizer,
    replyMail(
      replyObject(invited, {
        method: 'COUNTER',
        more: ['DTSTART;TZID=Romance Standard Time:20261203T150000', 'COMMENT:Later\\, please'],
      }),
    ),
  );
  await send(invited.organizer, replyMail(replyObject(invited, { partstat: 'DELEGATED' })));
  await send(invited.organizer, replyMail(replyObject(invited, { partstat: 'NEEDS-ACTION' })));
  await send(invited.organizer, replyMail(replyObject(invited, { method: 'ADD' })));
  t.equal(await answer(), 'none', 'none of these is an answer');
  await send(
    invited.organizer,
    replyMail(replyObject(invited, { more: ['COMMENT:With pleasure'], stampedAt: '20261102T093000Z' })),
  );
  t.equal(await answer(), 'accepted');
  t.strictSame(await kinds(guest), [
    `note: I will be late. [address] ${links.map((link) => link.replace(/A+$/, '[token]')).join(' ')}`,
    'ignored',
    'ignored',
    'counter: Proposed start: 2026-12-03T15:00:00 (Romance Standard Time)\nLater, please',
    'delegation',
    'ignored',
    'unreadable: Guest has accepted.',
    'comment: With pleasure',
  ]);
  const [note] = await guest.deps.db.select().from(inboundMails).orderBy(asc(inboundMails.id));
  t.match(note, { subject: 'Re: Lunch', sender: 'g…t@example.net' });
});

t.test('REFRESH gets the plan once for each revision, and a program gets none', async (t) => {
  const guest = await createGuest(t);
  const { send, invited, sink } = guest;
  const refresh = replyObject(invited, { method: 'REFRESH' });
  await send(invited.organizer, replyMail(refresh, ['Auto-Submitted: auto-generated']));
  await send(invited.organizer, replyMail(refresh), '');
  await send(invited.organizer, replyMail(refresh, ['List-Id: <all.example.net>']));
  t.equal(sink.received.length, 1, 'nothing but the invitation');
  await send(invited.organizer, replyMail(refresh));
  await send(invited.organizer, replyMail(refresh));
  t.equal(sink.received.length, 2);
  const again = (await sink.parsed())[1];
  t.strictSame(sink.received[1]?.to, ['Guest@example.net']);
  t.equal(again?.headers.find(({ key }) => key === 'auto-submitted')?.value, 'auto-generated');
  const part = again?.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  const object = new TextDecoder().decode(part?.content as Uint8Array).replace(/\r?\n /g, '');
  t.match(object, `UID:${invited.uid}`);
  t.match(object, invited.organizer);
});

t.test('an answer that comes too late changes nothing and is told', async (t) => {
  const guest = await createGuest(t);
  guest.clock.set('2026-12-03T11:00:00Z');
  await guest.send(guest.invited.organizer, replyMail(replyObject(guest.invited)));
  t.equal(await guest.answer(), 'none');
  t.strictSame(await kinds(guest), ['late']);
});

t.test(
  'after the cut-off the calendar of who comes still gives the place back, and takes none',
  async (t) => {
    const guest = await createGuest(t);
    await guest.send(guest.invited.organizer, replyMail(replyObject(guest.invited)));
    t.equal(await guest.answer(), 'accepted');
    await guest.deps.db.update(gatherings).set({ answerUntil: guest.deps.now() });
    const later = async (partstat: string, hour: number) => {
      const object = replyObject(guest.invited, { partstat, stampedAt: `20261102T${hour}0000Z` });
      await guest.send(guest.invited.organizer, replyMail(object));
      return guest.answer();
    };
    t.equal(await later('TENTATIVE', 10), 'accepted');
    t.equal(await later('DECLINED', 11), 'declined');
    t.equal(await later('ACCEPTED', 12), 'declined');
    t.strictSame(await kinds(guest), ['answer', 'late', 'answer', 'late']);
  },
);
