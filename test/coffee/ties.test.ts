import t from 'tap';

import type { Person } from '../../src/db/schema/index.ts';
import { createTrial } from '../fixtures/coffee.ts';

/** The first three dates of the trial, a week apart; all at ten in London, before the clocks change. */
const DATES = ['2027-03-09', '2027-03-16', '2027-03-23'];

t.test('two coffees a fortnight apart make a tie, for as long as both of them stand', async (t) => {
  const { ask, newMails, members, partnersOf, clock } = await createTrial(t, 3);
  const [ana, ben] = members;
  if (!ana || !ben) throw new Error('nobody there');
  type Row = { id: string; level: number; metAt: string; evidence: { rule: string } };
  const rowsOf = async (person: Person): Promise<Row[]> =>
    (await ask(person, 'GET', '/me/encounters')).body.items;
  /** When they met, how far it goes, and why, as the person reads it. */
  const metBy = async (person: Person) =>
    (await rowsOf(person))
      .map(({ level, metAt, evidence }) => `${metAt.slice(0, 10)} ${level} ${evidence.rule}`)
      .sort();
  const matchOn = async (person: Person, k: number) => (await partnersOf(person)).toReversed()[k]?.id ?? '';
  const say = async (person: Person, k: number, answer: string) => {
    const path = `/me/matches/${await matchOn(person, k)}/answer`;
    t.equal((await ask(person, 'POST', path, { answer })).status, 200);
  };
  for (const [k, date] of DATES.entries()) {
    clock.set(new Date(Date.parse(`${date}T10:00:00Z`) - 86_400_000));
    await newMails();
    clock.set(`${date}T12:00:00Z`);
    await say(ana, k, 'yes');
    if (k === 2) t.equal((await metBy(ana)).length, 2, 'one word makes no third encounter');
    await say(ben, k, 'yes');
  }
  const tied = ['2027-03-09 4 both-said', '2027-03-16 4 both-said', '2027-03-23 5 met-again'];
  t.same(await metBy(ana), tied, 'a week after the first makes none, a fortnight does');
  t.same(await metBy(ben), tied, 'and both read the same');

  // The first is taken back: a week is left between the two others.
  await say(ben, 0, 'no');
  const loosened = ['2027-03-16 4 both-said', '2027-03-23 4 both-said'];
  t.same(await metBy(ana), loosened);
  t.same(await metBy(ben), loosened);

  // Said again it is a tie again; struck out it is none, and stays none whatever the other says.
  await say(ben, 0, 'yes');
  t.same(await metBy(ana), ['2027-03-09 5 met-again', ...loosened]);
  const first = (await rowsOf(ana)).find(({ metAt }) => metAt.startsWith('2027-03-09'));
  t.equal((await ask(ana, 'DELETE', `/me/encounters/${first?.id}`)).status, 204);
  await say(ben, 0, 'yes');
  t.same(await metBy(ben), loosened);
});
