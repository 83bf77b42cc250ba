import { badLine, type Csv, needed, type ReadSoFar, type Row, readRows } from './csv-rows.ts';
import type { Hours, MixPerson } from './model.ts';

const YES = new Set(['1', 'true', 'yes', 'y', 'x']);
const NO = new Set(['', '0', 'false', 'no', 'n', '-']);
/** Columns that mean something by themselves; every other one is an attribute. */
const KNOWN = new Set(['id', 'unit', 'location', 'grade', 'senior', 'managerId', 'languages', 'hours']);
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 1440;

/**
 * People from CSV with the columns `id,unit,location` and, if there, `grade`, `senior` (yes or no), `managerId`,
 * `languages` (separated by `;` or `|`) and `hours` (`09:00-17:30`, over midnight where the end is not after the start);
 * every other column is an attribute by its name. Throws `bad-file` naming the line.
 */
export function parsePeopleCsv(csv: Csv, soFar?: ReadSoFar): MixPerson[] {
  const people: MixPerson[] = [];
  const lines = new Map<string, number>();
  readRows(
    csv,
    ['id', 'unit', 'location'],
    (row, header) => {
      const person = personOf(row, header);
      const earlier = lines.get(person.id);
      if (earlier !== undefined)
        throw badLine(row.line, `the id ${person.id} was already on line ${earlier}`);
      lines.set(person.id, row.line);
      people.push(person);
    },
    soFar,
  );
  return people;
}

function personOf(row: Row, header: readonly string[]): MixPerson {
  const { record } = row;
  const others = header.filter((name) => name !== '' && !KNOWN.has(name));
  return {
    id: needed(row, 'id'),
    unit: needed(row, 'unit'),
    location: needed(row, 'location'),
    grade: record.grade || null,
    senior: isSenior(row),
    ...(header.includes('managerId') && { managerId: record.managerId || null }),
    ...(header.includes('languages') && { languages: listOf(record.languages ?? '') }),
    ...(header.includes('hours') && { hours: hoursOf(row) }),
    ...(others.length > 0 && {
      attributes: Object.fromEntries(others.map((name) => [name, record[name] || null])),
    }),
  };
}

const listOf = (text: string): string[] =>
  text
    .split(/[;|]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

function isSenior({ record, line }: Row): boolean {
  const word = (record.senior ?? '').toLowerCase();
  if (YES.has(word)) return true;
  if (!NO.has(word)) throw badLine(line, `senior: “${record.senior}” is neither yes nor no`);
  return false;
}

function hoursOf({ record, line }: Row): Hours | null {
  if (!record.hours) return null;
  const parts = /^([01]\d|2[0-4]):([0-5]\d)\s*[-–]\s*([01]\d|2[0-4]):([0-5]\d)$/.exec(record.hours);
  if (!parts) throw badLine(line, `hours: “${record.hours}” is not of the form 09:00-17:30`);
  const minutes = (hour: number) => Number(parts[hour]) * MINUTES_PER_HOUR + Number(parts[hour + 1]);
  const [from, to] = [minutes(1), minutes(3)];
  return { from, to: to > from ? to : to + MINUTES_PER_DAY };
}
