import { type Command, InvalidArgumentError, Option } from 'commander';

import { addApiKey } from '../accounts/add-api-key.ts';
import { ENVIRONMENT_KEY_NAME } from '../accounts/ensure-admin-key.ts';
import { listApiKeys } from '../accounts/queries.ts';
import { revokeApiKey } from '../accounts/revoke-api-key.ts';
import type { Db } from '../db/connect.ts';
import { UUID } from '../http/formats.ts';
import { InputRefused } from './failure-line.ts';
import { withDatabase } from './with-database.ts';

/** What the commands work with; tests give their own database and clock. */
export type ApiKeyTools = {
  withDatabase: (work: (db: Db) => Promise<void>) => Promise<void>;
  now: () => Date;
};
const TOOLS: ApiKeyTools = { withDatabase, now: () => new Date() };

const PAGE_SIZE = 100;

type CreateOptions = { role: 'admin' | 'organiser'; name: string; expires?: Date };

/** `api-key create | list | revoke`: keys without a running service, for whoever may reach the database. */
export function registerApiKeyCommands(program: Command, tools: ApiKeyTools = TOOLS): void {
  const group = program.command('api-key').description('make, list and revoke API keys');

  group
    .command('create')
    .description('make a key and print it: it is shown this once')
    .addOption(
      new Option('--role <role>', 'what it may do').choices(['admin', 'organiser']).makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'what it is for', readName)
    .option('--expires <instant>', 'when it stops working, such as 2027-01-31T00:00:00Z', readInstant)
    .action(({ name, role, expires }: CreateOptions, command: Command) =>
      tools.withDatabase(async (db) => {
        const now = tools.now();
        if (expires && expires <= now) throw new InputRefused('--expires must be in the future');
        const input = { name, role, expiresAt: expires ?? null };
        const added = await db.transaction((tx) => addApiKey(tx, input, now));
        const { writeOut, writeErr } = command.configureOutput();
        writeErr?.(`id ${added.id}; keep the key, it is not shown again\n`);
        writeOut?.(`${added.key}\n`);
      }),
    );

  group
    .command('list')
    .description('list all keys, never the keys themselves')
    .action((_options: unknown, command: Command) =>
      tools.withDatabase(async (db) => {
        for await (const row of allApiKeys(db)) {
          command.configureOutput().writeOut?.(`${lineOf(row, tools.now())}\n`);
        }
      }),
    );

  group
    .command('revoke')
    .description('stop a key from working; again changes nothing')
    .argument('<id>', 'its id, as list shows it', readId)
    .action((id: string) =>
      tools.withDatabase(async (db) => {
        const revoked = await db.transaction((tx) => revokeApiKey(tx, { id }, tools.now()));
        if (!revoked) throw new InputRefused(`there is no API key ${id}`);
      }),
    );
}

type ApiKeyRow = Awaited<ReturnType<typeof listApiKeys>>[number];

async function* allApiKeys(db: Db): AsyncGenerator<ApiKeyRow> {
  for (let after: string | null = null; ; ) {
    const rows: ApiKeyRow[] = await listApiKeys(db, after, PAGE_SIZE);
    yield* rows;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE_SIZE) return;
  }
}

function lineOf(row: ApiKeyRow, now: Date): string {
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
