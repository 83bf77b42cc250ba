import { asc } from 'drizzle-orm';
import t from 'tap';

import { coffeeRounds, encounters, type Person } from '../../src/db/schema/index.ts';
import { createTrial } from '../fixtures/coffee.ts';

const DAY_MS = 86_400_000;

t.test('from joining to a tie: draw, mails, half time, the closing question, and nobody twice', async (t) => {
  const trial = await createTrial(t, 9);
  const { ask, page, newMails, path, members, linkOf, partnersOf, clock, deps } = trial;
  const [ana, ben] = members;
  if (!ana || !ben) throw new Error('nobody there');
  const byAddress = new Map(members.map((person) => [person.email, person]));

  // Before its time nothing is drawn; the preview names nobody.
  clock.set('2027-03-08T09:59:00Z');
  t.same(await newMails(), []);
  const preview = await ask(null, 'POST', `${path}/rounds/preview`, {});
  t.match(preview.body, { people: 8, tables: 4, relaxed: 0, unmatched: 0, notes: [] });
  for (const { id, name } of members) t.notOk(preview.text.includes(id) || preview.text.includes(name));

  // A day before the date: one mail each, and once.
  clock.set('2027-03-08T10:00:00Z');
  const matches = await newMails();
  t.equal(matches.length, 8);
  t.same(await newMails(), []);
  t.same([...new Set(matches.map(({ to }) => to?.[0]?.address))].length, 8);
  const pairs = new Map<string, string>();
  for (const mail of matches) {
    const to = byAddress.get(mail.to?.[0]?.address ?? '');
    const [partner, ...others] = mail.replyTo ?? [];
    t.same(others, []);
    const other = byAddress.get(partner?.address ?? '');
    t.ok(to && other);
    pairs.set(to?.id ?? '', other?.id ?? '');
    t.equal(mail.subject, `Coffee with ${other?.name}`);
    t.match(mail.text, `${other?.name}, ${other?.unit}, ${other?.location}`);
    t.match(mail.text, 'One thing I could use advice on: …');
    t.match(mail.text, /water/, 'what both chose to share');
    t.match(mail.text, /Tea/);
    t.notMatch(mail.text, /Law/, 'and nothing else of the directory');
    t.match(mail.text, /9 March 2027.*\(your time\)/s);
  }
  for (const [a, b] of pairs) t.equal(pairs.get(b), a);

  // Half time: only those who have not said that they met.
  const linkFor = (mails: typeof matches, person: Person) =>
    linkOf(mails.find((mail) => mail.to?.[0]?.address === person.email)?.text);
  const link = linkFor(matches, ana);
  for (const method of ['GET', 'HEAD']) t.equal((await page(link, undefined, method)).status, 200);
  t.equal((await partnersOf(ana))[0]?.answer, null, 'opening the link says nothing');
  const anasPartner = members.find(({ id }) => id === pairs.get(ana.id));
  if (!anasPartner) throw new Error('Ana has nobody');
  clock.set('2027-03-11T12:00:00Z');
  t.match((await page(link, { answer: 'yes' })).text, 'You said that you met.');
  t.same(await deps.db.select().from(encounters), [], 'one word alone is nobody’s encounter');
  t.same((await ask(anasPartner, 'GET', '/me/encounters')).body.items, []);
  clock.set('2027-03-13T12:00:00Z');
  const reminded = await newMails();
  t.equal(reminded.length, 7);
  for (const { subject } of reminded) t.match(subject, /^Have you found a time with Person \d\?$/);
  t.notOk(reminded.some((mail) => mail.to?.[0]?.address === ana.email));

  // The closing question: one click, and both said so.
  clock.set('2027-03-16T10:00:00Z');
  const closing = (await newMails()).filter(({ subject }) => subject?.startsWith('Did you meet'));
  t.equal(closing.length, 7, 'not to whom has said so');
  t.notOk(closing.some((mail) => mail.to?.[0]?.address === ana.email));
  t.match((await page(linkFor(closing, anasPartner))).text, /value="yes".*value="not-yet".*value="no"/s);
  await page(linkFor(closing, anasPartner), { answer: 'yes' });
  t.match(await deps.db.select().from(encounters), [{ level: 4, evidence: 'both-said', tableSize: 2 }]);
  const [met] = (await ask(ana, 'GET', '/me/encounters')).body.items;
  t.match(met, { level: 4, evidence: { rule: 'both-said' }, who: { personId: anasPartner.id } });

  // Both want to stay in touch: a tie. One takes it back: an encounter again, then none.
  await page(link, { answer: 'yes', stay: 'yes' });
  t.match(await deps.db.select().from(encounters), [{ level: 4 }]);
  await page(linkFor(closing, anasPartner), { answer: 'yes', stay: 'yes' });
  t.match(await deps.db.select().from(encounters), [{ level: 5, evidence: 'stay-in-touch' }]);
  await page(link, { answer: 'no' });
  t.same(await deps.db.select().from(encounters), []);
  await page(link, { answer: 'yes' });
  t.match(await deps.db.select().from(encounters), [{ level: 4, evidence: 'both-said' }]);

  // Struck out by one: it does not come back when the other says it again.
  const [row] = (await ask(ana, 'GET', '/me/encounters')).body.items;
  t.equal((await ask(ana, 'DELETE', `/me/encounters/${row.id}`)).status, 204);
  await page(linkFor(closing, anasPartner), { answer: 'yes' });
  t.same(await deps.db.select().from(encounters), []);

  // The figures name nobody and withhold small groups.
  const figures = (await ask(null, 'GET', `${path}/rounds`)).body.items;
  const first = figures.at(-1);
  t.match(first, { status: 'drawn', matched: 8, tables: 4, relaxed: 0, unmatched: 0 });
  t.match(first, { met: null, notYet: null, notMet: null, noAnswer: null });
  t.notMatch(Object.keys(first).join(), /person|name|score|rank/i);
  t.equal((await ask(ben, 'GET', `${path}/rounds`)).status, 404, 'they are for whoever runs it');

  // Round after round nobody meets the same person again.
  const seen = new Map<string, string[]>();
  for (let round = 0; round < 3; round++) {
    for (const member of members) {
      const [newest] = await partnersOf(member);
      const [partner] = newest?.partners ?? [];
      const before = seen.get(member.id) ?? [];
      if (before.includes(partner?.personId ?? '')) t.fail(`${member.name} meets ${partner?.name} again`);
      seen.set(member.id, [...before, partner?.personId ?? '']);
    }
    clock.set(new Date(Date.parse('2027-03-22T10:00:00Z') + round * 7 * DAY_MS));
    await newMails();
  }
  t.same([...new Set([...seen.values()].map(({ length }) => length))], [3]);
});

