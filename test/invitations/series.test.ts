import PostalMime from 'postal-mime';
import t, { type Test } from 'tap';

import { sweep } from '../../jobs/sweep.ts';
import type { InvitationItem } from '../../src/invitations/schemas.ts';
import type { SeriesAnswer } from '../../src/series/schemas.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { calendarJudges } from '../fixtures/calendar-judges.ts';
import { calendarReaders } from '../fixtures/calendar-readers.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { aSeries, datesOfSeries } from '../fixtures/series.ts';
import { work } from '../fixtures/work.ts';

type Sent = { to: string; subject: string; text: string; link: string | undefined; object: string };

/** An application whose mails can be read, with a host, two guests and a series of four Tuesdays. */
async function setUp(t: Test, fields: object = {}) {
  const sink = await createSink(t);
  const parts = await createApp(t, { smtpUrl: sink.url });
  const { call, deps, app } = parts;
  const [host, ana, ben] = await addPeople(deps, 3);
  if (!host || !ana || !ben) throw new Error('no people');
  const created = await call('POST', '/api/v1/series', { ...aSeries(host.id), ...fields });
  const series = created.json<SeriesAnswer>();
  let read = 0;
  /** What has arrived since the last look, in order. */
  const mails = async (): Promise<Sent[]> => {
    await work(deps);
    const fresh = sink.received.slice(read);
    read = sink.received.length;
    // Mails to several people go out side by side.
    const order = [host, ana, ben].map(({ email }) => email);
    const parsed = await Promise.all(
      fresh.map(async ({ to, raw }) => {
        const { subject = '', text = '' } = await PostalMime.parse(raw);
        const part = /Content-Type: application\/ics.*?\r\n\r\n([\w+/=\r\n]+)/s.exec(raw.toString('latin1'));
        const object = Buffer.from(part?.[1] ?? '', 'base64').toString();
        const link = /\/r\/[\w-]{32}/.exec(text)?.[0];
        return { to: to[0] ?? '', subject, text, link, object };
      }),
    );
    return parsed.sort((a, b) => order.indexOf(a.to) - order.indexOf(b.to));
  };
  const invite = (...personIds: string[]) =>
    call('POST', `/api/v1/series/${series.id}/invitations`, { personIds });
  const answer = (link: string | undefined, form: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: link ?? '',
      payload: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const dates = () => datesOfSeries(parts, series.id);
  /** What a person answered for each date of a series, in order. */
  const answersOf = async (personId: string, seriesId = series.id) => {
    const found = [];
    for (const { id } of await datesOfSeries(parts, seriesId)) {
      const response = await call('GET', `/api/v1/gatherings/${id}/invitations`);
      const { items } = response.json<{ items: InvitationItem[] }>();
      found.push(items.find((item) => item.personId === personId)?.answer);
    }
    return found;
  };
  return { ...parts, host, ana, ben, series, mails, invite, answer, dates, answersOf };
}

/** The lines of an object that tell when and whether, unfolded. */
function lines(object: string): string[] {
  const text = object.replaceAll('\r\n ', '').replace(/BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n/gs, '');
  return text
    .split('\r\n')
    .filter((line) => /^(METHOD|DTSTART|RRULE|EXDATE|RECURRENCE-ID|SEQUENCE|STATUS)/.test(line))
    .map((line) => line.replace(';TZID=Europe/Zurich', ''));
}
const uidOf = (object: string) => /\r\nUID:(.*)\r\n/.exec(object)?.[1];

t.test('one mail and one calendar entry for all dates', async (t) => {
  const { ana, ben, mails, invite, series, call } = await setUp(t);
  t.match((await invite(ana.id, ben.id)).json(), { invited: 2, alreadyInvited: 0 });
  t.match((await invite(ana.id)).json(), { invited: 0, alreadyInvited: 1 });
  const [mail, ...more] = await mails();
  t.equal(more.length, 1, 'one mail a person');
  t.equal(mail?.to, ana.email);
  t.match(mail?.text, 'Tuesday 16 March 2027, 14:00–14:45 (Africa/Nairobi, GMT+3)');
  t.match(mail?.text, 'Tuesday 6 April 2027, 13:00–13:45 (Africa/Nairobi, GMT+3)');
  t.match(mail?.text, 'Your answer holds for every date of this series');
  t.strictSame(lines(mail?.object ?? ''), [
    'METHOD:REQUEST',
    'DTSTART:20270316T120000',
    'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270406T215959Z',
    'SEQUENCE:0',
    'STATUS:CONFIRMED',
  ]);
  t.notMatch(mail?.object, /acquaint\.test/, 'no personal link');
  const listed = await call('GET', `/api/v1/series/${series.id}/invitations`);
  t.match(listed.json(), { items: [{ delivery: 'sent', answer: 'none' }, { delivery: 'sent' }] });
});

t.test('one answer holds for every date, and a date can have its own', async (t) => {
  const { ana, mails, invite, answer, answersOf, dates, app } = await setUp(t);
  await invite(ana.id);
  const [mail] = await mails();
  const [, second] = await dates();
  const shown = await app.inject({ method: 'GET', url: mail?.link ?? '' });
  t.equal(shown.statusCode, 200);
  t.strictSame(await answersOf(ana.id), ['none', 'none', 'none', 'none'], 'opening changes nothing');
  const accepted = await answer(mail?.link, { answer: 'accepted' });
  t.equal(accepted.statusCode, 200);
  t.match(accepted.body, 'You are coming.');
  t.equal((await answer(mail?.link, { answer: 'declined', date: second?.id ?? '' })).statusCode, 200);
  t.strictSame(await answersOf(ana.id), ['accepted', 'declined', 'accepted', 'accepted']);
  await answer(mail?.link, { answer: 'tentative' });
  t.strictSame(
    await answersOf(ana.id),
    ['tentative', 'declined', 'tentative', 'tentative'],
    'a date’s own answer wins',
  );
  t.equal((await answer(mail?.link, { answer: 'yes' })).statusCode, 400);
  t.equal((await answer(mail?.link, { answer: 'accepted', date: ana.id })).statusCode, 404);
});

t.test('each date counts its own places', async (t) => {
  const { ana, ben, mails, invite, answer, answersOf, dates } = await setUp(t, { capacity: 1 });
  await invite(ana.id, ben.id);
  const [toAna, toBen] = await mails();
  const [first] = await dates();
  await answer(toAna?.link, { answer: 'accepted', date: first?.id ?? '' });
  await Promise.all([
    answer(toBen?.link, { answer: 'accepted' }),
    answer(toBen?.link, { answer: 'accepted' }),
  ]);
  t.strictSame(await answersOf(ben.id), ['waitlisted', 'accepted', 'accepted', 'accepted']);
  await answer(toAna?.link, { answer: 'declined' });
  t.strictSame(await answersOf(ana.id), ['accepted', 'declined', 'declined', 'declined']);
});

t.test('a series without an end takes the answer to the dates that are made later', async (t) => {
  const { ana, mails, invite, answer, answersOf, deps, clock } = await setUp(t, {
    start: '2026-11-10T12:00:00',
    recurrence: { frequency: 'weekly' },
  });
  await invite(ana.id);
  const [mail] = await mails();
  t.match(mail?.object, /\r\nRRULE:FREQ=WEEKLY;BYDAY=TU\r\n/);
  t.match(mail?.text, 'and further dates');
  await answer(mail?.link, { answer: 'accepted' });
  clock.set('2026-12-15T08:00:00Z');
  await sweep(deps);
  t.strictSame(await mails(), [], 'the rule is known: nobody is mailed');
  const given = await answersOf(ana.id);
  t.equal(given.length, 32);
  t.ok(given.every((one) => one === 'accepted'));
});

t.test('a moved and a dropped date are told by themselves, and the whole tells them too', async (t) => {
  const { ana, ben, mails, invite, dates, call } = await setUp(t);
  await invite(ana.id);
  const [whole] = await mails();
  const [, second, third] = await dates();
  await call('PATCH', `/api/v1/gatherings/${second?.id}`, { start: '2027-03-24T11:30:00' });
  const [moved] = await mails();
  t.equal(uidOf(moved?.object ?? ''), uidOf(whole?.object ?? ''));
  t.strictSame(lines(moved?.object ?? ''), [
    'METHOD:REQUEST',
    'DTSTART:20270324T113000',
    'RECURRENCE-ID:20270323T120000',
    'SEQUENCE:1',
    'STATUS:CONFIRMED',
  ]);
  await call('POST', `/api/v1/gatherings/${third?.id}/cancel`);
  const [dropped] = await mails();
  t.strictSame(lines(dropped?.object ?? ''), [
    'METHOD:CANCEL',
    'DTSTART:20270330T120000',
    'RECURRENCE-ID:20270330T120000',
    'SEQUENCE:2',
    'STATUS:CANCELLED',
  ]);
  await invite(ben.id);
  const [late] = await mails();
  t.strictSame(lines(late?.object ?? ''), [
    'METHOD:REQUEST',
    'DTSTART:20270316T120000',
    'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270406T215959Z',
    'EXDATE:20270330T120000',
    'SEQUENCE:2',
    'STATUS:CONFIRMED',
    'DTSTART:20270324T113000',
    'RECURRENCE-ID:20270323T120000',
    'SEQUENCE:2',
    'STATUS:CONFIRMED',
  ]);
});

t.test('another time for all is one update; a text mails nothing', async (t) => {
  const { ana, ben, mails, invite, answer, call, series } = await setUp(t);
  await invite(ana.id, ben.id);
  const [toAna, toBen] = await mails();
  await answer(toAna?.link, { answer: 'accepted' });
  await answer(toBen?.link, { answer: 'declined' });
  await call('PATCH', `/api/v1/series/${series.id}`, { title: 'Tea' });
  t.strictSame(await mails(), []);
  await call('PATCH', `/api/v1/series/${series.id}`, { start: '2027-03-16T12:30:00' });
  const told = await mails();
  t.strictSame(
    told.map(({ to, subject }) => [to, subject]),
    [[ana.email, 'Changed: Tea']],
    'who declined hears nothing',
  );
  t.strictSame(lines(told[0]?.object ?? '').slice(1, 4), [
    'DTSTART:20270316T123000',
    'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270406T215959Z',
    'SEQUENCE:1',
  ]);
  t.match(told[0]?.object.replaceAll('\r\n ', ''), /ATTENDEE;[^\r]*PARTSTAT=ACCEPTED/);
});

t.test('from a date on: the end of the old entry, then the new one, with the answers', async (t) => {
  const { ana, mails, invite, answer, answersOf, dates, call, series } = await setUp(t);
  await invite(ana.id);
  const [mail] = await mails();
  await answer(mail?.link, { answer: 'accepted' });
  const [, , third] = await dates();
  const change = { from: third?.id, start: '2027-04-01T12:00:00' };
  const next = (await call('PATCH', `/api/v1/series/${series.id}`, change)).json<SeriesAnswer>();
  const [ended, begun, ...more] = await mails();
  t.strictSame(more, []);
  t.equal(uidOf(ended?.object ?? ''), uidOf(mail?.object ?? ''));
  t.not(uidOf(begun?.object ?? ''), uidOf(mail?.object ?? ''));
  t.strictSame(lines(ended?.object ?? '').slice(1, 4), [
    'DTSTART:20270316T120000',
    'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270323T225959Z',
    'SEQUENCE:1',
  ]);
  t.strictSame(lines(begun?.object ?? '').slice(1, 4), [
    'DTSTART:20270401T120000',
    'RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20270408T215959Z',
    'SEQUENCE:0',
  ]);
  t.strictSame(await answersOf(ana.id, next.id), ['accepted', 'accepted']);
  t.equal((await answer(begun?.link, { answer: 'declined' })).statusCode, 200);
  t.strictSame(await answersOf(ana.id, next.id), ['declined', 'declined']);
  t.strictSame(await answersOf(ana.id), ['accepted', 'accepted']);
});

t.test('cancelling the whole is one cancellation without a date', async (t) => {
  const { ana, mails, invite, call, series, answer } = await setUp(t);
  await invite(ana.id);
  const [mail] = await mails();
  await call('POST', `/api/v1/series/${series.id}/cancel`, { reason: 'Holidays' });
  const [told, ...more] = await mails();
  t.strictSame(more, []);
  t.match(told?.text, 'Holidays');
  t.strictSame(lines(told?.object ?? ''), [
    'METHOD:CANCEL',
    'DTSTART:20270316T120000',
    'SEQUENCE:1',
    'STATUS:CANCELLED',
  ]);
  t.equal((await answer(mail?.link, { answer: 'accepted' })).statusCode, 409);
});

t.test('an invitation taken back ends links and entries, and may be given again', async (t) => {
  const { ana, mails, invite, answer, answersOf, call, series } = await setUp(t);
  await invite(ana.id);
  const [mail] = await mails();
  await answer(mail?.link, { answer: 'accepted' });
  const url = `/api/v1/series/${series.id}/invitations`;
  const [item] = (await call('GET', url)).json<{ items: InvitationItem[] }>().items;
  t.equal((await call('DELETE', `${url}/${item?.id}`)).statusCode, 204);
  t.equal((await call('DELETE', `${url}/${item?.id}`)).statusCode, 404);
  const [told, ...more] = await mails();
  t.strictSame(more, []);
  t.equal(told?.subject, 'No longer invited: Coffee across teams');
  t.strictSame(lines(told?.object ?? ''), ['METHOD:CANCEL', 'DTSTART:20270316T120000', 'SEQUENCE:1']);
  t.equal((await answer(mail?.link, { answer: 'accepted' })).statusCode, 404);
  t.strictSame(await answersOf(ana.id), [undefined, undefined, undefined, undefined]);
  await invite(ana.id);
  const [again] = await mails();
  t.strictSame(lines(again?.object ?? '').slice(0, 4), [
    'METHOD:REQUEST',
    'DTSTART:20270316T120000',
    'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270406T215959Z',
    'SEQUENCE:1',
  ]);
  t.strictSame(await answersOf(ana.id), ['none', 'none', 'none', 'none']);
});

const ZONES = [
  'America/New_York',
  'Europe/Zurich',
  'Africa/Nairobi',
  'Asia/Kolkata',
  'America/Santiago',
] as const;

t.test('other programs read every object as it is meant, across both changes of the clocks', async (t) => {
  const judges = calendarJudges(t);
  const readers = calendarReaders(t);
  for (const timeZone of ZONES) {
    const recurrence = { frequency: 'weekly', interval: 2, count: 26 };
    const { ana, mails, invite, dates, call, series } = await setUp(t, {
      timeZone,
      start: '2027-01-05T12:00:00',
      recurrence,
    });
    await invite(ana.id);
    const [whole] = await mails();
    const all = await dates();
    await call('POST', `/api/v1/gatherings/${all[7]?.id}/cancel`);
    await call('PATCH', `/api/v1/gatherings/${all[3]?.id}`, { start: '2027-02-17T11:00:00' });
    await call('PATCH', `/api/v1/series/${series.id}`, { place: 'Garden' });
    const told = await mails();
    const [dropped, moved, changed] = told;
    t.equal(told.length, 3);
    const held = (await dates()).filter(({ status }) => status === 'scheduled');
    const rest = all.filter((_, i) => i !== 7);
    const instances = (some: typeof all) =>
      some.map(({ startsAt }) => `INSTANCE ${startsAt.replace('.000', '')}`);
    if (judges) {
      t.strictSame(judges.libical(whole?.object ?? '').slice(1), [...instances(all), 'ERRORS 0'], timeZone);
      // libical's expansion is of the rule alone: the date that was moved stands where it was.
      t.strictSame(judges.libical(changed?.object ?? '').slice(1), [...instances(rest), 'ERRORS 0']);
      for (const mail of [dropped, moved]) t.equal(judges.libical(mail?.object ?? '').at(-1), 'ERRORS 0');
      for (const mail of [whole, ...told]) t.equal(judges.pythonIcalendar(mail?.object ?? '')[0], '[]');
      t.strictSame(judges.vobject(whole?.object ?? ''), instances(all), timeZone);
      t.strictSame(judges.vobject(changed?.object ?? ''), instances(rest), timeZone);
    }
    if (readers) {
      const starts = (some: typeof all) =>
        some.map(({ startsAt }) => startsAt.slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' '));
      for (const read of [readers.recurringIcalEvents, readers.khal]) {
        t.strictSame(read(whole?.object ?? ''), starts(all), timeZone);
        t.strictSame(read(changed?.object ?? ''), starts(held), timeZone);
      }
    }
  }
});
