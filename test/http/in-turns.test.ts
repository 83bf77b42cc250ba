import fc from 'fast-check';
import fastify from 'fastify';
import t from 'tap';

import { compileAhead } from '../../src/http/compile-ahead.ts';
import { inTurns } from '../../src/http/json-in-turns.ts';
import { createApp } from '../fixtures/create-app.ts';

t.test('a body written in turns is the JSON of the body, however long its lists are', async (t) => {
  const app = fastify();
  t.teardown(() => app.close());
  let body: object = {};
  app.get('/', (_, reply) => inTurns(reply, body));
  const check = async (given: object) => {
    body = given;
    const response = await app.inject('/');
    return response.body === JSON.stringify(given) && response.headers['content-type'] === JSON_TYPE;
  };
  await fc.assert(fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), check), { numRuns: 100 });
  const long = Array.from({ length: 1_234 }, (_, n) => ({ n, text: 'é"\n', none: null, left: undefined }));
  t.ok(
    await check({ long, missing: undefined, nested: [{ long }, { long: long.slice(0, 500), empty: [] }] }),
  );
});

const JSON_TYPE = 'application/json; charset=utf-8';

t.test('other requests have their turn while a long list is written', async (t) => {
  const app = fastify();
  t.teardown(() => app.close());
  const long = Array.from({ length: 20_000 }, (_, n) => `item ${n}`);
  app.get('/', (_, reply) => inTurns(reply, { long }));
  let turns = 0;
  let isDone = false;
  const answered = app.inject('/').finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    turns++;
  }
  t.same((await answered).json(), { long });
  t.ok(turns >= 40, `${turns} turns`);
});

t.test('what routes compile when first used compiles ahead, and the routes answer alike', async (t) => {
  const ahead: (() => void)[] = [];
  const { call } = await createApp(t, { app: { ahead } });
  const first = (await call('GET', '/api/v1/people?limit=0')).json();
  t.ok(ahead.length > 200, `${ahead.length} pieces`);
  for (const compile of ahead) compile();
  t.same((await call('GET', '/api/v1/people?limit=0')).json().errors, first.errors);
  t.equal((await call('GET', '/api/v1/people')).statusCode, 200);
});

t.test('compiling ahead takes one piece after the other and ends when told', async (t) => {
  const done: string[] = [];
  const ending = new AbortController();
  const more = [
    () => done.push('a'),
    () => {
      done.push('b');
      ending.abort();
    },
    () => done.push('c'),
  ];
  // The pause keeps no process: something else must, until it is over.
  const keep = setInterval(() => undefined, 1_000);
  t.teardown(() => clearInterval(keep));
  await compileAhead(more, ending.signal);
  t.same(done, ['a', 'b']);
});
