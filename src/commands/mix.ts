import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';

import {
  type AttributeAim,
  type BestSoFar,
  type Budget,
  formRounds,
  MIX_BY,
  MixingError,
  type MixPerson,
  parseHistoryCsv,
  parsePeopleCsv,
  parseRulesCsv,
  parseWishesCsv,
  type Rules,
} from '../mixing/index.ts';
import { mixByOption } from './mix-by-option.ts';
import { mixReport } from './mix-report.ts';
import { seconds, wholeNumber } from './number-arguments.ts';

/** A plan without `--seconds` is limited by steps alone, so that it is the same on every machine. */
type MixOptions = Omit<Rules, 'together' | 'apart'> & {
  size: number;
  rounds: number;
  seed: number;
  history?: string;
  rules?: string;
  wishes?: string;
  mixBy?: AttributeAim[][];
  pure?: true;
  refuse?: true;
  seconds?: number;
  json?: true;
};

/** Reads a file about people who are known. */
type ParseAbout<T> = (bytes: Uint8Array, people: MixPerson[], soFar: (bytes: number) => void) => T;

/** Steps allowed when only the clock is to end the search. */
const STEPS_WITHOUT_END = Number.MAX_SAFE_INTEGER;
/** A run that takes longer than this says so, and again after as long. */
const PROGRESS_MS = 2_000;

const COLUMNS = `
Columns of the people: id, unit, location; and, where known, grade, senior (yes or no), managerId, languages
(en;fr), hours (09:00-17:30, of one day in one time zone). Any other column is an attribute for --mix-by.
Separator comma or semicolon, UTF-8.`;

/** `mix`: the engine on a file of people. Throws for a bad file or an impossible plan. */
export function registerMixCommand(program: Command): void {
  program
    .command('mix')
    .description('seat people at tables that mix units and locations and avoid those who met')
    .argument('<file>', 'people as CSV: id,unit,location and more, see below')
    .requiredOption('--size <seats>', 'seats at a table', wholeNumber(2))
    .requiredOption('--rounds <count>', 'rounds', wholeNumber(1))
    .option('--seed <number>', 'the same seed gives the same plan', wholeNumber(0), 1)
    .option('--history <file>', 'who met whom as CSV: a,b,metOn')
    .option(
      '--mix-by <levels>',
      'what to mix by, first things first (default: unit,location,grade)',
      mixByOption,
    )
    .option('--rules <file>', 'pairs as CSV: a,b,rule (together or apart)')
    .option('--wishes <file>', 'requests as CSV: a,b,weight (1 to 9 for, -1 to -9 against)')
    .option('--one-senior', 'at most one senior a table')
    .option('--not-own-manager', 'nobody at a table with their own manager')
    .option('--shared-language', 'a language that the whole table speaks')
    .option('--shared-minutes <count>', 'minutes in which the whole table can come', wholeNumber(1))
    .option('--same-location', 'one location a table')
    .option('--refuse', 'fail rather than relax a rule that cannot be kept')
    .option('--pure', 'by chance alone, within the rules')
    .option('--seconds <time>', 'search until this much time is used up', seconds)
    .option('--json', 'print JSON only')
    .addHelpText('after', COLUMNS)
    .action(mix);
}