t.test(
  'pause, skip and the private list: those who are off are not drawn, those apart never meet',
  async (t) => {
    const { ask, newMails, path, members, partnersOf, clock, deps, logLines } = await createTrial(t, 7);
    const [ana, ben, cleo, dan, eve, finn] = members;
    if (!ana || !ben || !cleo || !dan || !eve || !finn) throw new Error('nobody there');
    t.equal((await ask(ana, 'POST', `${path}/pause`, { until: '2027-03-09' })).status, 200);
    t.equal((await ask(ben, 'POST', `${path}/skip`, { date: '2027-03-09' })).status, 200);
    // Cleo keeps from two of the three who are left: with the one trio that four do not need, she meets the third.
    for (const other of [{ personId: dan.id }, { email: eve.email.toUpperCase() }])
      t.equal((await ask(cleo, 'POST', '/me/do-not-match', other)).status, 204);
    t.equal((await ask(cleo, 'POST', '/me/do-not-match', { personId: cleo.id })).status, 422);
    t.equal((await ask(cleo, 'POST', '/me/do-not-match', { email: 'nobody@example.org' })).status, 422);
    clock.set('2027-03-08T10:00:00Z');
    t.equal((await newMails()).length, 4);
    t.same(
      (await partnersOf(cleo))[0]?.partners.map(({ personId }) => personId),
      [finn.id],
    );
    t.same(await partnersOf(ana), []);
    t.same(await partnersOf(ben), []);

    // Nobody else sees the list, whatever their role; it is in her own download.
    t.equal((await ask(null, 'GET', '/me/do-not-match')).status, 403);
    t.same((await ask(dan, 'GET', '/me/do-not-match')).body, { items: [] });
    t.equal((await ask(cleo, 'GET', '/me/do-not-match')).body.items.length, 2);
    t.equal((await ask(cleo, 'GET', '/me/export')).body.doNotMatch.length, 2);
    for (const text of [
      (await ask(null, 'GET', `${path}/rounds`)).text,
      (await ask(dan, 'GET', '/me/export')).text,
      (await ask(null, 'GET', `/people/${dan.id}`)).text,
      logLines.join('\n'),
    ])
      t.notOk(text.includes('do-not-match') && text.includes(cleo.name));

    // Only one is left for her in the second week, and she keeps from him too: she is told why, and nobody else.
    t.equal((await ask(cleo, 'DELETE', `/me/do-not-match/${dan.id}`)).status, 204);
    t.equal((await ask(cleo, 'DELETE', `/me/do-not-match/${dan.id}`)).status, 404);
    for (const off of [ana, ben, dan, finn]) await ask(off, 'POST', `${path}/skip`, { date: '2027-03-16' });
    clock.set('2027-03-15T10:00:00Z');
    const told = (await newMails()).filter(({ subject }) => subject?.startsWith('No coffee partner'));
    t.same(told.map(({ to }) => to?.[0]?.address).toSorted(), [cleo.email, eve.email].toSorted());
    for (const { text } of told) {
      t.match(text, 'There was nobody left for you to meet this time.');
      t.match(text, 'You come first next time.');
    }
    const second = (await ask(null, 'GET', `${path}/rounds`)).body.items[0];
    t.match(second, { matched: 0, tables: 0, unmatched: null });

    // The week after both come first.
    for (const off of [ana, ben, finn]) await ask(off, 'POST', `${path}/skip`, { date: '2027-03-23' });
    clock.set('2027-03-22T10:00:00Z');
    await newMails();
    t.same((await deps.db.select().from(coffeeRounds).orderBy(asc(coffeeRounds.createdAt))).length, 3);
  },
);

