import { asc, eq } from 'drizzle-orm';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { keepTime } from '../../jobs/keep-time.ts';
import { letters, mails, PAUSED_FOR_GOOD, people } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { issueLetterTokens } from '../../src/letters/issue-letter-tokens.ts';
import { type OwedLetter, oweLetters } from '../../src/letters/owe-letters.ts';
import { withdrawLetters } from '../../src/letters/withdraw-letters.ts';
import { addGathering, addPeople } from '../fixtures/add-rows.ts';
import { createApp, createDeps } from '../fixtures/create-app.ts';
import { work } from '../fixtures/work.ts';

const DAY_MS = 86_400_000;

function owe(deps: Deps, owed: OwedLetter[]): Promise<number> {
  return deps.db.transaction((tx) => oweLetters(tx, owed, deps.now()));
}

/** The mails of letters so far, in the order they were owed. */
async function mailed(deps: Deps) {
  return deps.db
    .select({ occasion: letters.occasion, delivery: mails.delivery, lastError: mails.lastError })
    .from(mails)
    .innerJoin(letters, eq(letters.id, mails.letterId))
    .orderBy(asc(mails.id));
}

t.test('a letter is owed once for each occasion, and never a fourth time about one subject', async (t) => {
  const { deps } = await createDeps(t);
  const [ana, ben] = await addPeople(deps, 2);
  const about = { kind: 'room.test', subjectId: uuidv7() } as const;
  const to = (personId = '', occasion = '') => ({ ...about, personId, occasion });
  t.equal(await owe(deps, [to(ana?.id), to(ben?.id)]), 2);
  t.equal(await owe(deps, [to(ana?.id), to(ben?.id)]), 0);
  t.equal(await owe(deps, [to(ana?.id, 'b'), to(ana?.id, 'c'), to(ana?.id, 'd')]), 2);
  t.equal(await owe(deps, [to(ana?.id, 'e')]), 0);
  t.equal(await owe(deps, [{ ...to(ana?.id), subjectId: uuidv7() }]), 1, 'another subject');
  t.equal((await mailed(deps)).length, 5);
});

t.test('the same letter owed by many at once is owed once', async (t) => {
  const { deps } = await createDeps(t);
  const [ana] = await addPeople(deps, 1);
  const letter = { kind: 'room.test', subjectId: uuidv7(), personId: ana?.id ?? '' } as const;
  const counts = await Promise.all(Array.from({ length: 8 }, () => owe(deps, [letter])));
  t.equal(
    counts.reduce((sum, count) => sum + count, 0),
    1,
  );
  t.equal((await mailed(deps)).length, 1);
});

t.test(
  'a letter for later becomes a mail when its time comes, once, and not when it was withdrawn',
  async (t) => {
    const { deps, clock } = await createDeps(t);
    const [ana] = await addPeople(deps, 1);
    const letter = (occasion: string, days: number) => ({
      kind: 'room.test' as const,
      subjectId: '019a0000-0000-7000-8000-000000000001',
      personId: ana?.id ?? '',
      occasion,
      dueAt: new Date(clock.now().getTime() + days * DAY_MS),
    });
    await owe(deps, [letter('30-days', 30), letter('90-days', 90)]);
    await keepTime(deps);
    t.same(await mailed(deps), []);
    clock.advance(30 * DAY_MS);
    await Promise.all([keepTime(deps), keepTime(deps)]);
    await keepTime(deps);
    t.same(
      (await mailed(deps)).map(({ occasion }) => occasion),
      ['30-days'],
    );
    const { kind, subjectId } = letter('', 0);
    await deps.db.transaction((tx) => withdrawLetters(tx, { kind, subjectId }, deps.now()));
    clock.advance(60 * DAY_MS);
    await keepTime(deps);
    t.same(await mailed(deps), [
      { occasion: '30-days', delivery: 'failed', lastError: 'Not sent: it is of no use any more.' },
    ]);
  },
);

