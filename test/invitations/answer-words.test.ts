import t, { type Test } from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import { type Gathering, invitations } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

async function createGuest(t: Test, fields: Partial<Gathering> = {}) {
  const parts = await createApp(t);
  const { app, call, deps } = parts;
  const gathering = await addGathering(deps, fields);
  const [invitation] = await addInvitations(
    deps,
    gathering,
    await addPeople(deps, [{ timeZone: 'America/Lima' }]),
  );
  const id = invitation?.id ?? '';
  const token = (await issueTokens(deps.db, [id], deps.now())).get(id)?.answer ?? '';
  const post = (form: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: `/r/${token}`,
      payload: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const listed = async () =>
    (await call('GET', `/api/v1/gatherings/${gathering.id}/invitations`)).json().items[0];
  return { ...parts, gathering, token, post, listed };
}

t.test('a note beside the answer reaches those who run the gathering, and can be taken back', async (t) => {
  const { app, token, post, listed } = await createGuest(t);
  const page = await post({ answer: 'tentative', note: ' I may be late.\r\nTrain\u202e! ' });
  t.equal(page.statusCode, 200);
  t.match(page.body, /<textarea[^>]*name="note"[^>]*>I may be late\.\nTrain!<\/textarea>/);
  t.match(await listed(), { answer: 'tentative', note: 'I may be late.\nTrain!', needs: null });
  await post({ answer: 'accepted' });
  t.match(await listed(), { answer: 'accepted', note: 'I may be late.\nTrain!' }, 'what is not said stays');
  await post({ answer: 'accepted', note: '' });
  t.match(await listed(), { note: null });
  await post({ answer: 'accepted', note: 'x'.repeat(2_000) });
  t.equal((await listed()).note.length, 500);
  await post({ answer: 'accepted', note: '<script>alert(1)</script>' });
  t.notMatch((await app.inject(`/r/${token}`)).body, '<script>alert');
});

t.test(
  'needs are asked for only where the organiser wants them, and forgotten after two weeks',
  async (t) => {
    const plain = await createGuest(t);
    await plain.post({ answer: 'accepted', needs: 'No nuts' });
    t.match(await plain.listed(), { needs: null });
    t.notMatch((await plain.app.inject(`/r/${plain.token}`)).body, /name="needs"/);

    const { app, clock, deps, token, post } = await createGuest(t, { asksNeeds: true });
    t.match((await app.inject(`/r/${token}`)).body, /<label for="needs">Access and food needs \(optional\)/);
    await post({ answer: 'accepted', needs: 'No nuts, step-free', note: 'Looking forward' });
    const stored = async () => (await deps.db.select().from(invitations))[0];
    t.match(await stored(), { needs: 'No nuts, step-free' });
    clock.set('2026-12-17T11:44:59Z');
    await keepTime(deps);
    t.match(await stored(), { needs: 'No nuts, step-free' });
    clock.set('2026-12-17T11:45:00Z');
    await keepTime(deps);
    t.match(await stored(), { needs: null, note: 'Looking forward' });
  },
);

t.test(
  'after the cut-off the page shows what holds, and who comes may only give the place back',
  async (t) => {
    const { app, clock, gathering, token, post, listed } = await createGuest(t, {
      answerUntil: new Date('2026-12-01T12:00:00Z'),
    });
    const open = (await app.inject(`/r/${token}`)).body;
    t.match(open, /Answer by<\/dt><dd>Tuesday 1 December 2026, 07:00 \(America\/Lima, GMT-5\)/);
    clock.set('2026-12-01T11:59:59Z');
    t.equal((await post({ answer: 'accepted' })).statusCode, 200);
    clock.set('2026-12-01T12:00:00Z');
    const late = await post({ answer: 'tentative' });
    t.equal(late.statusCode, 409);
    t.match(await listed(), { answer: 'accepted' });
    const page = (await app.inject(`/r/${token}`)).body;
    t.match(page, /You are coming\..*Answers are closed\. If you cannot come after all/s);
    t.strictSame(page.match(/(?<=name="answer" value=")\w+/g), ['declined'], 'one button is left');
    for (const _ of [1, 2]) {
      const given = await post({ answer: 'declined' });
      t.equal(given.statusCode, 200);
      t.match(given.body, /Thank you\. You are not coming\..*Answers are closed/s);
      t.notMatch(given.body, /<form method="post"/);
      t.match(await listed(), { answer: 'declined' });
    }
    t.equal((await post({ answer: 'accepted' })).statusCode, 409, 'there is no way back');
    t.match(await listed(), { answer: 'declined' });
    clock.set(gathering.startsAt);
    t.equal((await post({ answer: 'declined' })).statusCode, 404);
  },
);

t.test('the cut-off is an instant to come, at the start at the latest', async (t) => {
  const { call, gathering } = await createGuest(t);
  const change = (answerUntil: string | null) =>
    call('PATCH', `/api/v1/gatherings/${gathering.id}`, { answerUntil });
  t.match((await change('2026-12-01T12:00:00Z')).json(), { answerUntil: '2026-12-01T12:00:00.000Z' });
  for (const wrong of ['2026-12-03T11:00:01Z', '2026-11-02T08:00:00Z']) {
    const refused = await change(wrong);
    t.equal(refused.statusCode, 422);
    t.match(refused.json(), { errors: [{ pointer: '/answerUntil' }] });
  }
  t.match((await change(null)).json(), { answerUntil: null });
});

t.test('who comes gets a calendar file without anything personal', async (t) => {
  const { app, token, post, gathering } = await createGuest(t, { purpose: 'Meet over lunch.' });
  const page = await post({ answer: 'accepted' });
  t.ok(page.body.includes(`href="/r/${token}/calendar.ics"`));
  const file = await app.inject(`/r/${token}/calendar.ics`);
  t.equal(file.statusCode, 200);
  t.equal(file.headers['content-type'], 'text/calendar; charset=utf-8');
  t.match(file.body, /^BEGIN:VCALENDAR\r\n[\s\S]*METHOD:PUBLISH\r\n/);
  t.ok(file.body.includes(`UID:${gathering.calendarUid}\r\n`), 'the same event as in the mail');
  t.notMatch(file.body, /ATTENDEE|\/r\/|@example\.org/);
  t.equal((await app.inject(`/r/${'x'.repeat(32)}/calendar.ics`)).statusCode, 404);
});
