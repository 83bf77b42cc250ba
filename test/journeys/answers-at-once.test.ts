import { asc } from 'drizzle-orm';
import t from 'tap';

import { buildApp } from '../../src/app.ts';
import { invitations, mails } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

const GUESTS = 200;
const PLACES = 50;

const answerAt = async (link: string, answer: string) => {
  const response = await fetch(link, { method: 'POST', body: new URLSearchParams({ answer }) });
  return { status: response.status, page: await response.text() };
};

t.test(
  '200 answers at once through two servers fill 50 places and queue 150 in order of arrival',
  async (t) => {
    const { app, deps } = await createApp(t);
    const twin = await buildApp(deps);
    t.teardown(() => twin.close());
    const servers = [
      await app.listen({ port: 0, host: '127.0.0.1' }),
      await twin.listen({ port: 0, host: '127.0.0.1' }),
    ];
    const gathering = await addGathering(deps, { capacity: PLACES });
    const invited = await addInvitations(deps, gathering, await addPeople(deps, GUESTS));
    const tokens = await issueTokens(
      deps.db,
      invited.map((one) => one.id),
      deps.now(),
    );
    const linkOf = (id: string, i: number) => `${servers[i % servers.length]}/r/${tokens.get(id)?.answer}`;

    const answers = await Promise.all(invited.map((one, i) => answerAt(linkOf(one.id, i), 'accepted')));

    t.ok(answers.every(({ status }) => status === 200));
    t.equal(answers.filter(({ page }) => page.includes('You are coming.')).length, PLACES);
    t.equal(
      answers.filter(({ page }) => page.includes('You are on the waiting list.')).length,
      GUESTS - PLACES,
    );
    const inOrder = () => deps.db.select().from(invitations).orderBy(asc(invitations.waitlistNumber));
    const rows = await inOrder();
    t.equal(rows.filter((row) => row.answer === 'accepted').length, PLACES);
    const waiting = rows.filter((row) => row.answer === 'waitlisted');
    t.equal(waiting.length, GUESTS - PLACES);
    t.same(
      waiting.map((row) => row.waitlistNumber),
      waiting.map((_, i) => i + 1),
      'one place in the queue for each, none missing',
    );
    t.same(await deps.db.select().from(mails), []);

    const leaving = rows.filter((row) => row.answer === 'accepted').slice(0, 20);
    const declined = await Promise.all(leaving.map((row, i) => answerAt(linkOf(row.id, i), 'declined')));
    t.ok(declined.every(({ status, page }) => status === 200 && page.includes('You are not coming.')));

    const after = await inOrder();
    t.equal(after.filter((row) => row.answer === 'accepted').length, PLACES);
    t.same(
      after.filter((row) => row.answer === 'waitlisted').map((row) => row.id),
      waiting.slice(20).map((row) => row.id),
      'the first 20 in the queue moved up',
    );
    const promotions = await deps.db.select().from(mails);
    t.same(
      promotions.map((mail) => mail.invitationId).sort(),
      waiting
        .slice(0, 20)
        .map((row) => row.id)
        .sort(),
      'and each of them is owed one mail',
    );
  },
);