t.test('a letter of a kind that nobody knows any more is given up, with the reason', async (t) => {
  const { deps } = await createDeps(t);
  const [ana] = await addPeople(deps, 1);
  await owe(deps, [{ kind: 'room.gone', subjectId: uuidv7(), personId: ana?.id ?? '' }]);
  await work(deps);
  t.match(await mailed(deps), [{ delivery: 'failed', lastError: 'Not sent: it is of no use any more.' }]);
});

t.test('one click stops the letters of a topic, no others, and can be undone', async (t) => {
  const { app, deps } = await createApp(t);
  const [ana] = await addPeople(deps, 1);
  const personId = ana?.id ?? '';
  const letter = (kind: OwedLetter['kind']) => ({ kind, subjectId: uuidv7(), personId });
  await owe(deps, [letter('coffee.match')]);
  const [first] = await deps.db.select().from(letters);
  const issued = await issueLetterTokens(deps.db, [first?.id ?? ''], deps.now());
  const url = `/u/${issued.get(first?.id ?? '')?.unsubscribe}`;
  const reasons = async () => {
    await work(deps);
    return (await mailed(deps)).map(({ lastError }) => lastError);
  };
  const [useless, stopped] = [
    'Not sent: it is of no use any more.',
    'Not sent: the person takes no such mails at the moment.',
  ];
  for (const method of ['GET', 'HEAD'] as const) {
    t.equal((await app.inject({ method, url })).statusCode, 200, method);
  }
  t.match((await app.inject(url)).body, 'about: coffee trials');
  t.same(await reasons(), [useless], 'opening the link stops nothing');
  const click = (payload: string) =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  for (const time of ['once', 'twice']) {
    t.equal((await click('List-Unsubscribe=One-Click')).statusCode, 200, time);
  }
  await owe(deps, [letter('coffee.match'), letter('fair.route')]);
  t.same(await reasons(), [useless, stopped, useless]);
  t.match((await click('action=resume')).body, 'Stop these mails?');
  await owe(deps, [letter('coffee.match')]);
  t.same(await reasons(), [useless, stopped, useless, useless]);
  t.equal((await app.inject('/l/not-a-link')).statusCode, 404);
});

t.test(
  'by a link of a letter one stops everything but news of what one accepted, and undoes it',
  async (t) => {
    const { app, deps } = await createApp(t);
    const [ana] = await addPeople(deps, 1);
    const personId = ana?.id ?? '';
    const gathering = await addGathering(deps);
    const letter = (more: Partial<OwedLetter>) =>
      owe(deps, [{ kind: 'coffee.gone', subjectId: uuidv7(), personId, ...more }]);
    await letter({});
    const [first] = await deps.db.select().from(letters);
    const issued = await issueLetterTokens(deps.db, [first?.id ?? ''], deps.now());
    const click = (action: string) =>
      app.inject({
        method: 'POST',
        url: `/u/${issued.get(first?.id ?? '')?.unsubscribe}`,
        payload: `action=${action}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    for (const time of ['once', 'twice']) {
      const { statusCode, body } = await click('stop-everything');
      t.equal(statusCode, 200, time);
      t.match(body, 'You get no more invitations');
    }
    const paused = async () => (await deps.db.select().from(people))[0]?.pausedUntil;
    t.equal(await paused(), PAUSED_FOR_GOOD);
    await work(deps);
    await letter({ kind: 'fair.gone' });
    await work(deps);
    await letter({ gatheringId: gathering.id });
    await work(deps);
    const stopped = 'Not sent: the person takes no such mails at the moment.';
    const useless = 'Not sent: it is of no use any more.';
    t.same(
      (await mailed(deps)).map(({ lastError }) => lastError),
      [stopped, stopped, useless],
      'a letter about a gathering is not stopped',
    );
    const { body } = await click('resume-everything');
    t.match(body, 'Stop these mails?');
    t.match(body, 'Stop everything but news of gatherings I have accepted');
    t.equal(await paused(), null);
  },
);
