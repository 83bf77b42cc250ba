import { eq } from 'drizzle-orm';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { apiKeys, idempotencyKeys } from '../../src/db/schema/index.ts';
import { hashToken } from '../../src/token.ts';
import { createApp } from '../fixtures/create-app.ts';

const HOUR_MS = 60 * 60 * 1000;

t.test('a new key works at once, is shown once and is kept as a hash alone', async (t) => {
  const { app, call, deps } = await createApp(t);
  const answer = await call('POST', '/api/v1/api-keys', { name: 'HR import', role: 'organiser' });
  t.equal(answer.statusCode, 201);
  const { id, key, ...rest } = answer.json();
  t.match(key, /^acq_[A-Za-z0-9_-]{32}$/);
  t.strictSame(rest, {
    name: 'HR import',
    role: 'organiser',
    prefix: key.slice(0, 8),
    createdAt: '2026-11-02T08:00:00.000Z',
    expiresAt: null,
    revokedAt: null,
  });
  const [row] = await deps.db.select().from(apiKeys).where(eq(apiKeys.id, id));
  t.strictSame(row?.keyHash, hashToken(key));
  t.notOk(JSON.stringify(row).includes(key));

  const used = await app.inject({ url: '/api/v1/api-keys', headers: { authorization: `bearer ${key}` } });
  t.equal(used.statusCode, 403, 'an organiser is known, and may not see keys');
});

t.test('a key stops working when it expires and when it is revoked', async (t) => {
  const { call, clock } = await createApp(t);
  const expiresAt = new Date(clock.now().getTime() + HOUR_MS).toISOString();
  const short = (await call('POST', '/api/v1/api-keys', { name: 'short', role: 'admin', expiresAt })).json();
  const long = (await call('POST', '/api/v1/api-keys', { name: 'long', role: 'admin' })).json();
  t.equal(short.expiresAt, expiresAt);
  t.equal((await call('GET', '/api/v1/api-keys', undefined, short.key)).statusCode, 200);
  clock.advance(HOUR_MS);
  t.equal((await call('GET', '/api/v1/api-keys', undefined, short.key)).statusCode, 401);

  t.equal((await call('DELETE', `/api/v1/api-keys/${long.id}`)).statusCode, 204);
  t.equal((await call('GET', '/api/v1/api-keys', undefined, long.key)).statusCode, 401);
  const revokedAt = clock.now().toISOString();
  clock.advance(HOUR_MS);
  t.equal((await call('DELETE', `/api/v1/api-keys/${long.id}`)).statusCode, 204, 'again changes nothing');
  const { items } = (await call('GET', '/api/v1/api-keys')).json();
  t.equal(items.find((item: { id: string }) => item.id === long.id).revokedAt, revokedAt);
  t.equal((await call('DELETE', `/api/v1/api-keys/${uuidv7()}`)).statusCode, 404);
});

t.test('the list shows neither keys nor hashes, page by page', async (t) => {
  const { call, deps, queries, adminKey } = await createApp(t);
  for (const name of ['one', 'two', 'three']) {
    await deps.db.transaction((tx) => addApiKey(tx, { name, role: 'organiser' }, deps.now()));
  }
  queries.length = 0;
  const first = await call('GET', '/api/v1/api-keys?limit=3');
  t.equal(queries.length, 2, 'the credential and the list');
  const second = await call('GET', `/api/v1/api-keys?limit=3&cursor=${first.json().nextCursor}`);
  const names = [...first.json().items, ...second.json().items].map((item: { name: string }) => item.name);
  t.strictSame(names, ['test admin', 'one', 'two', 'three']);
  t.equal(second.json().nextCursor, null);
  t.strictSame(Object.keys(first.json().items[0]).sort(), [
    'createdAt',
    'expiresAt',
    'id',
    'name',
    'prefix',
    'revokedAt',
    'role',
  ]);
  t.notOk(first.body.includes(adminKey));
});

t.test('what cannot be is refused with the field and the reason', async (t) => {
  const { call } = await createApp(t);
  const past = await call('POST', '/api/v1/api-keys', {
    name: 'x',
    role: 'admin',
    expiresAt: '2026-11-02T08:00:00Z',
  });
  t.equal(past.statusCode, 422);
  t.strictSame(past.json().errors, [{ pointer: '/expiresAt', message: 'must be in the future' }]);
  const reserved = await call('POST', '/api/v1/api-keys', { name: 'ACQUAINT_ADMIN_KEY', role: 'admin' });
  t.equal(reserved.statusCode, 422);
  t.equal(reserved.json().errors[0].pointer, '/name');
  const role = await call('POST', '/api/v1/api-keys', { name: 'x', role: 'member' });
  t.equal(role.statusCode, 400);
  t.strictSame(role.json().errors, [{ pointer: '/role', message: 'must be one of admin, organiser' }]);
});

t.test('an answer repeated for an Idempotency-Key no longer holds the key', async (t) => {
  const { app, adminKey, deps } = await createApp(t);
  const request = {
    method: 'POST' as const,
    url: '/api/v1/api-keys',
    headers: { authorization: `Bearer ${adminKey}`, 'idempotency-key': 'once' },
    payload: { name: 'once', role: 'organiser' },
  };
  const first = await app.inject(request);
  const again = await app.inject(request);
  t.equal(again.statusCode, 201);
  t.equal(again.headers['idempotency-replayed'], 'true');
  t.strictSame(again.json(), { ...first.json(), key: null });
  const kept = await deps.db.select().from(idempotencyKeys);
  t.equal(kept.length, 1);
  t.notOk(JSON.stringify(kept).includes(first.json().key));
});
