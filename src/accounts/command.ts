import { type Command, InvalidArgumentError, Option } from 'commander';

import type { Deps } from '../deps.ts';
import { addApiKey } from './add-api-key.ts';
import { ENVIRONMENT_KEY_NAME } from './ensure-admin-key.ts';
import { listApiKeys } from './queries.ts';
import { revokeApiKey } from './revoke-api-key.ts';

/** Opens what the program works with for as long as the work takes; the command line's root knows how. */
export type WithDeps = (work: (deps: Deps) => Promise<void>) => Promise<void>;

const PAGE_SIZE = 100;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type CreateOptions = { role: 'admin' | 'organiser'; name: string; expires?: Date };

/** `acquaint api-key create | list | revoke`: keys without a running service, for whoever may reach the database. */
export function registerApiKeyCommands(program: Command, withDeps: WithDeps): void {
  const group = program.command('api-key').description('make, list and revoke API keys');

  group
    .command('create')
    .description('make a key and print it: it is shown this once')
    .addOption(
      new Option('--role <role>', 'what it may do').choices(['admin', 'organiser']).makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'what it is for', readName)
    .option('--expires <instant>', 'when it stops working, such as 2027-01-31T00:00:00Z', readInstant)
    .action((options: CreateOptions, command: Command) =>
      withDeps(async (deps) => {
        const now = deps.now();
        if (options.expires && options.expires <= now)
          command.error('error: --expires must be in the future', { exitCode: 2 });
        const input = { name: options.name, role: options.role, expiresAt: options.expires ?? null };
        const added = await deps.db.transaction((tx) => addApiKey(tx, input, now));
        const { writeOut, writeErr } = command.configureOutput();
        writeErr?.(`id ${added.id}; keep the key, it is not shown again\n`);
        writeOut?.(`${added.key}\n`);
      }),
    );

  group
    .command('list')
    .description('list all keys, never the keys themselves')
    .action((_options: unknown, command: Command) =>
      withDeps(async (deps) => {
        const { writeOut } = command.configureOutput();
        for (let after: string | null | undefined = null; after !== undefined; ) {
          const rows: Awaited<ReturnType<typeof listApiKeys>> = await listApiKeys(deps.db, after, PAGE_SIZE);
          for (const row of rows) writeOut?.(`${lineOf(row, deps.now())}\n`);
          after = rows.length === PAGE_SIZE ? rows.at(-1)?.id : undefined;
        }
      }),
    );

  group
    .command('revoke')
    .description('stop a key from working; again changes nothing')
    .argument('<id>', 'its id, as list shows it', readId)
    .action((id: string, _options: unknown, command: Command) =>
      withDeps(async (deps) => {
        const revoked = await deps.db.transaction((tx) => revokeApiKey(tx, { id }, deps.now()));
        if (!revoked) command.error(`error: there is no API key ${id}`, { exitCode: 1 });
      }),
    );
}

function lineOf(row: Awaited<ReturnType<typeof listApiKeys>>[number], now: Date): string {
  const expired = row.expiresAt && row.expiresAt <= now ? 'expired' : 'valid';
  const until = row.expiresAt ? ` until ${row.expiresAt.toISOString()}` : '';
  const state = row.revokedAt ? `revoked ${row.revokedAt.toISOString()}` : `${expired}${until}`;
  return `${row.id}  ${row.role.padEnd('organiser'.length)}  ${row.prefix}…  ${state}  ${row.name}`;
}

function readName(text: string): string {
  const name = text.trim();
  if (name === '' || name === ENVIRONMENT_KEY_NAME) throw new InvalidArgumentError('choose another name');
  return name;
}

function readInstant(text: string): Date {
  const instant = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(instant.getTime())) {
    throw new InvalidArgumentError('give a date or an instant, such as 2027-01-31T00:00:00Z');
  }
  return instant;
}

function readId(text: string): string {
  if (!UUID.test(text)) throw new InvalidArgumentError('give an id as list shows it');
  return text;
}
