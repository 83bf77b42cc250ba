import { parse } from 'csv-parse/sync';

import { type FramedRecord, frameCsvRecords } from './frame-csv-records.ts';
import { physicalLines } from './physical-lines.ts';

/** Longest record in characters: twice the longest one that breaks no rule, so memory stays bounded. */
export const RECORD_LENGTH_MAX = 16_384;
/** Records parsed at a time: enough to hide the cost of a call, small enough to keep few of them in memory. */
const BATCH = 500;

/** The fields of a record and the line of the file it starts at, or why it cannot be read. */
export type CsvRecord =
  | { line: number; lastLine: number; fields: string[] }
  | { line: number; problem: string };
export type Delimiter = ',' | ';';

/**
 * Reads a CSV file as a stream, in bounded memory. The first record decides the delimiter: the one of `,` and `;`
 * that stands more often outside quotes. Blank lines are passed over; a broken record is named and the rest is read.
 */
export async function* readCsvRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  let delimiter: Delimiter | null = null;
  const framer = frameCsvRecords(RECORD_LENGTH_MAX, (text) => {
    return parseRecords([text], delimiter ?? delimiterOf(text)) !== null;
  });
  let batch: FramedRecord[] = [];

  function* parsed(): Generator<CsvRecord> {
    const [first] = batch;
    if (first !== undefined && delimiter === null)
      delimiter = 'text' in first ? delimiterOf(first.text) : ',';
    yield* parseBatch(batch, delimiter ?? ',');
    batch = [];
  }

  for await (const lines of physicalLines(source, RECORD_LENGTH_MAX)) {
    for (const line of lines) {
      batch.push(...framer.next(line));
      if (batch.length >= BATCH || (delimiter === null && batch.length > 0)) yield* parsed();
    }
  }
  batch.push(...framer.end());
  yield* parsed();
}

/** The one of the two delimiters that stands more often outside quotes. */
export function delimiterOf(header: string): Delimiter {
  const bare = header.replaceAll(/"[^"]*"/g, '');
  return bare.split(';').length > bare.split(',').length ? ';' : ',';
}

/** Parses many records at once; when one is malformed, halves find it. */
function* parseBatch(batch: FramedRecord[], delimiter: Delimiter): Generator<CsvRecord> {
  const [first] = batch;
  if (first === undefined) return;
  const rows = parseRecords(
    batch.flatMap((record) => ('text' in record ? [record.text] : [])),
    delimiter,
  );
  if (rows !== null) {
    let row = 0;
    for (const record of batch) {
      if ('problem' in record) yield record;
      else yield { line: record.line, lastLine: record.lastLine, fields: rows[row++] ?? [] };
    }
  } else if (batch.length === 1) {
    yield {
      line: first.line,
      problem: 'a quotation mark stands inside a field: write it twice, inside quotes',
    };
  } else {
    const half = batch.length >> 1;
    yield* parseBatch(batch.slice(0, half), delimiter);
    yield* parseBatch(batch.slice(half), delimiter);
  }
}

/** The fields of complete records, one row for each, or null when one of them is malformed. */
function parseRecords(records: string[], delimiter: Delimiter): string[][] | null {
  if (records.length === 0) return [];
  try {
    const rows = parse(records.join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      trim: true,
      max_record_size: 0,
    });
    return rows.length === records.length ? rows : null;
  } catch {
    return null;
  }
}
