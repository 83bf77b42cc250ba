import { setImmediate } from 'node:timers/promises';
import t, { type Test } from 'tap';

import { createEngine, LONG_FROM_PEOPLE } from '../../src/engine/engine.ts';
import { formRounds, type MixPerson } from '../../src/mixing/index.ts';

/** So many are seated in one pass, without a search. */
const MANY = 5_000;
const people: MixPerson[] = Array.from({ length: MANY }, (_, i) => ({
  id: `p${i}`,
  unit: `u${i % 40}`,
  location: `l${i % 7}`,
}));
const history = people.slice(1).map(({ id }, i) => ({ a: id, b: `p${i}`, metOn: '2026-05-01' }));
const PER_PAGE = 1_000;
const pages = Array.from({ length: Math.ceil(history.length / PER_PAGE) }, (_, k) =>
  history
    .slice(k * PER_PAGE, (k + 1) * PER_PAGE)
    .map(({ a, b, metOn }) => `${a},${b},${metOn}`)
    .join('\n'),
);
const question = { people, history, tableSize: 6, rounds: 2, seed: 3, today: '2026-06-01' };
/** The same as it goes to a thread. */
const asked = { ...question, history: pages };
const short = { ...question, people: people.slice(0, 24), history: [] };

function engineOf(t: Test) {
  const engine = createEngine();
  t.teardown(() => engine.close());
  return engine;
}

t.test('a long run gives what the engine gives, while this thread does other work', async (t) => {
  const engine = engineOf(t);
  let turns = 0;
  let isDone = false;
  const running = engine.run('formRounds', people.length, asked).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await setImmediate();
    turns++;
  }
  t.same(await running, formRounds(question));
  t.ok(turns > 100, 'this thread was free meanwhile');
});

t.test('runs at once take their turns and each gets its own result', async (t) => {
  const engine = engineOf(t);
  const seeds = [1, 2, 3, 4, 5];
  const small = { ...question, people: people.slice(0, LONG_FROM_PEOPLE), history: [] };
  const all = await Promise.all(
    seeds.map((seed) => engine.run('formRounds', LONG_FROM_PEOPLE, { ...small, seed })),
  );
  t.same(
    all,
    seeds.map((seed) => formRounds({ ...small, seed })),
  );
});

t.test('a thread that has held a crowd ends, and what waits runs on another one', async (t) => {
  const engine = engineOf(t);
  const crowds = [1, 2, 3].map((seed) => engine.run('formRounds', 20_000, { ...asked, seed }));
  const results = await Promise.all(crowds);
  results.push(await engine.run('formRounds', people.length, { ...asked, seed: 4 }));
  t.same(
    results,
    [1, 2, 3, 4].map((seed) => formRounds({ ...question, seed })),
  );
});

t.test('what the engine refuses is refused in the same words from a thread', async (t) => {
  const engine = engineOf(t);
  const twice = { ...asked, people: [...people, ...people.slice(0, 1)] };
  const refusal = {
    name: 'MixingError',
    code: 'duplicate-person',
    message: 'The person p0 is listed twice.',
  };
  await t.rejects(engine.run('formRounds', people.length, twice), refusal);
  await t.rejects(
    engine.run('formRounds', 24, { ...short, people: [...short.people, ...short.people] }),
    refusal,
  );
  t.equal((await engine.run('formRounds', people.length, asked)).rounds.length, 2, 'and goes on working');
});

t.test(
  'closing ends what runs and what waits, and takes nothing more; small runs need no thread',
  async (t) => {
    const engine = createEngine();
    const runs = [1, 2, 3, 4].map((seed) => engine.run('formRounds', people.length, { ...asked, seed }));
    const outcomes = Promise.allSettled(runs);
    await engine.close();
    for (const outcome of await outcomes) {
      t.match(outcome, { status: 'rejected', reason: { code: 'unavailable', retryAfter: 5 } });
    }
    await t.rejects(engine.run('formRounds', people.length, asked), { code: 'unavailable' });
    t.same(await engine.run('formRounds', 24, short), formRounds(short));
    await engine.close();
  },
);
