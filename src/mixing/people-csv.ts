import { type CsvError, parse } from 'csv-parse/sync';
import { dayNumber } from './days.ts';
import { MixingError } from './mixing-error.ts';
import type { Met, MixPerson } from './model.ts';

/** Words for yes in a `senior` column. */
const YES = new Set(['1', 'true', 'yes', 'y', 'x']);

type Row = { record: Record<string, string>; line: number };

/**
 * People from CSV text with the columns `id,unit,location` and, if there, `grade` and `senior`; others are ignored.
 * Separator `,` or `;`, with or without a byte order mark. Throws `bad-file` naming the line.
 */
export function parsePeopleCsv(text: string): MixPerson[] {
  const lines = new Map<string, number>();
  return rowsOf(text, ['id', 'unit', 'location']).map(({ record, line }) => {
    const id = needed(record, 'id', line);
    const earlier = lines.get(id);
    if (earlier !== undefined) throw badLine(line, `the id ${id} was already on line ${earlier}`);
    lines.set(id, line);
    return {
      id,
      unit: needed(record, 'unit', line),
      location: needed(record, 'location', line),
      grade: record.grade || null,
      senior: YES.has((record.senior ?? '').toLowerCase()),
    };
  });
}

/** Meetings from CSV text with the columns `a,b,metOn`; each id must be one of `people`. Throws `bad-file` naming the line. */
export function parseHistoryCsv(text: string, people: readonly MixPerson[]): Met[] {
  const known = new Set(people.map((person) => person.id));
  return rowsOf(text, ['a', 'b', 'metOn']).map(({ record, line }) => {
    const met = {
      a: needed(record, 'a', line),
      b: needed(record, 'b', line),
      metOn: needed(record, 'metOn', line),
    };
    for (const id of [met.a, met.b]) if (!known.has(id)) throw badLine(line, `nobody has the id ${id}`);
    try {
      dayNumber(met.metOn);
    } catch {
      throw badLine(line, `metOn: “${met.metOn}” is not a date of the form yyyy-mm-dd`);
    }
    return met;
  });
}

function rowsOf(text: string, columns: string[]): Row[] {
  const firstLine = text.slice(0, text.search(/\r|\n|$/));
  const delimiter = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  let header: string[] = [];
  try {
    const rows: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
      bom: true,
      delimiter,
      info: true,
      trim: true,
      skip_empty_lines: true,
      columns: (names: string[]) => {
        header = names;
        return names;
      },
    });
    const missing = columns.filter((column) => !header.includes(column));
    if (missing.length > 0) throw badLine(1, `the column ${missing.join(', ')} is missing`);
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (error instanceof MixingError) throw error;
    throw badLine((error as CsvError & { lines?: number }).lines ?? 1, (error as Error).message);
  }
}

function needed(record: Record<string, string>, column: string, line: number): string {
  const value = record[column];
  if (!value) throw badLine(line, `${column} is empty`);
  return value;
}

const badLine = (line: number, what: string): MixingError =>
  new MixingError('bad-file', `line ${line}: ${what}`);
