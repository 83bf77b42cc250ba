import type { InjectOptions } from 'fastify';
import t from 'tap';

import { createApp } from '../fixtures/create-app.ts';

const PEOPLE = '/api/v1/people';

t.test('every failure is problem+json with one code, one status and a sentence', async (t) => {
  const { app, adminKey } = await createApp(t);
  const json = { 'content-type': 'application/json' };
  const send = (payload: string, headers: Record<string, string> = json): InjectOptions => ({
    method: 'POST',
    url: PEOPLE,
    payload,
    headers,
  });
  const cases: [name: string, request: InjectOptions, status: number, code: string][] = [
    ['bad JSON', send('{"email": '), 400, 'bad-json'],
    ['JSON that is no object', send('[1]'), 400, 'validation-failed'],
    ['no body', { method: 'POST', url: PEOPLE }, 400, 'validation-failed'],
    ['an empty body', send(''), 400, 'validation-failed'],
    ['a body too large', send(`{"name":"${'x'.repeat(300_000)}"}`), 413, 'too-large'],
    [
      'a form',
      send('name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported-media-type',
    ],
    ['plain text', send('hello', { 'content-type': 'text/plain' }), 415, 'unsupported-media-type'],
    ['a media type of nonsense', send('x', { 'content-type': '\\' }), 415, 'unsupported-media-type'],
    ['another length', send('{}', { ...json, 'content-length': '1' }), 400, 'bad-request'],
    ['a prototype key', send('{"__proto__": {"admin": true}}'), 400, 'bad-json'],
    ['a constructor key', send('{"constructor": {"prototype": {}}}'), 400, 'bad-json'],
    ['an unknown route', { url: '/api/v1/nothing' }, 404, 'not-found'],
    ['an unknown page', { url: '/nothing' }, 404, 'not-found'],
    ['a malformed id', { url: `${PEOPLE}/1` }, 404, 'not-found'],
    [
      'another spelling of an id',
      { url: `${PEOPLE}/urn:uuid:0193b3f4-7c00-7000-8000-000000000000` },
      404,
      'not-found',
    ],
    ['an id that is not there', { url: `${PEOPLE}/0193b3f4-7c00-7000-8000-000000000000` }, 404, 'not-found'],
    ['an endless path', { url: `${PEOPLE}/${'x'.repeat(5_000)}` }, 404, 'not-found'],
    ['a path that cannot be decoded', { url: `${PEOPLE}/%E0%A4%A` }, 400, 'bad-request'],
    ['a cursor of nonsense', { url: `${PEOPLE}?cursor=x` }, 400, 'bad-cursor'],
    ['a limit of none', { url: `${PEOPLE}?limit=0` }, 400, 'validation-failed'],
    ['a limit twice', { url: `${PEOPLE}?limit=1&limit=2` }, 400, 'validation-failed'],
    ['a limit beyond all numbers', { url: `${PEOPLE}?limit=1e400` }, 400, 'validation-failed'],
    ['an unknown filter', { url: `${PEOPLE}?colour=red` }, 400, 'validation-failed'],
    ['NUL in a filter', { url: `${PEOPLE}?unit=%00` }, 400, 'validation-failed'],
    [
      'an empty Idempotency-Key',
      { ...send('{}'), headers: { ...json, 'idempotency-key': '' } },
      400,
      'validation-failed',
    ],
  ];
  for (const [name, request, status, code] of cases) {
    const headers = { authorization: `Bearer ${adminKey}`, ...request.headers };
    const answer = await app.inject({ ...request, headers });
    t.equal(answer.statusCode, status, name);
    t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8', name);
    t.match(answer.headers['x-request-id'], /^[0-9a-f-]{36}$/, name);
    const problem = answer.json();
    t.match(
      problem,
      { status, code, type: `urn:acquaint:problem:${code}`, title: /^[A-Z]/, detail: /\.?$/ },
      name,
    );
  }
});

t.test('input errors point at each field', async (t) => {
  const { call } = await createApp(t);
  const answer = await call('POST', PEOPLE, {
    email: 5,
    unit: 'Water',
    location: '',
    timeZone: 'Mars',
    'a/b~c': 1,
  });
  t.equal(answer.statusCode, 400);
  const pointers = answer.json().errors.map((error: { pointer: string }) => error.pointer);
  t.ok(
    ['/email', '/name', '/a~1b~0c'].every((pointer) => pointers.includes(pointer)),
    pointers.join(' '),
  );
  const nonsense = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`field${i}`, i]));
  t.equal((await call('POST', PEOPLE, nonsense)).json().errors.length, 20, 'not a book of them');
});

t.test('texts that cannot be stored are refused by name', async (t) => {
  const { app, adminKey } = await createApp(t);
  for (const escaped of ['\\u0000', '\\ud800', '\\udc00']) {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/api-keys',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      payload: `{"role":"admin","name":"a${escaped}b"}`,
    });
    t.equal(answer.statusCode, 400);
    t.equal(answer.json().errors[0].pointer, '/name');
  }
  const pair = await app.inject({
    method: 'POST',
    url: '/api/v1/api-keys',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    payload: '{"role":"admin","name":"\\ud83d\\ude00 \\\\u0000"}',
  });
  t.equal(pair.json().name, '😀 \\u0000', 'whole pairs and written-out escapes are texts like any other');
});

t.test('a method that a path does not take is told from a path that is not there', async (t) => {
  const { call, app } = await createApp(t);
  const put = await call('PUT', '/api/v1/people/0193b3f4-7c00-7000-8000-000000000000', {});
  t.equal(put.statusCode, 405);
  t.equal(put.headers.allow, 'DELETE, GET, HEAD, PATCH');
  t.equal(put.json().code, 'method-not-allowed');
  t.equal((await app.inject({ method: 'OPTIONS', url: '/livez' })).headers.allow, 'GET, HEAD');
  t.equal((await call('DELETE', '/api/v1/nothing/at/all')).statusCode, 404);
});

t.test('an unexpected fault tells its request id and nothing else', async (t) => {
  const { app, logLines } = await createApp(t);
  app.get('/fault', async () => {
    throw new Error('connection to 10.0.0.1 refused for ana@example.org');
  });
  const answer = await app.inject({ url: '/fault' });
  t.equal(answer.statusCode, 500);
  t.strictSame(answer.json(), {
    type: 'urn:acquaint:problem:internal',
    title: 'Something went wrong on our side',
    status: 500,
    detail: 'The fault is logged under the request id of this answer.',
    code: 'internal',
  });
  const logged = logLines.filter((line) => line.includes('request failed'));
  t.equal(logged.length, 1);
  t.match(JSON.parse(logged[0] ?? ''), { level: 'error', reqId: answer.headers['x-request-id'] });
  t.notMatch(logged[0], /ana@/);
});

t.test('people in a browser see the same problem as a page, programs never do', async (t) => {
  const { app } = await createApp(t);
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const page = await app.inject({ url: '/nothing', headers });
  t.equal(page.statusCode, 404);
  t.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  t.match(page.body, /<h1>There is nothing here<\/h1>/);
  t.match((await app.inject({ url: '/api/v1/people', headers })).headers['content-type'], /problem\+json/);
});

t.test('HEAD answers wherever GET does, without a body', async (t) => {
  const { app, adminKey } = await createApp(t);
  for (const url of ['/livez', '/sign-in', '/api/v1/people', '/api/v1/api-keys', '/openapi.json']) {
    const headers = { authorization: `Bearer ${adminKey}` };
    const answer = await app.inject({ method: 'HEAD', url, headers });
    t.equal(answer.statusCode, 200, url);
    t.equal(answer.body, '', url);
  }
});
