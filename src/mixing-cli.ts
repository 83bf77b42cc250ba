import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { formRounds, MixingError, parseHistoryCsv, parsePeopleCsv } from './mixing/index.ts';

/** A plan without `--seconds` is limited by steps alone, so that it is the same on every machine. */
type MixOptions = {
  size: number;
  rounds: number;
  seed: number;
  history?: string;
  seconds?: number;
  json?: true;
};

/** Steps allowed when only the clock is to end the search. */
const STEPS_WITHOUT_END = Number.MAX_SAFE_INTEGER;

/** Adds `acquaint mix` to the command line. Exit code 1 and one line on stderr for a bad file or an impossible plan. */
export function registerMixCommands(program: Command): void {
  program
    .command('mix')
    .description('seat people at tables that mix units and locations and avoid those who met')
    .argument('<file>', 'people as CSV: id,unit,location and, if known, grade,senior')
    .requiredOption('--size <seats>', 'seats at a table', wholeNumber(2))
    .requiredOption('--rounds <count>', 'rounds', wholeNumber(1))
    .option('--seed <number>', 'the same seed gives the same plan', wholeNumber(0), 1)
    .option('--history <file>', 'who met whom as CSV: a,b,metOn')
    .option('--seconds <time>', 'search until this much time is used up', seconds)
    .option('--json', 'print JSON only')
    .action((file: string, options: MixOptions) => runOrExplain(() => mix(file, options)));
}

/** Runs a command's body; what is wrong with the input becomes one line on stderr and exit code 1. */
export function runOrExplain(body: () => void): void {
  try {
    body();
  } catch (error) {
    if (!(error instanceof MixingError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    process.stderr.write(`acquaint: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

/** A parser of whole numbers of at least `least` for commander. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
    return value;
  };
}

/** A parser of seconds (more than 0, decimals allowed) for commander. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('It must be a number of seconds above 0.');
  return value;
}

function mix(file: string, options: MixOptions): void {
  const people = readWith(file, parsePeopleCsv);
  const history = options.history ? readWith(options.history, (text) => parseHistoryCsv(text, people)) : [];
  const started = performance.now();
  const deadline = started + (options.seconds ?? 0) * 1000;
  const { rounds, mix, limits } = formRounds({
    people,
    history,
    tableSize: options.size,
    rounds: options.rounds,
    seed: options.seed,
    today: new Date().toISOString().slice(0, 10),
    ...(options.seconds === undefined
      ? {}
      : { budget: { steps: STEPS_WITHOUT_END, stop: () => performance.now() >= deadline } }),
  });
  const elapsedMs = Math.round(performance.now() - started);
  if (options.json) {
    const seats = rounds.map((round) => ({ tables: round.tables.map((table) => table.seats) }));
    process.stdout.write(`${JSON.stringify({ rounds: seats, mix, limits, elapsedMs })}\n`);
    return;
  }
  const lines = rounds.flatMap((round) => [
    `Round ${round.number}`,
    ...round.tables.map((table) => `  ${table.number}: ${table.seats.join(', ')}  (${table.why})`),
  ]);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  lines.push(
    `New pairs ${percent(mix.newPairShare)}, across units ${percent(mix.crossUnitShare)}, across locations ${percent(mix.crossLocationShare)}, mix ratio ${mix.mixRatio?.toFixed(3) ?? 'undefined'}, repeats ${mix.repeats}.`,
    `At most ${limits.roundsWithoutRepeatMax} rounds go without a repeat; ${limits.forcedRepeatsMin} repeats cannot be avoided here. ${elapsedMs} ms.`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Reads and parses a file, naming the file in front of what is wrong with it. */
export function readWith<T>(file: string, parse: (text: string) => T): T {
  const text = readFileSync(file, 'utf8');
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof MixingError) throw new MixingError(error.code, `${file}: ${error.message}`);
    throw error;
  }
}
