#!/usr/bin/env tsx
import { Command, CommanderError } from 'commander';
import { registerApiKeyCommands } from './commands/api-key.ts';
import { registerBenchCommands } from './commands/bench.ts';
import { failureLine } from './commands/failure-line.ts';
import { registerImportCommand } from './commands/import.ts';
import { registerMixCommand } from './commands/mix.ts';
import { registerServiceCommands } from './commands/service.ts';
import { registerDemoCommand } from './demo/command.ts';

/** Exit codes of the contract. */
const EXIT_FAILED = 1;
const EXIT_WRONG_USE = 2;

const program = new Command('acquaint')
  .description('Plans gatherings, mixes people on purpose and remembers who met whom.')
  .exitOverride()
  .showHelpAfterError('(--help tells how to use it)');
registerServiceCommands(program);
registerDemoCommand(program);
registerImportCommand(program);
registerApiKeyCommands(program);
registerMixCommand(program);
registerBenchCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_WRONG_USE;
  } else {
    process.stderr.write(`acquaint: ${failureLine(error)}\n`);
    process.exitCode = EXIT_FAILED;
  }
}
