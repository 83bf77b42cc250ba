import t from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import { type Person, questionAskers, questionBoxes, questionVotes } from '../../src/db/schema/index.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp, PUBLIC_URL } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const IN_THE_ROOM = 18;
const REMOTE = 6;
const CAME = 16;

/** A service over HTTP, a mail server, and a directory of 28 of whom two run the town hall. */
async function stage(t: Parameters<typeof createApp>[0]) {
  const sink = await createSink(t);
  const test = await createApp(t, { smtpUrl: sink.url });
  const { app, deps } = test;
  const [host, moderator] = await addPeople(deps, [{ name: 'Hana Host' }, { name: 'Mo Moderator' }]);
  const people = await addPeople(deps, IN_THE_ROOM + REMOTE + 2);
  if (!host || !moderator) throw new Error('nobody there');
  const base = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  let seen = 0;
  return {
    ...test,
    host,
    moderator,
    people,
    /** A call with somebody's own sign-in; with the admin's key for null. */
    async ask(who: Person | null, method: string, path: string, body?: object) {
      const key = { authorization: `Bearer ${test.adminKey}` };
      const answer = await fetch(new URL(`/api/v1${path}`, base), {
        method,
        headers: {
          ...(who ? await addSession(deps, who) : key),
          origin: PUBLIC_URL,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: answer.status, body: await answer.json() };
    },
    async page(path: string | undefined, form?: Record<string, string>, method = form ? 'POST' : 'GET') {
      const answer = await fetch(new URL(path ?? '/nowhere', base), {
        method,
        ...(form ? { headers: FORM, body: new URLSearchParams(form) } : {}),
      });
      return { status: answer.status, text: await answer.text() };
    },
    /** The mails that came since the last time. */
    async newMails() {
      await keepTime(deps);
      await work(deps);
      const mails = (await sink.parsed()).slice(seen);
      seen += mails.length;
      return mails;
    },
  };
}

type Mails = Awaited<ReturnType<Awaited<ReturnType<typeof stage>>['newMails']>>;
type Question = { id: string; text: string | null; votes: number; state: string; location: string | null };

/** The personal links of these mails, by address. */
function linksIn(mails: Mails, subject: RegExp): Map<string, string> {
  const chosen = mails.filter((mail) => subject.test(mail.subject ?? ''));
  return new Map(
    chosen.map(({ to, text }) => [to?.[0]?.address ?? '', /\/[rl]\/[\w-]{32}/.exec(text ?? '')?.[0] ?? '']),
  );
}

t.test('a town hall from its schedule to the published answers, and silence after them', async (t) => {
  const { ask, page, newMails, host, moderator, people, clock, deps, logLines } = await stage(t);
  const emailOf = (i: number) => people[i]?.email ?? '';

  // Scheduled for a room and for those who are remote: those need a moderator.
  const scheduled = await ask(null, 'POST', '/gatherings', {
    format: 'town-hall',
    title: 'Town hall on hiring',
    start: '2026-12-03T14:00:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 90,
    place: 'Main hall',
    onlineUrl: 'https://meet.example.org/hall',
    hybrid: true,
    capacity: IN_THE_ROOM,
    remoteCapacity: REMOTE,
    hostId: host.id,
    audience: { everyone: true },
  });
  t.equal(scheduled.status, 201);
  t.strictSame(
    scheduled.body.warnings.map(({ code }: { code: string }) => code),
    ['remote-moderator'],
  );
  const minutes = scheduled.body.agenda.map((block: { minutes: number; kind: string }) => [
    block.kind,
    block.minutes,
  ]);
  t.strictSame(minutes[2], ['questions', 50]);
  t.strictSame(minutes[3], ['tables', 15]);
  const path = `/gatherings/${scheduled.body.id}`;
  const named = await ask(host, 'PATCH', path, { facilitatorId: moderator.id });
  t.strictSame(named.body.warnings, []);

  // Drawn, invited, answered by the links.
  const places = people.length;
  const drawn = await ask(null, 'POST', `${path}/draw`, { places, seed: 7 });
  t.match(drawn.body.mix, { units: 4, locations: 3, newPairShare: 1 });
  t.match((await ask(null, 'POST', `${path}/invitations`, { places, seed: 7 })).body, { invited: places });
  const invited = linksIn(await newMails(), /^Invitation: Town hall on hiring$/);
  t.equal(invited.size, places);
  const declined = IN_THE_ROOM + REMOTE;
  for (const i of people.keys()) {
    const link = invited.get(emailOf(i));
    if (i < IN_THE_ROOM) await page(link, { answer: 'accepted', attends: 'room' });
    else if (i < declined) await page(link, { answer: 'accepted', attends: 'remote' });
    else if (i === declined) await page(link, { answer: 'declined' });
  }
  const listed = await ask(host, 'GET', `${path}/invitations?limit=100`);
  const wordOf = (one: { answer: string; attends: string }) => `${one.answer} ${one.attends}`;
  t.equal(listed.body.items.map(wordOf).filter((word: string) => word === 'accepted room').length, 18);
  t.equal(listed.body.items.map(wordOf).filter((word: string) => word === 'accepted remote').length, 6);

  // Three days ahead the box opens, to everybody who has not declined.
  clock.set('2026-11-30T10:59:00Z');
  t.equal(linksIn(await newMails(), /^What would you ask/).size, 0);
  clock.set('2026-11-30T11:00:00Z');
  const boxes = linksIn(await newMails(), /^What would you ask\? Town hall on hiring$/);
  t.equal(boxes.size, places - 1);
  t.notOk(boxes.has(emailOf(declined)));
  const own = (i: number) => boxes.get(emailOf(i));
  for (const method of ['GET', 'HEAD']) t.equal((await page(own(0), undefined, method)).status, 200);
  const questions = async (who: Person | null = null): Promise<Question[]> =>
    (await ask(who, 'GET', `${path}/questions`)).body.items;
  t.strictSame(await questions(), [], 'opening the link asks nothing');
  const texts = ['Why do we hire?', 'Why hire at all?', 'Who decides?', 'Rude words'];
  for (const [i, text] of texts.entries())
    t.match((await page(own(i), { text })).text, 'Your question is in the box.');
  const idOf = async (text: string) => (await questions()).find((one) => one.text === text)?.id ?? '';
  const [why, again, who, rude] = await Promise.all(texts.map(idOf));
  for (let i = 3; i < 10; i++)
    for (let click = 0; click < 2; click++) await page(own(i), { vote: who ?? '' });
  await page(own(IN_THE_ROOM), { vote: again ?? '' });
  await page(own(0), { vote: again ?? '' });

  // The moderator of those who are remote merges and removes, for everybody to see; a guest may not.
  const remove = { reason: 'It insults somebody.' };
  t.equal((await ask(people[5] ?? null, 'POST', `${path}/questions/${who}/remove`, remove)).status, 404);
  t.equal((await ask(moderator, 'POST', `${path}/questions/${again}/merge`, { into: why })).status, 200);
  t.equal((await ask(moderator, 'POST', `${path}/questions/${rude}/remove`, remove)).status, 200);
  t.equal((await ask(host, 'PATCH', `${path}/question-box`, { order: 'location-in-turn' })).status, 200);
  t.match(await questions(people[9]), [
    { text: 'Who decides?', votes: 8, location: people[2]?.location },
    { text: 'Why do we hire?', votes: 3, location: people[0]?.location },
    { state: 'removed', text: null, removalReason: 'It insults somebody.' },
    { state: 'merged', mergedInto: why },
  ]);
  const shown = (await page(own(9))).text;
  t.match(shown, 'The reason: It insults somebody.');
  t.match(shown, 'Merged into: Why do we hire?');
  t.notMatch(shown, 'Rude words');

  // The day: who came sits at mixed tables of six for a quarter of an hour.
  clock.set('2026-12-03T10:40:00Z');
  const came = people.slice(0, CAME);
  for (const { id: personId } of came)
    t.equal((await ask(moderator, 'POST', `${path}/check-ins`, { personId })).status, 201);
  const round = { tableSize: 6, rounds: 1, seed: 7, from: 'checked-in' };
  const seated = await ask(host, 'POST', `${path}/rounds`, round);
  t.equal(seated.status, 201);
  t.match(seated.body.mix, { newPairShare: 1, repeats: 0 });
  const [first] = seated.body.rounds;
  t.equal(first.minutes, 15);
  const tables: Person[][] = first.tables.map(({ seats }: { seats: string[] }) =>
    seats.map((id) => people.find((one) => one.id === id)),
  );
  t.strictSame(tables.map(({ length }) => length).sort(), [5, 5, 6]);
  for (const table of tables) {
    t.equal(new Set(table.map(({ unit }) => unit)).size, 4);
    t.equal(new Set(table.map(({ location }) => location)).size, 3);
  }

  // With its end the box closes by itself, and nothing is left that could tell who asked and who voted.
  clock.set('2026-12-03T12:29:59Z');
  await newMails();
  t.not(await deps.db.$count(questionVotes), 0);
  clock.set('2026-12-03T12:30:00Z');
  await newMails();
  t.equal((await ask(host, 'GET', `${path}/question-box`)).body.state, 'closed');
  t.equal(await deps.db.$count(questionVotes), 0);
  t.equal(await deps.db.$count(questionAskers), 0);
  t.match(await deps.db.select().from(questionBoxes), [{ secret: null }]);
  t.match((await page(own(0), { text: 'One more?' })).text, /closed/i);
  t.strictSame(
    (await questions()).filter(({ state }) => state === 'open').map(({ votes }) => votes),
    [8, 3],
  );
  t.equal((await ask(host, 'POST', `${path}/close`, {})).status, 202);
  await newMails();
  t.match((await ask(host, 'GET', `${path}/outcome`)).body, {
    attended: CAME,
    pairsMet: 15 + 10 + 10,
    newPairShare: 1,
  });
  const met = (await ask(people[0] ?? null, 'GET', '/me/encounters')).body.items;
  const beside = tables.find((table) => table.some(({ id }) => id === people[0]?.id)) ?? [];
  t.equal(met.length, beside.length - 1, 'a table is met, the hall is not');
  t.ok(met.every(({ level }: { level: number }) => level === 2));

  // What became of each question: the host is reminded a day before it is due, and publishes.
  clock.set('2026-12-07T12:30:00Z');
  const due = (await newMails()).filter(({ subject }) => subject?.startsWith('To publish: '));
  t.strictSame(
    due.map(({ to }) => to?.[0]?.address),
    [host.email],
  );
  const lacking = await ask(host, 'POST', `${path}/question-box/publish`);
  t.match([lacking.status, lacking.body.errors.length], [422, 2]);
  const record = (id: string | undefined, outcome: object) =>
    ask(host, 'PATCH', `${path}/questions/${id}`, outcome);
  await record(who, { outcome: 'promised', promisedBy: 'Finance', promisedOn: '2026-12-20' });
  await record(why, { outcome: 'answered', answer: 'Because three posts are empty.' });
  t.equal((await ask(host, 'POST', `${path}/question-box/publish`)).body.state, 'published');
  const published = linksIn(await newMails(), /^What became of the questions/);
  t.strictSame([...published.keys()].sort(), [...boxes.keys()].sort(), 'everybody who could ask is told');
  const list = (await page(published.get(emailOf(declined + 1)))).text;
  t.match(list, 'Promised by Finance until 20 December 2026');
  t.match(list, 'Because three posts are empty.');

  // Nobody is written to again, and the list can still be read after 90 days.
  clock.set('2026-12-09T12:00:00Z');
  t.strictSame(await newMails(), []);
  clock.set('2027-03-03T12:00:00Z');
  t.strictSame(await newMails(), []);
  t.match((await page(published.get(emailOf(0)))).text, 'Because three posts are empty.');
  const lines = logLines.join('');
  for (const { email } of [host, ...people]) t.notOk(lines.includes(email));
  t.notMatch(lines, /\/[rl]\/[\w-]{32}/);
});
