import { parse } from 'csv-parse/sync';

import { type FramedRecord, frameCsvRecords } from './frame-csv-records.ts';
import type { Delimiter } from './is-csv-record.ts';
import { physicalLines } from './physical-lines.ts';

/** Longest record in characters: twice the longest one that breaks no rule, so memory stays bounded. */
const RECORD_LENGTH_MAX = 16_384;
/** Records parsed at a time: enough to hide the cost of a call, small enough to keep few of them in memory. */
const BATCH = 500;

/** The fields of a record and the lines of the file it stands on, or why it cannot be read. */
export type CsvRecord =
  | { line: number; lastLine: number; fields: string[] }
  | { line: number; problem: string };

/**
 * Reads a CSV file as a stream, in bounded memory. The first record decides the delimiter: the one of `,` and `;`
 * that stands more often outside quotes. Blank lines are passed over; a broken record is named and the rest is read.
 */
export async function* readCsvRecords(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const framer = frameCsvRecords(RECORD_LENGTH_MAX);
  let batch: FramedRecord[] = [];
  // The header comes alone, so that a file that is none is refused before more of it arrives.
  let size = 1;
  for await (const lines of physicalLines(source, RECORD_LENGTH_MAX)) {
    for (const line of lines) {
      batch.push(...framer.next(line));
      if (batch.length < size) continue;
      yield* parseBatch(batch, framer.delimiter());
      batch = [];
      size = BATCH;
    }
  }
  batch.push(...framer.end());
  yield* parseBatch(batch, framer.delimiter());
}

/** The fields of many records, in one call; their quotes are known to be in order. */
function* parseBatch(batch: FramedRecord[], delimiter: Delimiter): Generator<CsvRecord> {
  const texts = batch.flatMap((record) => ('text' in record ? [record.text] : []));
  const rows = parse(texts.join('\n'), {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    trim: true,
    max_record_size: 0,
  });
  let row = 0;
  for (const record of batch) {
    if ('problem' in record) yield record;
    else yield { line: record.line, lastLine: record.lastLine, fields: rows[row++] ?? [] };
  }
}
