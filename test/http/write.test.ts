import { count, eq } from 'drizzle-orm';
import t, { type Test } from 'tap';
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { apiKeys, idempotencyKeys, people } from '../../src/db/schema/index.ts';
import { write } from '../../src/http/write.ts';
import { createApp } from '../fixtures/create-app.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ANA = {
  email: 'ana@example.org',
  name: 'Ana Silva',
  unit: 'Water',
  location: 'Nairobi',
  timeZone: 'Africa/Nairobi',
};

/** The application with a caller that sends Idempotency-Keys, and counts of people. */
async function createKeyed(t: Test) {
  const parts = await createApp(t);
  const { app, adminKey, deps } = parts;
  return {
    ...parts,
    post: (url: string, payload: object, key: string, credential = adminKey) =>
      app.inject({
        method: 'POST',
        url,
        payload,
        headers: { authorization: `Bearer ${credential}`, 'idempotency-key': key },
      }),
    headcount: async () => (await deps.db.select({ n: count() }).from(people))[0]?.n,
  };
}

t.test('the same request under the same key repeats the answer, not the effect', async (t) => {
  const { post, headcount } = await createKeyed(t);
  const first = await post('/api/v1/people', ANA, 'one');
  t.equal(first.statusCode, 201);
  t.equal(first.headers['idempotency-replayed'], undefined);
  const again = await post('/api/v1/people', ANA, 'one');
  t.equal(again.statusCode, 201);
  t.equal(again.headers['idempotency-replayed'], 'true');
  t.strictSame(again.json(), first.json());
  t.equal(await headcount(), 1);
});

t.test('another request under the same key is refused, by body and by path', async (t) => {
  const { post, headcount } = await createKeyed(t);
  await post('/api/v1/people', ANA, 'one');
  for (const answer of [
    await post('/api/v1/people', { ...ANA, name: 'Ana' }, 'one'),
    await post('/api/v1/api-keys', { name: 'x', role: 'admin' }, 'one'),
  ]) {
    t.equal(answer.statusCode, 422);
    t.equal(answer.json().code, 'idempotency-key-reused');
  }
  t.equal(await headcount(), 1);
});

t.test('keys belong to who sends them', async (t) => {
  const { post, deps } = await createKeyed(t);
  const other = await deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'other', role: 'admin' }, deps.now()),
  );
  t.equal((await post('/api/v1/people', ANA, 'one')).statusCode, 201);
  const body = { ...ANA, email: 'ben@example.org' };
  const answer = await post('/api/v1/people', body, 'one', other.key);
  t.equal(answer.statusCode, 201);
  t.equal(answer.json().email, 'ben@example.org');
});

t.test('a failure is not kept: mended, the request may come again under its key', async (t) => {
  const { post, deps } = await createKeyed(t);
  await post('/api/v1/people', ANA, 'one');
  t.equal((await post('/api/v1/people', ANA, 'two')).statusCode, 409);
  await deps.db.delete(people).where(eq(people.email, ANA.email));
  t.equal((await post('/api/v1/people', ANA, 'two')).statusCode, 201);
});

t.test('an answer is kept for 24 hours', async (t) => {
  const { post, clock } = await createKeyed(t);
  await post('/api/v1/people', ANA, 'one');
  clock.advance(DAY_MS - 1);
  t.equal((await post('/api/v1/people', ANA, 'one')).statusCode, 201);
  clock.advance(1);
  const late = await post('/api/v1/people', ANA, 'one');
  t.equal(late.statusCode, 409, 'a new request, and the address is taken');
  t.equal(late.json().code, 'email-taken');
  const body = { ...ANA, email: 'ben@example.org' };
  t.equal((await post('/api/v1/people', body, 'one')).json().email, 'ben@example.org');
  t.equal((await post('/api/v1/people', body, 'one')).headers['idempotency-replayed'], 'true');
});

t.test('of twenty at once under one key one works; the others are told so at once', async (t) => {
  const { post, headcount } = await createKeyed(t);
  const answers = await Promise.all(Array.from({ length: 20 }, () => post('/api/v1/people', ANA, 'one')));
  const fresh = answers.filter((a) => a.statusCode === 201 && !a.headers['idempotency-replayed']);
  t.equal(fresh.length, 1);
  for (const answer of answers) {
    if (answer.statusCode === 201) t.strictSame(answer.json(), fresh[0]?.json());
    else t.match(answer.json(), { status: 409, code: 'idempotency-in-flight' });
  }
  t.equal(await headcount(), 1);
});

t.test('a request still being worked on is a 409, and a crash keeps neither effect nor answer', async (t) => {
  const { app, deps, post } = await createKeyed(t);
  const actorId = uuidv7();
  let begun = () => {};
  let finish: () => void = () => {};
  const gate = { begun: Promise.resolve(), finish: Promise.resolve(), crash: false };
  app.post('/held', { schema: { body: Type.Object({}) } }, async (request, reply) => {
    request.principal = { actorId, role: 'admin', personId: null };
    return write(deps, request, reply, async (tx, now) => {
      await addApiKey(tx, { name: 'held', role: 'organiser' }, now);
      begun();
      await gate.finish;
      if (gate.crash) throw new Error('the process dies here');
      return { status: 201, body: { done: true } };
    });
  });
  const hold = () => {
    gate.begun = new Promise((resolve) => (begun = resolve));
    gate.finish = new Promise((resolve) => (finish = resolve));
  };
  const effects = async () =>
    (await deps.db.select().from(apiKeys).where(eq(apiKeys.name, 'held'))).length +
    (await deps.db.select().from(idempotencyKeys)).length;

  gate.crash = true;
  hold();
  const crashed = post('/held', {}, 'one');
  await gate.begun;
  const meanwhile = await post('/held', {}, 'one');
  t.equal(meanwhile.statusCode, 409);
  t.equal(meanwhile.json().code, 'idempotency-in-flight');
  finish();
  t.equal((await crashed).statusCode, 500);
  t.equal(await effects(), 0);

  gate.crash = false;
  hold();
  const worked = post('/held', {}, 'one');
  await gate.begun;
  finish();
  t.equal((await worked).statusCode, 201);
  t.equal(await effects(), 2);
});