function mix(file: string, options: MixOptions): void {
  const people = readWith(file, parsePeopleCsv, options);
  checkAttributes(file, people, options.mixBy ?? []);
  const read = <T>(path: string | undefined, parse: ParseAbout<T>): T | undefined =>
    path === undefined ? undefined : readWith(path, (bytes, soFar) => parse(bytes, people, soFar), options);
  const { oneSenior, notOwnManager, sharedLanguage, sharedMinutes, sameLocation } = options;
  const history = read(options.history, parseHistoryCsv) ?? [];
  const pairs = read(options.rules, parseRulesCsv);
  const wishes = read(options.wishes, parseWishesCsv);
  const started = performance.now();
  const formed = formRounds({
    people,
    history,
    wishes,
    rules: { ...pairs, oneSenior, notOwnManager, sharedLanguage, sharedMinutes, sameLocation },
    mixBy: options.mixBy,
    tableSize: options.size,
    rounds: options.rounds,
    seed: options.seed,
    mode: options.pure ? 'pure' : 'mixed',
    onConflict: options.refuse ? 'refuse' : 'relax',
    today: new Date().toISOString().slice(0, 10),
    budget: budgetOf(started, options),
  });
  const elapsedMs = Math.round(performance.now() - started);
  if (options.json) {
    const { rounds, ...figures } = formed;
    const seats = rounds.map((round) => ({ tables: round.tables.map((table) => table.seats) }));
    process.stdout.write(`${JSON.stringify({ rounds: seats, ...figures, elapsedMs })}\n`);
    return;
  }
  process.stdout.write(`${[...mixReport(formed), `${elapsedMs} ms.`].join('\n')}\n`);
}

/** Ends the search by the clock where asked; the search's own questions are the occasion to tell how it goes on. */
function budgetOf(started: number, { seconds, json, mixBy, rounds }: MixOptions): Budget {
  const levels = mixBy ?? MIX_BY;
  let tellAfterMs = PROGRESS_MS;
  let best = '';
  const improved = ({ broken, repeats, alike }: BestSoFar): void => {
    const pairs = alike.map((count, level) => `${count} alike by ${namesOf(levels[level])}`);
    best = `; best so far: ${broken} against rules, ${repeats} repeats, ${pairs.join(', ')}`;
  };
  const stop = (): boolean => {
    const elapsedMs = performance.now() - started;
    if (!json && elapsedMs >= tellAfterMs) {
      tellAfterMs += PROGRESS_MS;
      const limit = seconds === undefined ? '' : ` of ${seconds}`;
      process.stderr.write(`searching: ${Math.round(elapsedMs / 1000)}${limit} s${best}\n`);
    }
    return seconds !== undefined && elapsedMs >= seconds * 1000;
  };
  const seated = (count: number): void => {
    const elapsedMs = performance.now() - started;
    if (json || elapsedMs < PROGRESS_MS) return;
    const then = count === rounds ? '; now figures and sentences' : '';
    process.stderr.write(
      `seated: ${count} of ${rounds} rounds after ${Math.round(elapsedMs / 1000)} s${then}\n`,
    );
  };
  return { ...(seconds === undefined ? {} : { steps: STEPS_WITHOUT_END }), stop, improved, seated };
}

const namesOf = (level: readonly AttributeAim[] = []): string =>
  level.map(({ attribute }) => attribute).join(' and ');

function checkAttributes(file: string, people: readonly MixPerson[], mixBy: AttributeAim[][]): void {
  const known = new Set(['unit', 'location', 'grade', ...Object.keys(people[0]?.attributes ?? {})]);
  for (const { attribute } of mixBy.flat())
    if (!known.has(attribute))
      throw new MixingError('bad-file', `${file}: line 1: there is no column ${attribute}`);
}

/** Reads and parses a file, naming the file in front of what is wrong with it; tells how far a long reading is. */
function readWith<T>(
  file: string,
  parse: (bytes: Uint8Array, soFar: (bytes: number) => void) => T,
  { json }: MixOptions,
): T {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) throw new MixingError('bad-file', `${file}: this is not text in UTF-8`);
  let toldAt = performance.now();
  const soFar = (read: number): void => {
    if (json || performance.now() - toldAt < PROGRESS_MS) return;
    toldAt = performance.now();
    process.stderr.write(`reading ${file}: ${percent(read / bytes.length)}\n`);
  };
  try {
    return parse(bytes, soFar);
  } catch (error) {
    if (error instanceof MixingError) throw new MixingError(error.code, `${file}: ${error.message}`);
    throw error;
  }
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
