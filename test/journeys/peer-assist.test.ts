import { asc, eq } from 'drizzle-orm';
import t from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import { letters, people } from '../../src/db/schema/index.ts';
import { addEncounter, addGathering, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { addCast, aRequest } from '../fixtures/peer-assists.ts';
import { work } from '../fixtures/work.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

t.test('from a member’s draft to what came of it after 90 days', async (t) => {
  const sink = await createSink(t);
  const { app, deps, clock, logLines } = await createApp(t, { smtpUrl: sink.url });
  const cast = await addCast(deps);
  const { host, facilitator, others } = cast;
  clock.set('2026-11-02T08:00:00Z');
  const base = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(new URL(`/api/v1${path}`, base), {
      method,
      headers: { ...(await addSession(deps, host)), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const page = async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(new URL(path, base), {
      method: form ? 'POST' : 'GET',
      ...(form ? { headers: FORM, body: new URLSearchParams(form) } : {}),
    });
    return answer.text();
  };
  /** The mails that came since the last time, by address. */
  let seen = 0;
  const newMails = async () => {
    await keepTime(deps);
    await work(deps);
    const mails = (await sink.parsed()).slice(seen);
    seen += mails.length;
    return mails;
  };
  const linkOf = (text: string | undefined, kind: 'r' | 'l') =>
    text?.match(new RegExp(`/${kind}/[\\w-]{32}`))?.[0] ?? '';

  // A draft that grows, and is checked.
  const { practice, problem, hopedFor, ...rest } = aRequest(cast);
  const drafted = await ask('POST', '/peer-assists', { practice, problem });
  t.equal(drafted.status, 201);
  t.match(drafted.body, { status: 'draft', hostId: host.id, practice: 'Data migration', problem });
  const path = `/peer-assists/${drafted.body.id}`;
  const early = await ask('POST', `${path}/check`);
  t.equal(early.body.ready, false);
  t.match(early.body.findings[0], { code: 'peer-assist-incomplete', pointer: '/decision' });
  t.equal((await ask('PATCH', path, { ...rest, hopedFor })).status, 200);
  t.match((await ask('POST', `${path}/check`)).body, { ready: true, findings: [] });
  t.match((await ask('POST', `${path}/submit`)).body, { status: 'submitted' });

  // A panel with reasons: one of them met the host's team this year.
  const [known] = others;
  if (!known) throw new Error('nobody there');
  const past = await addGathering(deps, { startsAt: new Date('2026-09-01T09:00:00Z') });
  await addEncounter(deps, past, [host, known]);
  const proposed = await ask('POST', `${path}/panel`, { seed: 7 });
  t.equal(proposed.status, 200);
  t.strictSame(proposed.body.mix, { units: 6, locations: 3, crossUnitShare: 1, notMetShare: 5 / 6 });
  t.ok(proposed.body.findings.every(({ kept }: { kept: boolean }) => kept));
  const seats = proposed.body.seats as { personId: string; reason: string; unit: string; location: string }[];
  t.equal(seats.length, 6);
  for (const { personId, reason, unit, location } of seats) {
    const met = personId === known.id ? '' : '; no meeting with the host’s team in the last 12 months';
    t.equal(reason, `Offers “Migrating data”; from ${unit} in ${location}${met}`);
  }
  const [first, second] = seats;
  const swapped = await ask('PATCH', `${path}/panel`, { out: first?.personId });
  t.equal(swapped.body.seats.length, 6);
  t.notOk(swapped.body.seats.some(({ personId }: { personId: string }) => personId === first?.personId));
  t.strictSame(
    swapped.body.findings
      .filter(({ kept }: { kept: boolean }) => !kept)
      .map(({ rule }: { rule: string }) => rule),
    ['expertise'],
    'the next best offers something else, which is told',
  );

  // Confirmed: everybody is asked, and sees what it is about.
  const confirmed = await ask('POST', `${path}/confirm`);
  t.match(confirmed, { status: 201, body: { invited: 6 } });
  t.match(await ask('POST', `${path}/confirm`), { status: 200, body: { invited: 0 } });
  const invitations = await newMails();
  t.equal(invitations.length, 6);
  const toSecond = (
    await deps.db
      .select()
      .from(people)
      .where(eq(people.id, second?.personId ?? ''))
  )[0];
  const mail = invitations.find(({ to }) => to?.[0]?.address === toSecond?.email);
  t.equal(mail?.subject, 'Invitation: Peer assist: Data migration');
  for (const told of [
    /The problem:\n {2}Forty years of registry data must move\.\n {2}The counter cannot close/,
    /What will be decided:\n {2}Which way of moving the data we take\./,
    /Decided on:\n {2}Thursday 10 December 2026/,
    /What the team hopes for:\n {2}Ways others have gone\n {2}Traps to avoid/,
    /Time asked of you:\n {2}60 min/,
    /You may say no without giving a reason/,
  ]) {
    t.match(mail?.text?.replaceAll('\r\n', '\n'), told);
  }
  const answerPage = await page(linkOf(mail?.text, 'r'));
  t.match(answerPage, /Forty years of registry data must move\./);
  t.match(answerPage, /You may say no without giving a reason/);

  // One declines in silence: the next best is asked, and the host learns of neither.
  await page(linkOf(mail?.text, 'r'), { answer: 'declined' });
  const [replacement, ...none] = await newMails();
  t.equal(none.length, 0);
  t.match(replacement?.subject, /^Invitation: /);
  const panel = await ask('GET', `${path}/panel`);
  t.equal(panel.body.seats.length, 7);
  t.ok(panel.body.seats.every(({ answer }: { answer: string }) => answer === 'none'));
  t.match(panel.body, { findings: null, mix: null });
  for (const one of invitations) if (one !== mail) await page(linkOf(one.text, 'r'), { answer: 'accepted' });
  await page(linkOf(replacement?.text, 'r'), { answer: 'accepted' });
  t.equal((await newMails()).length, 0);

  // The sheet comes a day before, to host and facilitator.
  clock.set('2026-11-18T12:00:00Z');
  const sheets = (await newMails()).filter(({ subject }) => subject?.startsWith('The sheet'));
  t.strictSame(sheets.map(({ to }) => to?.[0]?.address).sort(), [host.email, facilitator.email].sort());
  const sheet = await page(linkOf(sheets[0]?.text, 'l'));
  t.match(sheet, /14:05–\u206014:15/);
  t.match(sheet, /Offers: /);
  const { body } = await ask('GET', `${path}/sheet`);
  t.equal(body.assisters.length, 6);
  t.match(body, { host: { name: 'Hana Host' }, facilitator: { unit: 'Legal' }, seatsOpen: 0 });
  t.strictSame(body.agenda[1], {
    start: '2026-11-19T14:05:00',
    end: '2026-11-19T14:15:00',
    title: 'The problem and its context',
    minutes: 10,
    kind: 'talk',
    prompt: 'Only what the assisters must know: the problem, what was tried, what is still open.',
  });

  // Afterwards: the host is asked three times within ten working days, unless they have written.
  t.match(await ask('PUT', `${path}/actions`, { actions: [] }), { status: 409 });
  clock.set('2026-11-19T12:00:01Z');
  t.equal((await newMails()).length, 0);
  t.strictSame(
    (await deps.db.select().from(letters).orderBy(asc(letters.dueAt), asc(letters.occasion)))
      .filter(({ kind }) => kind.endsWith('-due'))
      .map(({ occasion, dueAt }) => [occasion, dueAt.toISOString()]),
    [
      ['first-day', '2026-11-20T06:00:00.000Z'],
      ['half-way', '2026-11-26T06:00:00.000Z'],
      ['last-day', '2026-12-03T06:00:00.000Z'],
      ['30-days', '2026-12-19T06:00:00.000Z'],
      ['90-days', '2027-02-17T06:00:00.000Z'],
    ],
  );
  const asked = [];
  for (const day of ['2026-11-20', '2026-11-26', '2026-12-03']) {
    clock.set(`${day}T12:00:00Z`);
    asked.push(...(await newMails()));
  }
  t.strictSame(
    asked.map(({ to, subject }) => [to?.[0]?.address, subject]),
    Array(3).fill([host.email, 'Your actions after: Peer assist: Data migration']),
  );
  t.match(asked[0]?.text?.replaceAll(/\s+/g, ' '), /until Thursday 3 December 2026/);
  const hostPage = linkOf(asked[2]?.text, 'l');
  t.match(await page(hostPage), /has not written anything here yet/);
  t.match(await page(hostPage, { idea: 'Move in stages', decision: 'adopted', reason: ' ' }), /every field/);
  const saved = await page(hostPage, { idea: 'Move in stages', decision: 'adopted', reason: 'It can stop.' });
  t.match(saved, /Saved\. Those who assisted you see it\./);
  await page(hostPage, { idea: 'Freeze the data', decision: 'declined', reason: 'The counter stays open.' });
  t.equal((await newMails()).length, 0, 'the assisters are told once, when all is written');
  clock.advance(60 * 60_000);
  const told = await newMails();
  t.equal(told.length, 6);
  t.equal(told[0]?.subject, 'What becomes of your ideas: Peer assist: Data migration');
  const assisterPage = linkOf(told[0]?.text, 'l');
  t.match(await page(assisterPage), /Move in stages[\s\S]*Adopted[\s\S]*It can stop\.[\s\S]*Freeze the data/);
  t.notMatch(await page(assisterPage), /<form/);
  t.match(await ask('GET', `${path}/follow-up`), {
    body: { dueOn: '2026-12-03', actions: [{ number: 1, decision: 'adopted' }, { number: 2 }], outcomes: [] },
  });

  // What came of it, after 30 and 90 days.
  clock.set('2026-12-19T12:00:00Z');
  const [month] = await newMails();
  t.match(month?.text?.replaceAll(/\s+/g, ' '), /30 days have passed/);
  await page(linkOf(month?.text, 'l'), { text: 'The first stage has moved.' });
  t.equal((await newMails()).length, 6, 'each assister is told');
  t.match(await page(assisterPage), /The first stage has moved\./);
  clock.set('2027-02-17T12:00:00Z');
  const [quarter, ...more] = await newMails();
  t.equal(more.length, 0);
  t.equal(quarter?.to?.[0]?.address, host.email);
  t.match(quarter?.text?.replaceAll(/\s+/g, ' '), /90 days have passed/);
  const wrote = await ask('PUT', `${path}/outcomes/90-days`, { text: 'All data is there.' });
  t.match(wrote.body.outcomes, [{ after: '30-days' }, { after: '90-days', text: 'All data is there.' }]);
  t.equal((await newMails()).length, 6);
  clock.set('2027-06-01T12:00:00Z');
  t.equal((await newMails()).length, 0, 'and nothing after that');
  const lines = logLines.join('');
  t.notMatch(lines, host.email);
  t.notMatch(lines, /\/[rl]\/[\w-]{32}/);
});
