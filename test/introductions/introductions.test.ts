import t, { type Test } from 'tap';

import { introductions } from '../../src/db/schema/index.ts';
import { proposeIntroduction } from '../../src/introductions/propose-introduction.ts';
import { introductionsTo } from '../../src/introductions/queries.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

const DAY_MS = 86_400_000;

/** Two people, one of whom has been asked; `said` posts an answer by the newest link to that address. */
async function createTwo(t: Test) {
  const sink = await createSink(t);
  const parts = await createApp(t, { smtpUrl: sink.url });
  const { app, deps } = parts;
  const [ana, ben] = await addPeople(deps, [{ name: 'Ana Silva' }, { name: 'Ben Okri' }]);
  if (!ana || !ben) throw new Error('nobody there');
  const propose = (firstId = ana.id, secondId = ben.id) =>
    deps.db.transaction((tx) =>
      proposeIntroduction(tx, { firstId, secondId, topic: 'Budgets', createdBy: ana.id }, deps.now()),
    );
  const mailsTo = async (address: string) => {
    await work(deps);
    return (await sink.parsed()).filter(({ to }) => to?.some((one) => one.address === address));
  };
  const linkOf = async (address: string) =>
    /acquaint\.test(\/l\/\S+)/.exec((await mailsTo(address)).at(-1)?.text ?? '')?.[1] ?? '';
  const said = async (address: string, wants: string) =>
    app.inject({
      method: 'POST',
      url: await linkOf(address),
      payload: `wants=${wants}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  return { ...parts, ana, ben, propose, mailsTo, linkOf, said };
}

t.test('one is asked, then the other; when both want it each can write to the other', async (t) => {
  const { app, ana, ben, propose, mailsTo, linkOf, said } = await createTwo(t);
  await propose();
  t.equal((await mailsTo(ben.email)).length, 0, 'the second is not asked yet');
  t.match((await app.inject(await linkOf(ana.email))).body, 'Ben Okri');
  t.match((await said(ana.email, 'perhaps')).body, 'Yes, introduce us');
  t.match((await said(ana.email, 'yes')).body, 'If the other person says yes too');
  t.match((await said(ana.email, 'no')).body, 'You said yes', 'the other has been asked already');
  t.match((await mailsTo(ben.email))[0]?.subject, 'Would you like to meet Ana Silva?');
  await said(ben.email, 'yes');
  const made = (await mailsTo(ana.email)).at(-1);
  t.match(made, { subject: 'Meet Ben Okri', replyTo: [{ address: ben.email }] });
  t.match((await mailsTo(ben.email)).at(-1), { replyTo: [{ address: ana.email }] });
});

t.test('a decline is silent, whoever declines', async (t) => {
  const { deps, ana, ben, propose, mailsTo, said } = await createTwo(t);
  await propose();
  await said(ana.email, 'yes');
  await said(ben.email, 'no');
  t.equal((await mailsTo(ana.email)).length, 1, 'nobody is told');
  t.match(await introductionsTo(deps.db, ana.id), [{ wanted: true, introduced: false }]);
  t.match(await introductionsTo(deps.db, ben.id), [{ wanted: false, introduced: false }]);
});

t.test('who was never asked learns of nothing', async (t) => {
  const { deps, ana, ben, propose, mailsTo, said } = await createTwo(t);
  await propose();
  await said(ana.email, 'no');
  t.equal((await mailsTo(ben.email)).length, 0);
  t.same(await introductionsTo(deps.db, ben.id), []);
});

t.test('a question lapses after 14 days, and a pair rests for 180', async (t) => {
  const { app, clock, deps, ana, ben, propose, linkOf, said } = await createTwo(t);
  await propose();
  const link = await linkOf(ana.email);
  clock.advance(14 * DAY_MS);
  t.equal((await app.inject(link)).statusCode, 404);
  t.equal((await said(ana.email, 'yes')).statusCode, 404);
  t.equal(await propose(ben.id, ana.id), null, 'in the other order too');
  clock.advance(166 * DAY_MS);
  const both = await Promise.all([propose(ben.id, ana.id), propose()]);
  t.equal(both.filter(Boolean).length, 1, 'of two at once one is kept');
  t.equal(await deps.db.$count(introductions), 2);
});
