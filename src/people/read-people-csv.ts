import type { Written } from './field-rules.ts';
import { LIST_COLUMNS, type PersonColumn, readHeader } from './people-columns.ts';
import type { PersonField } from './person-rules.ts';
import { type CsvRecord, readCsvRecords } from './read-csv-records.ts';

/** What is wrong with a line of a file; `field` is null when it is the line as a whole. */
export type LineProblem = { field: PersonField | null; message: string };
/** One line's fields as written, not yet held against the rules, or why there are none. */
export type PersonLine =
  | { line: number; row: Partial<Record<PersonColumn, Written>> }
  | { line: number; problems: LineProblem[] };
/** A file that can be read line by line, or what is wrong with it as a whole. */
export type PeopleCsv =
  | { columns: PersonColumn[]; lines: AsyncGenerator<PersonLine> }
  | { problems: string[]; line: number };

const LINE_BREAK_INSIDE = /\s*\n\s*/g;
/** Columns an answer names of a header that is nothing of the sort. */
const HEADER_PROBLEMS_MAX = 20;

/**
 * Reads a CSV file of people as a stream: UTF-8 with or without a byte order mark, `,` or `;` between the fields, a
 * header with the names of {@link PERSON_COLUMNS}. `line` is the line of the file at which a record starts. A line
 * break inside a quoted field reads as a space; a line with nothing in it is passed over.
 */
export async function readPeopleCsv(source: AsyncIterable<Uint8Array>): Promise<PeopleCsv> {
  const records = readCsvRecords(source);
  const first = await records.next();
  if (first.done) return { line: 1, problems: ['the file is empty: a header line is needed'] };
  const { line } = first.value;
  if ('problem' in first.value)
    return { line, problems: [`the header cannot be read: ${first.value.problem}`] };
  if (first.value.fields.some((field) => /[\uFFFD\0]/.test(field))) {
    return { line, problems: ['the header is not UTF-8 text: save the file as CSV UTF-8'] };
  }
  const header = readHeader(first.value.fields);
  if ('problems' in header) return { line, problems: header.problems.slice(0, HEADER_PROBLEMS_MAX) };
  return { columns: header.columns, lines: personLines(records, header.columns) };
}

async function* personLines(
  records: AsyncGenerator<CsvRecord>,
  columns: PersonColumn[],
): AsyncGenerator<PersonLine> {
  for await (const record of records) {
    if ('problem' in record) {
      yield { line: record.line, problems: [{ field: null, message: record.problem }] };
    } else if (record.fields.length !== columns.length) {
      if (record.fields.some((field) => field !== '')) {
        yield { line: record.line, problems: [{ field: null, message: wrongCount(record, columns.length) }] };
      }
    } else {
      const row = rowOf(record.fields, columns);
      if (row !== null) yield { line: record.line, row };
    }
  }
}

/** The fields under their columns' names, or null when all of them are empty. */
function rowOf(fields: string[], columns: PersonColumn[]): Partial<Record<PersonColumn, Written>> | null {
  const row: Partial<Record<PersonColumn, Written>> = {};
  let empty = true;
  for (const [index, column] of columns.entries()) {
    const field = (fields[index] ?? '').trim();
    const text = field.includes('\n') ? field.replaceAll(LINE_BREAK_INSIDE, ' ') : field;
    if (text !== '') empty = false;
    row[column] = LIST_COLUMNS.has(column) ? text.split(';') : text;
  }
  if (row.kind === '') row.kind = 'staff';
  return empty ? null : row;
}

function wrongCount(record: { line: number; lastLine: number; fields: string[] }, expected: number): string {
  const upTo = record.lastLine > record.line ? ` up to line ${record.lastLine}` : '';
  return `${record.fields.length} fields${upTo}, but the header has ${expected}`;
}
