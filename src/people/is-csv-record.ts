export type Delimiter = ',' | ';';

/**
 * Whether the quotes of a record are in order (RFC 4180 §2, rules 5 to 7): a field is quoted as a whole or not at
 * all, spaces and tabs around it aside, and a quote inside is written twice. Takes time linear in the length.
 */
export function isCsvRecord(text: string, delimiter: Delimiter): boolean {
  let at = 0;
  for (;;) {
    const opening = text.indexOf('"', at);
    if (opening === -1) return true;
    const fieldStart = opening === 0 ? 0 : Math.max(at, text.lastIndexOf(delimiter, opening - 1) + 1);
    if (!isBlank(text, fieldStart, opening)) return false;
    const closing = closingQuote(text, opening);
    if (closing === -1) return false;
    const next = text.indexOf(delimiter, closing + 1);
    const fieldEnd = next === -1 ? text.length : next;
    if (!isBlank(text, closing + 1, fieldEnd)) return false;
    if (next === -1) return true;
    at = next + 1;
  }
}

/** Where the quote at `opening` is closed, or -1. */
function closingQuote(text: string, opening: number): number {
  let closing = text.indexOf('"', opening + 1);
  while (closing !== -1 && text[closing + 1] === '"') closing = text.indexOf('"', closing + 2);
  return closing;
}

/** Spaces and tabs alone: csv-parse 7 stumbles over wider white space between a quote and a delimiter. */
function isBlank(text: string, from: number, to: number): boolean {
  return from === to || !/[^ \t]/.test(text.slice(from, to));
}
