/** One line of a text file, without its line break. `text` is null when it was longer than the limit. */
export type Line = { number: number; text: string | null };

const LINE_BREAK = /\r\n|\n|\r/g;

/**
 * Splits a stream of UTF-8 bytes (with or without a byte order mark) into numbered lines that end with LF, CRLF or
 * CR. A line longer than `lengthMax` characters is passed over without being kept, so memory stays bounded. Bytes
 * that are not UTF-8 become U+FFFD.
 */
export async function* physicalLines(
  source: AsyncIterable<Uint8Array>,
  lengthMax: number,
): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder('utf-8');
  let number = 1;
  let rest = '';
  let overlong = false;

  function split(text: string, atEnd: boolean): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (const { 0: lineBreak, index } of text.matchAll(LINE_BREAK)) {
      // A CR at the end of a chunk may be the first half of a CRLF.
      if (!atEnd && lineBreak === '\r' && index === text.length - 1) break;
      const tooLong = overlong || index - start > lengthMax;
      lines.push({ number, text: tooLong ? null : text.slice(start, index) });
      number += 1;
      overlong = false;
      start = index + lineBreak.length;
    }
    rest = text.slice(start);
    if (rest.length > lengthMax) {
      overlong = true;
      rest = rest.endsWith('\r') ? '\r' : '';
    }
    if (atEnd && (rest !== '' || overlong)) lines.push({ number, text: overlong ? null : rest });
    return lines;
  }

  for await (const chunk of source) yield split(rest + decoder.decode(chunk, { stream: true }), false);
  yield split(rest + decoder.decode(), true);
}
