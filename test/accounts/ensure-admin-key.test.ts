import t from 'tap';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { ensureAdminKey } from '../../src/accounts/ensure-admin-key.ts';
import { keyPrincipal } from '../../src/accounts/queries.ts';
import { revokeApiKey } from '../../src/accounts/revoke-api-key.ts';
import type { Deps } from '../../src/deps.ts';
import { createDeps } from '../fixtures/create-app.ts';

const FIRST = 'first-admin-key-of-thirty-two-characters';
const SECOND = 'second-admin-key-of-thirty-two-characters';

const start = (deps: Deps, adminKey: string | null) =>
  deps.db.transaction((tx) => ensureAdminKey(tx, adminKey, deps.now()));
const role = async (deps: Deps, key: string) => (await keyPrincipal(deps.db, key, deps.now()))?.role ?? null;

t.test('the key of the environment exists from start, however often that is', async (t) => {
  const { deps } = await createDeps(t);
  t.equal(await start(deps, FIRST), null);
  const before = await keyPrincipal(deps.db, FIRST, deps.now());
  t.equal(before?.role, 'admin');
  t.equal(await start(deps, FIRST), null);
  t.strictSame(await keyPrincipal(deps.db, FIRST, deps.now()), before, 'the same row');
});

t.test('another value revokes the former one, and the former one may come back', async (t) => {
  const { deps } = await createDeps(t);
  await start(deps, FIRST);
  await start(deps, SECOND);
  t.equal(await role(deps, FIRST), null);
  t.equal(await role(deps, SECOND), 'admin');
  await start(deps, FIRST);
  t.equal(await role(deps, FIRST), 'admin');
  t.equal(await role(deps, SECOND), null);
});

t.test('the key of the environment works even if it was revoked or is an organiser’s', async (t) => {
  const { deps } = await createDeps(t);
  const { key } = await deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'an organiser', role: 'organiser' }, deps.now()),
  );
  await start(deps, key);
  t.equal(await role(deps, key), 'admin');
  const id = (await keyPrincipal(deps.db, key, deps.now()))?.actorId ?? '';
  await deps.db.transaction((tx) => revokeApiKey(tx, { id }, deps.now()));
  t.equal(await role(deps, key), null);
  await start(deps, key);
  t.equal(await role(deps, key), 'admin');
});

t.test(
  'without one a key is made on the first start alone, by one of several that start at once',
  async (t) => {
    const { deps } = await createDeps(t);
    const made = (await Promise.all([1, 2, 3].map(() => start(deps, null)))).filter((key) => key !== null);
    t.equal(made.length, 1);
    t.equal(await role(deps, made[0] ?? ''), 'admin');
    t.equal(await start(deps, null), null);
  },
);

t.test('a variable that is taken away revokes its key; one is made when there was no other', async (t) => {
  const { deps } = await createDeps(t);
  await start(deps, FIRST);
  const made = await start(deps, null);
  t.equal(await role(deps, FIRST), null);
  t.equal(await role(deps, made ?? ''), 'admin');
  await start(deps, SECOND);
  t.equal(await role(deps, made ?? ''), 'admin', 'a key that the variable did not make stays');
});
