import t, { type Test } from 'tap';

import type { InvitationItem } from '../../src/invitations/schemas.ts';
import type { SeriesAnswer } from '../../src/series/schemas.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createInbound, type Reply, replyMail, replyObject } from '../fixtures/inbound.ts';
import { aSeries, datesOfSeries } from '../fixtures/series.ts';
import { work } from '../fixtures/work.ts';

/** A guest whose calendar has a series of four Tuesdays in Zurich. */
async function createGuest(t: Test) {
  const parts = await createInbound(t);
  const { call, deps, sink, send } = parts;
  const [host, person] = await addPeople(deps, [{}, { email: 'guest@example.net' }]);
  const created = await call('POST', '/api/v1/series', aSeries(host?.id ?? ''));
  const series = created.json<SeriesAnswer>();
  await call('POST', `/api/v1/series/${series.id}/invitations`, { personIds: [person?.id] });
  await work(deps);
  const calendarOf = async (index: number) => {
    const mail = (await sink.parsed()).at(index);
    const part = mail?.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
    const calendar = new TextDecoder().decode(part?.content as Uint8Array).replace(/\r?\n /g, '');
    return {
      address: 'guest@example.net',
      organizer: /^ORGANIZER.*:mailto:(\S+)$/m.exec(calendar)?.[1] ?? '',
      uid: /^UID:(\S+)$/m.exec(calendar)?.[1] ?? '',
      bounce: '',
      calendar,
    };
  };
  const invited = await calendarOf(0);
  let seconds = 0;
  const reply = (fields: Reply) => {
    seconds += 1;
    const stampedAt = `20261102T0900${String(seconds).padStart(2, '0')}Z`;
    return send(invited.organizer, replyMail(replyObject(invited, { stampedAt, ...fields })));
  };
  const dates = () => datesOfSeries(parts, series.id);
  const answers = async () => {
    const found = [];
    for (const { id } of await dates()) {
      const response = await call('GET', `/api/v1/gatherings/${id}/invitations`);
      found.push(response.json<{ items: InvitationItem[] }>().items[0]?.answer);
    }
    return found;
  };
  return { ...parts, series, invited, calendarOf, reply, dates, answers };
}

t.test('a reply to the whole answers every date, one with a date that date alone', async (t) => {
  const { reply, answers } = await createGuest(t);
  await reply({ partstat: 'ACCEPTED' });
  t.strictSame(await answers(), ['accepted', 'accepted', 'accepted', 'accepted']);
  await reply({ partstat: 'DECLINED', more: ['RECURRENCE-ID;TZID=Europe/Zurich:20270323T120000'] });
  t.strictSame(await answers(), ['accepted', 'declined', 'accepted', 'accepted']);
  await reply({ partstat: 'TENTATIVE', more: ['RECURRENCE-ID:20270330T100000Z'] });
  t.strictSame(await answers(), ['accepted', 'declined', 'tentative', 'accepted'], 'in UTC');
  await reply({ partstat: 'DECLINED', more: ['RECURRENCE-ID;TZID=Romance Standard Time:20270406T120000'] });
  t.strictSame(
    await answers(),
    ['accepted', 'declined', 'tentative', 'declined'],
    'by another name of the zone',
  );
  await reply({ partstat: 'DECLINED', more: ['RECURRENCE-ID;TZID=Europe/Zurich:20270324T120000'] });
  t.strictSame(await answers(), ['accepted', 'declined', 'tentative', 'declined'], 'no such date');
});

t.test('a date that moved makes stale what was said of it before, and nothing else', async (t) => {
  const { reply, answers, dates, call, deps, calendarOf, invited } = await createGuest(t);
  const [, second] = await dates();
  await call('PATCH', `/api/v1/gatherings/${second?.id}`, { start: '2027-03-24T11:30:00' });
  await reply({ partstat: 'ACCEPTED', sequence: 0 });
  await reply({
    partstat: 'DECLINED',
    sequence: 0,
    more: ['RECURRENCE-ID;TZID=Europe/Zurich:20270323T120000'],
  });
  t.strictSame(await answers(), ['accepted', 'accepted', 'accepted', 'accepted']);
  await work(deps);
  const told = await calendarOf(-1);
  t.match(told.calendar, /^RECURRENCE-ID;TZID=Europe\/Zurich:20270323T120000\r?$/m);
  t.equal(told.organizer, invited.organizer, 'one organizer for the whole and its dates');
  await reply({
    partstat: 'DECLINED',
    sequence: 1,
    more: ['RECURRENCE-ID;TZID=Europe/Zurich:20270323T120000'],
  });
  t.strictSame(await answers(), ['accepted', 'declined', 'accepted', 'accepted']);
});

t.test('REFRESH brings the whole series again', async (t) => {
  const { reply, calendarOf, deps, sink } = await createGuest(t);
  await reply({ method: 'REFRESH' });
  await work(deps);
  t.equal(sink.received.length, 2);
  t.match((await calendarOf(-1)).calendar, /^RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=/m);
});
