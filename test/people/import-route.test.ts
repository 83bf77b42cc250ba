import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { people } from '../../src/db/schema/index.ts';
import { createApp, type TestApp } from '../fixtures/create-app.ts';

const CSV = 'email;name;unit;location;timeZone\r\nana@example.org;Ana;Finance;Nairobi;Africa/Nairobi\r\n';

function send(test: TestApp, payload: string | Buffer, headers: Record<string, string> = {}, query = '') {
  return test.app.inject({
    method: 'POST',
    url: `/api/v1/people/import${query}`,
    headers: { authorization: `Bearer ${test.adminKey}`, 'content-type': 'text/csv', ...headers },
    payload,
  });
}

t.test('a file is imported over HTTP, and a dry run changes nothing', async (t) => {
  const test = await createApp(t);
  const answer = { created: 1, updated: 0, unchanged: 0, rejected: [], rejectedCount: 0 };
  const dry = await send(test, CSV, {}, '?dryRun=true');
  t.strictSame({ status: dry.statusCode, body: dry.json() }, { status: 200, body: answer });
  t.equal(await test.deps.db.$count(people), 0);
  const done = await send(test, CSV, { 'content-type': 'text/csv; charset=UTF-8' });
  t.strictSame({ status: done.statusCode, body: done.json() }, { status: 200, body: answer });
  t.equal(await test.deps.db.$count(people), 1);
});

t.test('a body that is no such file is refused', async (t) => {
  const test = await createApp(t);
  const header = await send(test, '\nemail,name,nickname\n');
  t.equal(header.statusCode, 422);
  t.match(header.json(), {
    code: 'impossible',
    detail:
      'Line 2: unknown column "nickname"; column unit is missing; column location is missing; column timeZone is missing.',
    errors: [{ pointer: '', message: 'unknown column "nickname"' }, {}, {}, {}],
  });
  t.match((await send(test, '')).json(), {
    status: 422,
    detail: 'Line 1: the file is empty: a header line is needed.',
  });
  t.equal(
    (await send(test, '{}', { 'content-type': 'application/json' })).json().code,
    'unsupported-media-type',
  );
  t.equal(
    (await send(test, CSV, { 'content-type': 'text/csv; charset=latin1' })).json().code,
    'unsupported-media-type',
  );
  t.equal((await send(test, CSV, {}, '?dryRun=maybe')).statusCode, 400);
  t.equal((await send(test, CSV, {}, '?dryrun=true')).statusCode, 400);
  t.equal(await test.deps.db.$count(people), 0);
});

t.test('only an admin may import', async (t) => {
  const test = await createApp(t);
  const { key } = await test.deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'organiser', role: 'organiser' }, test.deps.now()),
  );
  t.equal((await send(test, CSV, { authorization: `Bearer ${key}` })).statusCode, 403);
  t.equal((await send(test, CSV, { authorization: 'Bearer nonsense' })).statusCode, 401);
  t.equal(await test.deps.db.$count(people), 0);
});

t.test('the same Idempotency-Key gives the same answer for the same file only', async (t) => {
  const test = await createApp(t);
  const headers = { 'idempotency-key': 'import-1' };
  const first = await send(test, CSV, headers);
  const again = await send(test, CSV, headers);
  t.strictSame(again.json(), first.json());
  t.equal(again.headers['idempotency-replayed'], 'true');
  t.equal((await send(test, `${CSV}x`, headers)).json().code, 'idempotency-key-reused');
  t.equal((await send(test, CSV, headers, '?dryRun=true')).json().code, 'idempotency-key-reused');
});

t.test('a client that goes away in the middle leaves nothing behind, and the service goes on', async (t) => {
  const test = await createApp(t);
  await test.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = test.app.server.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    const request = httpRequest({
      port,
      method: 'POST',
      path: '/api/v1/people/import',
      headers: {
        authorization: `Bearer ${test.adminKey}`,
        'content-type': 'text/csv',
        'content-length': 10_000,
      },
    });
    request.on('error', () => resolve());
    request.on('close', () => resolve());
    request.write(CSV, () => request.destroy());
  });
  t.equal((await send(test, CSV)).json().created, 1);
});
