import { eq } from 'drizzle-orm';
import t from 'tap';

import { coffeeRounds, encounters } from '../../src/db/schema/index.ts';
import { createTrial } from '../fixtures/coffee.ts';

t.test(
  'asked for early a date is drawn once, by the same seed as its preview; an ended trial draws nothing',
  async (t) => {
    const { ask, newMails, path, deps, members } = await createTrial(t, 8);
    const early = await ask(null, 'POST', `${path}/rounds`, { date: '2027-03-16', seed: 5 });
    t.match(early, { status: 202, body: { status: 'drawing', start: '2027-03-16T10:00:00', matched: 0 } });
    t.equal((await newMails()).length, 7);
    const again = await ask(null, 'POST', `${path}/rounds`, { date: '2027-03-16', seed: 9 });
    t.match(again, { status: 202, body: { status: 'drawn', matched: 7, tables: 3 } });
    t.same(again.body.notes, ['1 table of another size than 2, so that nobody is left over.']);
    t.same(await newMails(), []);
    const [round] = await deps.db.select().from(coffeeRounds);
    t.equal(round?.seed, 5);
    t.match(await ask(null, 'POST', `${path}/rounds`, { date: '2027-03-17' }), {
      status: 422,
      body: { code: 'impossible', errors: [{ pointer: '/date' }] },
    });
    const [trio] = (await Promise.all(members.map((member) => ask(member, 'GET', '/me/matches'))))
      .map(({ body }) => body.items[0])
      .filter((match) => match.partners.length === 2);
    const three = members.filter(({ id }) =>
      trio.partners.some((one: { personId: string }) => one.personId === id),
    );
    for (const member of three)
      t.match(await ask(member, 'POST', `/me/matches/${trio.id}/answer`, { answer: 'yes' }), {
        status: 200,
        body: { answer: 'yes' },
      });
    t.match(await deps.db.select().from(encounters), [{ level: 4, tableSize: 3 }], 'in a trio pair by pair');
    const outsider = members.find(
      ({ id }) => !three.some((one) => one.id === id) && !trio.partners.includes(id),
    );
    t.ok(outsider);
    t.equal((await ask(null, 'POST', `/me/matches/${trio.id}/answer`, { answer: 'yes' })).status, 403);
    t.equal((await ask(null, 'POST', `${path}/end`, {})).status, 200);
    t.match(await ask(null, 'POST', `${path}/rounds`, {}), {
      status: 409,
      body: { code: 'programme-ended' },
    });
    t.equal(
      (
        await deps.db
          .select()
          .from(coffeeRounds)
          .where(eq(coffeeRounds.programmeId, path.slice(12)))
      ).length,
      1,
    );
  },
);
