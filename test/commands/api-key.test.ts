import { Command, CommanderError } from 'commander';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { keyPrincipal } from '../../src/accounts/queries.ts';
import { registerApiKeyCommands } from '../../src/commands/api-key.ts';
import { InputRefused } from '../../src/commands/failure-line.ts';
import { createDeps } from '../fixtures/create-app.ts';

t.test('a key is made, listed and revoked from the command line', async (t) => {
  const { deps } = await createDeps(t);

  /** Runs one command line; `code` is what the process would exit with. */
  async function run(...args: string[]) {
    let out = '';
    let err = '';
    const program = new Command()
      .exitOverride()
      .configureOutput({ writeOut: (text) => (out += text), writeErr: (text) => (err += text) });
    registerApiKeyCommands(program, { withDatabase: (work) => work(deps.db), now: deps.now });
    const code = await program
      .parseAsync(['api-key', ...args], { from: 'user' })
      .then(() => 0)
      .catch((error: unknown) => (error instanceof CommanderError ? error.exitCode : Promise.reject(error)));
    return { out, err, code };
  }

  const made = await run(
    'create',
    '--role',
    'organiser',
    '--name',
    'HR',
    '--expires',
    '2026-12-01T00:00:00Z',
  );
  t.equal(made.code, 0);
  t.match(made.out, /^acq_[A-Za-z0-9_-]{32}\n$/, 'the key alone, to be piped');
  const key = made.out.trim();
  const principal = await keyPrincipal(deps.db, key, deps.now());
  t.equal(principal?.role, 'organiser');
  const id = principal?.actorId ?? '';

  const listed = await run('list');
  t.equal(listed.out, `${id}  organiser  ${key.slice(0, 8)}…  valid until 2026-12-01T00:00:00.000Z  HR\n`);
  t.equal((await run('revoke', id)).code, 0);
  t.equal((await run('revoke', id)).code, 0);
  t.equal(await keyPrincipal(deps.db, key, deps.now()), null);
  t.match((await run('list')).out, /revoked 2026-11-02T08:00:00.000Z {2}HR/);

  await t.rejects(run('revoke', uuidv7()), InputRefused);
  const past = run('create', '--role', 'admin', '--name', 'x', '--expires', '2020-01-01');
  await t.rejects(past, new InputRefused('--expires must be in the future'));
  for (const wrong of [
    ['create', '--name', 'no role'],
    ['create', '--role', 'member', '--name', 'x'],
    ['create', '--role', 'admin', '--name', 'ACQUAINT_ADMIN_KEY'],
    ['create', '--role', 'admin', '--name', 'x', '--expires', 'tomorrow'],
    ['revoke', '17'],
  ]) {
    const { code, err } = await run(...wrong);
    t.not(code, 0, wrong.join(' '));
    t.match(err, /^error: /);
  }
});
