import { type CsvError, parse } from 'csv-parse/sync';
import { MixingError } from './mixing-error.ts';

/** CSV as text, or as the bytes of text in UTF-8: a file may be larger than a text can be. */
export type Csv = string | Uint8Array;

/** One row of a file by the names of its columns, and the line it ends on. */
export type Row = { record: Record<string, string>; line: number };

/** Told now and then how many bytes have been read. */
export type ReadSoFar = (bytes: number) => void;

/** Rows between two words on how far it is. */
const ROWS_PER_WORD = 10_000;
/** A header is looked for in so many bytes. */
const HEADER_BYTES_MAX = 65_536;

/**
 * Gives each row of CSV with a header, one after the other and keeping none: separator `,` or `;`, any line ends, with or
 * without a byte order mark, empty lines skipped. Throws `bad-file` naming the line: for missing columns, columns of one
 * name and rows of another length too.
 */
export function readRows(
  csv: Csv,
  columns: readonly string[],
  each: (row: Row, header: readonly string[]) => void,
  soFar: ReadSoFar | undefined,
): void {
  const start = typeof csv === 'string' ? csv : new TextDecoder().decode(csv.subarray(0, HEADER_BYTES_MAX));
  const firstLine = start.slice(0, start.search(/\r|\n|$/));
  let header: readonly string[] = [];
  try {
    parse(csv, {
      bom: true,
      delimiter: firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',',
      trim: true,
      skip_empty_lines: true,
      columns: (names: string[]) => {
        header = names;
        checkHeader(header, columns);
        return names;
      },
      on_record: (record: Record<string, string>, { lines, records, bytes }) => {
        each({ record, line: lines }, header);
        if (records % ROWS_PER_WORD === 0) soFar?.(bytes);
        return null;
      },
    });
    if (header.length === 0) checkHeader(header, columns);
  } catch (error) {
    if (error instanceof MixingError) throw error;
    throw badLine((error as CsvError & { lines?: number }).lines ?? 1, (error as Error).message);
  }
}

function checkHeader(header: readonly string[], columns: readonly string[]): void {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw badLine(1, missingColumns(missing));
  const twice = header.find((name, k) => name !== '' && header.indexOf(name) < k);
  if (twice !== undefined) throw badLine(1, `the column ${twice} comes twice`);
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
