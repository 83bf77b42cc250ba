import type { Command } from 'commander';

import { environment } from '../env.ts';
import { registerMixingBenches } from './bench-mixing.ts';
import { wholeNumber } from './number-arguments.ts';

/** `bench …`: measurements, each beside a bare floor in the same run. Returns the command, for more to join it. */
export function registerBenchCommands(program: Command): Command {
  const bench = program
    .command('bench')
    .description('measurements, each as a ratio to a bare floor in the same run');
  bench
    .command('import')
    .description('a file of people into the directory, beside bare csv-parse into COPY')
    .option('--rows <n>', 'people in the file', wholeNumber(1), 100_000)
    .action(async ({ rows }: { rows: number }) => {
      // Each measurement is loaded by itself, so that none counts the memory of the others' parts.
      const { benchImport } = await import('../bench/import.ts');
      print(await benchImport({ rows }));
    });
  bench
    .command('rsvp')
    .description('answers to invitations over HTTP, beside a bare server with the same statements')
    .option('--runs <n>', 'runs of each, in turns', wholeNumber(1), 5)
    .option('--seconds <n>', 'length of a run', wholeNumber(1), 4)
    .action(async (options: { runs: number; seconds: number }) => {
      const { benchRsvp } = await import('../bench/rsvp.ts');
      print(await benchRsvp(options));
    });
  bench
    .command('invitations')
    .description('one request to the last message accepted by an SMTP sink, beside a bare nodemailer pool')
    .option('--count <n>', 'people to invite', wholeNumber(1), 5_000)
    .action(async ({ count }: { count: number }) => {
      const { benchInvitations } = await import('../bench/invitations.ts');
      print(await benchInvitations(environment(), { count }));
    });
  bench
    .command('messages')
    .description(
      'messages built with calendar and DKIM, beside a bare nodemailer pool that sends a ready one; and the memory',
    )
    .option('--count <n>', 'messages to build', wholeNumber(1), 50_000)
    .action(async ({ count }: { count: number }) => {
      const { benchMessages } = await import('../bench/messages.ts');
      print(await benchMessages({ count }));
    });
  bench
    .command('inbound')
    .description(
      'calendar replies by SMTP to recorded answers, beside a bare SMTP server that throws them away',
    )
    .option('--count <n>', 'replies', wholeNumber(1), 10_000)
    .action(async ({ count }: { count: number }) => {
      const { benchInbound } = await import('../bench/inbound.ts');
      print(await benchInbound(environment(), { count }));
    });
  bench
    .command('coffee')
    .description('a coffee round drawn, stored and every mail queued, beside bare inserts of the same rows')
    .option('--people <n>', 'members of the trial', wholeNumber(2), 100_000)
    .action(async ({ people }: { people: number }) => {
      const { benchCoffee } = await import('../bench/coffee.ts');
      print(await benchCoffee({ people }));
    });
  bench
    .command('while-mixing')
    .description(
      'how long others wait while one process plans and draws for thousands, beside the same at rest',
    )
    .option('--people <n>', 'people to seat and to draw from', wholeNumber(2), 10_000)
    .option('--per-second <n>', 'pages that others open in a second', wholeNumber(1), 100)
    .action(async (options: { people: number; perSecond: number }) => {
      const { benchWhileMixing } = await import('../bench/while-mixing.ts');
      print(await benchWhileMixing(options));
    });
  registerMixingBenches(bench);
  return bench;
}

/** Results are JSON on stdout and nothing else; progress goes to stderr. */
function print(result: object): void {
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
