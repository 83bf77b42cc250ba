import type { Line } from './physical-lines.ts';

/** The text of one record and the line it starts at, or what keeps it from being one. */
export type FramedRecord =
  | { line: number; lastLine: number; text: string }
  | { line: number; problem: string };

/**
 * Joins lines into CSV records (RFC 4180 §2): a record goes on over a line break while a quote is open. A quote that
 * is never closed, or closed only by the next field's opening quote, spoils the line it stands on and no other: the
 * lines after it are read as records of their own.
 * @param isRecord whether a text is well-formed; asked only for records of several lines.
 */
export function frameCsvRecords(lengthMax: number, isRecord: (text: string) => boolean) {
  let open: Line[] = [];
  let openLength = 0;

  function next(line: Line): FramedRecord[] {
    if (line.text === null) return [...giveUp(), { line: line.number, problem: tooLong(lengthMax) }];
    if (open.length === 0) return start(line);
    openLength += 1 + line.text.length;
    if (openLength > lengthMax) return [...giveUp(), ...start(line)];
    if (hasEvenQuotes(line.text)) {
      open.push(line);
      return [];
    }
    const [first] = open;
    const text = [...open, line].map((part) => part.text).join('\n');
    if (first === undefined || !isRecord(text)) return [...giveUp(), ...start(line)];
    open = [];
    return [{ line: first.number, lastLine: line.number, text }];
  }

  function start(line: Line): FramedRecord[] {
    const text = line.text ?? '';
    if (hasEvenQuotes(text)) {
      return text.trim() === '' ? [] : [{ line: line.number, lastLine: line.number, text }];
    }
    open = [line];
    openLength = text.length;
    return [];
  }

  /** Names the line whose quote is open; the lines kept since then have even quotes and stand alone. */
  function giveUp(): FramedRecord[] {
    const [first, ...others] = open;
    open = [];
    if (first === undefined) return [];
    const problem = { line: first.number, problem: 'a quotation mark is opened and not closed' };
    return [problem, ...others.flatMap(start)];
  }

  return { next, end: giveUp };
}

function tooLong(lengthMax: number): string {
  return `the line is longer than ${lengthMax} characters`;
}

function hasEvenQuotes(text: string): boolean {
  let even = true;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) even = !even;
  return even;
}
