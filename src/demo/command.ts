import type { Command } from 'commander';

import { addApiKey } from '../accounts/add-api-key.ts';
import { portOption } from '../commands/port-option.ts';
import { untilStopped } from '../commands/until-stopped.ts';
import { environment } from '../env.ts';
import { createStoryClock } from './story-clock.ts';

/** `demo`: the whole story on real parts, then the service stays up. */
export function registerDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('the whole story on real parts; then the service stays up to be looked at')
    .addOption(portOption())
    .option('--exit', 'stop when the story is told')
    .action(async (options: { port?: string; exit?: boolean }) => {
      process.exitCode = await demo(options);
    });
}

/** The clock of a story jumps: what has become due is looked for often. */
const CLOCK_INTERVAL_MS = 1_000;

/** Runs the demo and returns the exit code. The mail of invented people never leaves this machine. */
async function demo(options: { port?: string; exit?: boolean }): Promise<number> {
  const env = environment({
    SMTP_URL: '',
    INBOUND_SMTP_PORT: '0',
    INBOUND_DOMAIN: 'in.acquaint.test',
    LOG_LEVEL: 'warn',
    ...(options.port === undefined ? {} : { PORT: options.port }),
  });
  const clock = createStoryClock(env.clock ?? new Date());
  const say = (line: string) => process.stdout.write(`${line}\n`);
  let fail = () => {};
  const fatal = new Promise<void>((resolve) => {
    fail = resolve;
  });
  const startedAt = performance.now();
  // Loaded here: the other commands start without them.
  const { startService } = await import('../server.ts');
  const { lastReceivedAt } = await import('../platform/mailbox/mailbox-queries.ts');
  const { tellStory } = await import('./story.ts');
  const service = await startService(env, {
    http: true,
    worker: true,
    say,
    onFatal: fail,
    now: clock.now,
    workerTimes: { clockIntervalMs: CLOCK_INTERVAL_MS },
  });
  const { deps, url, inboundPort } = service;
  try {
    // Time goes on from story to story on the same data: mails of an earlier one would be of this one's future.
    clock.moveTo((await lastReceivedAt(deps.db)) ?? clock.now());
    const { key } = await deps.db.transaction((tx) =>
      addApiKey(tx, { name: 'demo', role: 'admin' }, deps.now()),
    );
    const baseUrl = url ?? '';
    const end = await tellStory({ baseUrl, apiKey: key, clock, inboundPort: inboundPort ?? 0, say });
    say(`\nDone in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
    if (options.exit) return 0;
    say('Have a look:');
    say(`   the mailbox          ${baseUrl}/mailbox`);
    if (end.answerUrl) say(`   an answer page       ${end.answerUrl}`);
    say(`   the API, to browse   ${baseUrl}/docs`);
    say(`   sign in as somebody  ${baseUrl}/sign-in (the link arrives in the mailbox)`);
    say('The service stays up; its clock has moved on with the story. Ctrl-C stops it.');
    return await untilStopped(service.close, fatal);
  } finally {
    await service.close();
  }
}
