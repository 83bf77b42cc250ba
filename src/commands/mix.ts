import { readFileSync } from 'node:fs';
import type { Command } from 'commander';

import { formRounds, MixingError, parseHistoryCsv, parsePeopleCsv } from '../mixing/index.ts';
import { seconds, wholeNumber } from './number-arguments.ts';

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

/** `mix`: the engine on a file of people. Throws for a bad file or an impossible plan. */
export function registerMixCommand(program: Command): void {
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
    .action(mix);
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
function readWith<T>(file: string, parse: (text: string) => T): T {
  const text = readFileSync(file, 'utf8');
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof MixingError) throw new MixingError(error.code, `${file}: ${error.message}`);
    throw error;
  }
}
