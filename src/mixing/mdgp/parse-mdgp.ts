import { MixingError } from '../mixing-error.ts';
import type { MdgpInstance } from './instance.ts';

/** The header before the bounds: people, groups, `ss` or `ds` (same or different sizes). */
const HEADER_FIELDS = 3;
/** More would need more memory than a search could use. */
const PEOPLE_MAX = 10_000;

/**
 * Reads MDGPLIB text: `n m ss|ds low_1 up_1 … low_m up_m`, then a line `i j gain` for each pair, people from 0.
 * Throws `bad-file` naming the line.
 */
export function parseMdgp(text: string): MdgpInstance {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const instance = parseHeader(lines[0]!.trim().split(/\s+/));
  const { people, gain } = instance;
  const lineOf = new Int32Array(people * people);
  let pairs = 0;
  for (let k = 1; k < lines.length; k++) {
    const line = lines[k]!.trim();
    if (line === '') continue;
    const fields = line.split(/\s+/);
    if (fields.length !== 3)
      throw badLine(k + 1, `a pair needs three fields, i j gain, not ${fields.length}`);
    const i = personOf(fields[0]!, people, k + 1);
    const j = personOf(fields[1]!, people, k + 1);
    if (i === j) throw badLine(k + 1, `person ${i} is paired with themselves`);
    const value = Number(fields[2]);
    if (!Number.isFinite(value)) throw badLine(k + 1, `“${fields[2]}” is not a number`);
    const earlier = lineOf[i * people + j]!;
    if (earlier > 0) throw badLine(k + 1, `the pair ${i} ${j} was already on line ${earlier}`);
    lineOf[i * people + j] = lineOf[j * people + i] = k + 1;
    gain[i * people + j] = gain[j * people + i] = value;
    pairs++;
  }
  const needed = (people * (people - 1)) / 2;
  if (pairs < needed)
    throw badLine(
      lines.length,
      `the file ends after ${pairs} of ${needed} pairs; ${missing(lineOf, people)} is missing`,
    );
  return instance;
}

function parseHeader(fields: string[]): MdgpInstance {
  const people = wholeOf(fields[0] ?? '', 'the number of people');
  const groups = wholeOf(fields[1] ?? '', 'the number of groups');
  if (people < 1 || people > PEOPLE_MAX) throw badLine(1, `people must lie between 1 and ${PEOPLE_MAX}`);
  if (groups < 1 || groups > people) throw badLine(1, `groups must lie between 1 and ${people}`);
  if (fields[2] !== 'ss' && fields[2] !== 'ds')
    throw badLine(1, `after people and groups comes ss or ds, not “${fields[2] ?? ''}”`);
  const bounds = fields.slice(HEADER_FIELDS).map((field) => wholeOf(field, 'a bound'));
  if (bounds.length !== 2 * groups)
    throw badLine(1, `${groups} groups need ${2 * groups} bounds, not ${bounds.length}`);
  const low = Int32Array.from({ length: groups }, (_, g) => bounds[2 * g]!);
  const up = Int32Array.from({ length: groups }, (_, g) => bounds[2 * g + 1]!);
  for (let g = 0; g < groups; g++)
    if (low[g]! > up[g]!)
      throw badLine(1, `the bounds ${low[g]} ${up[g]} of group ${g + 1} contradict each other`);
  const least = low.reduce((sum, bound) => sum + bound, 0);
  const most = up.reduce((sum, bound) => sum + bound, 0);
  if (people < least || people > most)
    throw badLine(1, `${people} people do not fit groups that take ${least} to ${most}`);
  return { people, groups, low, up, gain: new Float64Array(people * people) };
}

function wholeOf(field: string, what: string): number {
  if (!/^\d{1,9}$/.test(field)) throw badLine(1, `${what} must be a whole number, not “${field}”`);
  return Number(field);
}

function personOf(field: string, people: number, line: number): number {
  if (!/^\d{1,9}$/.test(field) || Number(field) >= people)
    throw badLine(line, `“${field}” is not a person; they are numbered 0 to ${people - 1}`);
  return Number(field);
}

function missing(lineOf: Int32Array, people: number): string {
  for (let i = 0; i < people; i++)
    for (let j = i + 1; j < people; j++) if (lineOf[i * people + j] === 0) return `the pair ${i} ${j}`;
  return 'a pair';
}

const badLine = (line: number, what: string): MixingError =>
  new MixingError('bad-file', `line ${line}: ${what}`);
