import { type CsvError, parse } from 'csv-parse/sync';
import { MixingError } from './mixing-error.ts';

/** One row of a file by the names of its columns, and the line it ends on. */
export type Row = { record: Record<string, string>; line: number };

/**
 * Rows of CSV text with a header: separator `,` or `;`, any line ends, with or without a byte order mark, empty lines
 * skipped. Throws `bad-file` naming the line: for missing columns, columns of one name and rows of another length too.
 */
export function csvRows(text: string, columns: readonly string[]): { rows: Row[]; header: string[] } {
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
    if (missing.length > 0) throw badLine(1, missingColumns(missing));
    const twice = header.find((name, k) => name !== '' && header.indexOf(name) < k);
    if (twice !== undefined) throw badLine(1, `the column ${twice} comes twice`);
    return { rows: rows.map(({ record, info }) => ({ record, line: info.lines })), header };
  } catch (error) {
    if (error instanceof MixingError) throw error;
    throw badLine((error as CsvError & { lines?: number }).lines ?? 1, (error as Error).message);
  }
}

/** The value of a column that may not be empty; throws `bad-file`. */
export function needed({ record, line }: Row, column: string): string {
  const value = record[column];
  if (!value) throw badLine(line, `${column} is empty`);
  return value;
}

/** An error about one line of a file. */
export const badLine = (line: number, what: string): MixingError =>
  new MixingError('bad-file', `line ${line}: ${what}`);

const missingColumns = (names: string[]): string =>
  names.length === 1 ? `the column ${names[0]} is missing` : `the columns ${names.join(', ')} are missing`;
