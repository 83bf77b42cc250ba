import type { Command } from 'commander';

import { environment } from '../env.ts';
import { createLog } from '../log.ts';
import { openDatabase } from '../open-database.ts';
import { portOption } from './port-option.ts';
import { untilStopped } from './until-stopped.ts';

/** `serve`, `worker` and `migrate`. */
export function registerServiceCommands(program: Command): void {
  program
    .command('serve')
    .description('the service: HTTP, worker and (without SMTP_URL) the mailbox in one process')
    .addOption(portOption())
    .option('--no-worker', 'leave the jobs to other processes')
    .action(async (options: { port?: string; worker: boolean }) => {
      await run({ http: true, worker: options.worker }, options.port);
    });
  program
    .command('worker')
    .description('jobs only; run as many as you like on one DATABASE_URL')
    .option('--check', 'only tell whether its database and its queue answer (exit 0) or not (1)')
    .action(async (options: { check?: boolean }) => {
      if (!options.check) return run({ http: false, worker: true });
      const { checkWorker } = await import('./check-worker.ts');
      await checkWorker(environment());
      process.stdout.write('ok\n');
    });
  program.command('migrate').description('bring the database up to date and exit').action(migrateDatabase);
}

/** Runs a process of the service until it is told to stop. */
async function run(kind: { http: boolean; worker: boolean }, port?: string): Promise<void> {
  const env = environment(port === undefined ? {} : { PORT: port });
  let fail = () => {};
  const fatal = new Promise<void>((resolve) => {
    fail = resolve;
  });
  // Loaded here: the other commands take a third of the memory and of the time to start without it.
  const { startService } = await import('../server.ts');
  const service = await startService(env, {
    ...kind,
    say: (line) => process.stdout.write(`${line}\n`),
    onFatal: fail,
  });
  // A fault that nobody caught leaves the process in doubt: it says so without secrets, ends, and its supervisor starts
  // a new one; everything owed is in the database. One such fault is known: the driver's, when PostgreSQL ends a
  // connection in the middle of a transaction (porsager/postgres#1208).
  process.on('uncaughtException', (err) => {
    service.deps.log.fatal({ err }, 'a fault that nobody caught; the process ends');
    fail();
  });
  if (!kind.http) process.stdout.write('working\n');
  process.exitCode = await untilStopped(service.close, fatal);
}

async function migrateDatabase(): Promise<void> {
  const env = environment();
  const database = await openDatabase(env, createLog(env.logLevel, process.stderr));
  await database.stop();
  process.stdout.write('the database is up to date\n');
}
