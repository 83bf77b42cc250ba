import t from 'tap';

import { questionVotes } from '../../src/db/schema/index.ts';
import { addSessions } from '../fixtures/add-rows.ts';
import { createHall } from '../fixtures/create-hall.ts';

t.test('two thousand people voting at once neither lose nor double a vote', async (t) => {
  const { app, call, deps, invited, url, as } = await createHall(t, 2_000);
  for (const text of ['One?', 'Two?', 'Three?']) await as(invited[0], 'POST', `${url}/questions`, { text });
  const asked = (await call('GET', `${url}/questions`)).json().items;
  await deps.db.delete(questionVotes);
  const sessions = await addSessions(deps, invited);
  /** Everybody votes for one of the three, and a tenth of them twice. */
  const votes = Array.from({ length: 1.1 * invited.length }, (_, i) => i % invited.length);
  const voteOn = async () => {
    for (let voter = votes.pop(); voter !== undefined; voter = votes.pop()) {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: `${url}/questions/${asked[voter % 3].id}/vote`,
        headers: { ...sessions[voter], origin: 'http://acquaint.test' },
      });
      if (statusCode !== 200) t.fail(`a vote was answered with ${statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: 20 }, voteOn));
  const counted = new Map(
    (await call('GET', `${url}/questions`))
      .json()
      .items.map((one: { id: string; votes: number }) => [one.id, one.votes]),
  );
  t.same(
    asked.map(({ id }: { id: string }) => counted.get(id)),
    [667, 667, 666],
  );
});
