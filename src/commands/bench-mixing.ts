import type { Command } from 'commander';

import { seconds, wholeNumber } from './number-arguments.ts';

/** The engine's own searches on the problems of the literature. */
export function registerMixingBenches(bench: Command): void {
  bench
    .command('mdgp')
    .description('maximally diverse groups: the engine on an instance in MDGPLIB text form')
    .argument('<file>', 'n m ss|ds and the bounds, then a line i j gain for each pair')
    .requiredOption('--seconds <time>', 'search for so long', seconds)
    .option('--seed <number>', 'the same seed takes the same way', wholeNumber(0), 1)
    .option('--json', 'print JSON only')
    .action(async (file: string, options: { seconds: number; seed: number; json?: true }) => {
      const { benchMdgp } = await import('../bench/mdgp.ts');
      const result = await benchMdgp(file, { ...options, progress: options.json ? silent : tell });
      if (options.json) return printLine(result);
      const groups = result.groups.map((group, g) => `  ${g + 1}: ${group.join(' ')}`);
      process.stdout.write(`objective ${result.objective} in ${result.elapsedMs} ms\n${groups.join('\n')}\n`);
    });
  bench
    .command('golfers')
    .description('social golfers: rounds of groups in which nobody meets anybody twice')
    .requiredOption('--groups <count>', 'groups in a round', wholeNumber(1))
    .requiredOption('--size <people>', 'people in a group', wholeNumber(2))
    .requiredOption('--rounds <count>', 'rounds', wholeNumber(1))
    .requiredOption('--seconds <time>', 'search for so long at most', seconds)
    .option('--seed <number>', 'the same seed takes the same way', wholeNumber(0), 1)
    .option('--json', 'print JSON only')
    .action(async ({ json, seconds: time, seed, ...shape }: GolfersOptions) => {
      const { benchGolfers } = await import('../bench/golfers.ts');
      const result = benchGolfers(shape, { seconds: time, seed, progress: json ? silent : tell });
      if (json) return printLine(result);
      const lines = result.rounds.map(
        (round, r) => `  ${r + 1}: ${round.map((group) => group.join(' ')).join(' | ')}`,
      );
      process.stdout.write(
        `${result.repeats} repeats (at least ${result.repeatsMin}) in ${result.elapsedMs} ms\n${lines.join('\n')}\n`,
      );
    });
  registerMixBench(bench);
}

function registerMixBench(bench: Command): void {
  bench
    .command('mix')
    .description('one round for a made-up organisation with 20 earlier partners each, beside a bare floor')
    .requiredOption('--people <count>', 'people', wholeNumber(8))
    .option('--seed <number>', 'the same seed makes the same people', wholeNumber(0), 1)
    .option('--json', 'print JSON only')
    .action(async ({ people, seed, json }: { people: number; seed: number; json?: true }) => {
      if (!json) tell(`${people} people: making them and their history, then several runs of each side`);
      const { benchMix } = await import('../bench/mix.ts');
      const result = benchMix({ people, seed });
      if (json) return printLine(result);
      process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    });
}

type GolfersOptions = {
  groups: number;
  size: number;
  rounds: number;
  seconds: number;
  seed: number;
  json?: true;
};

const silent = (): void => undefined;

const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** A result for programs: one line of JSON. */
function printLine(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
