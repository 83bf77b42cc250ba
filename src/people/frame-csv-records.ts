import { type Delimiter, isCsvRecord } from './is-csv-record.ts';
import type { Line } from './physical-lines.ts';

/** The text of one record, its quotes in order, and the lines it stands on; or what keeps it from being one. */
export type FramedRecord =
  | { line: number; lastLine: number; text: string }
  | { line: number; problem: string };

/**
 * Joins lines into CSV records (RFC 4180 §2): a record goes on over a line break while a quote is open. A quote that
 * is never closed, or closed only by the next field's opening quote, spoils the line it stands on and no other: the
 * lines after it are read as records of their own. The first record decides the delimiter.
 */
export function frameCsvRecords(lengthMax: number) {
  let delimiter: Delimiter | null = null;
  let open: Line[] = [];
  let openLength = 0;

  function next(line: Line): FramedRecord[] {
    if (line.text === null) {
      return [...giveUp(), { line: line.number, problem: `the line is longer than ${lengthMax} characters` }];
    }
    if (open.length === 0) return start(line);
    openLength += 1 + line.text.length;
    if (openLength > lengthMax) return [...giveUp(), ...start(line)];
    open.push(line);
    if (hasEvenQuotes(line.text)) return [];
    const lines = open;
    const text = lines.map((part) => part.text).join('\n');
    if (!isWellFormed(text)) {
      open = lines.slice(0, -1);
      return [...giveUp(), ...start(line)];
    }
    open = [];
    return [{ line: lines[0]?.number ?? line.number, lastLine: line.number, text }];
  }

  function start(line: Line): FramedRecord[] {
    const text = line.text ?? '';
    if (!hasEvenQuotes(text)) {
      open = [line];
      openLength = text.length;
      return [];
    }
    if (text.trim() === '') return [];
    if (isWellFormed(text)) return [{ line: line.number, lastLine: line.number, text }];
    const problem = 'a quotation mark stands inside a field: write it twice, inside quotes';
    return [{ line: line.number, problem }];
  }

  /** Names the line whose quote is open; the lines kept since then have even quotes and stand alone. */
  function giveUp(): FramedRecord[] {
    const [first, ...others] = open;
    open = [];
    if (first === undefined) return [];
    const problem = { line: first.number, problem: 'a quotation mark is opened and not closed' };
    return [problem, ...others.flatMap(start)];
  }

  function isWellFormed(text: string): boolean {
    delimiter ??= delimiterOf(text);
    return isCsvRecord(text, delimiter);
  }

  return { next, end: giveUp, delimiter: () => delimiter ?? ',' };
}

/** The one of the two delimiters that stands more often outside quotes. */
function delimiterOf(header: string): Delimiter {
  const bare = header.replaceAll(/"[^"]*"/g, '');
  return bare.split(';').length > bare.split(',').length ? ';' : ',';
}

function hasEvenQuotes(text: string): boolean {
  let even = true;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) even = !even;
  return even;
}