t.test(
  'working hours are those of the very date: the weeks between two changes of clocks included',
  async (t) => {
    const { ask, newMails, path, members, clock } = await createTrial(t, 3);
    const [london, nairobi] = members;
    if (!london || !nairobi) throw new Error('nobody there');
    // Nine o'clock in London is noon in Nairobi until the clocks change on 28 March, then eleven.
    const early = { way: 'remote', workFrom: '09:00', workTo: '10:00' };
    t.equal((await ask(london, 'PATCH', `${path}/membership`, { settings: early })).status, 200);
    const eleven = { way: 'remote', workFrom: '11:00', workTo: '12:00' };
    t.equal((await ask(nairobi, 'PATCH', `${path}/membership`, { settings: eleven })).status, 200);
    clock.set('2027-03-22T10:00:00Z');
    const before = await newMails();
    t.same(
      before.map(({ text }) => text?.includes('shares a working hour')),
      [true, true],
    );
    clock.set('2027-03-29T10:00:00Z');
    const after = await newMails();
    t.equal(after.length, 2);
    const mine = after.find(({ to }) => to?.[0]?.address === london.email);
    t.match(mine?.text, /30 March 2027.*09:00.*10:00.*\(your time\)/s);
    t.match(mine?.text, /11:00.*12:00.*Person 2/s);
  },
);
