import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import t from 'tap';

import { isCsvRecord } from '../../src/people/is-csv-record.ts';

/** Whether the parser makes one record of the text, with the options of our reader. */
function isParsed(text: string, delimiter: string): boolean {
  try {
    const options = { delimiter, record_delimiter: '\n', relax_column_count: true, trim: true };
    return parse(text, options).length === 1;
  } catch {
    return false;
  }
}

t.test('a quote stands at the ends of a field, or twice inside', async (t) => {
  const records: [string, boolean][] = [
    ['a,b', true],
    ['"a","b"', true],
    [' "a" , "b" ', true],
    ['"a ""b"" c"', true],
    ['"",""', true],
    ['"a,b\nc"', true],
    ['a;"b;c"', false],
    ['"a', false],
    ['a"', false],
    ['a "b" c', false],
    ['"a" b', false],
    ['"a"\u00a0,b', false],
    ['"a"b"', false],
    ['"""', false],
  ];
  for (const [text, expected] of records) t.equal(isCsvRecord(text, ','), expected, JSON.stringify(text));
});

t.test('what it lets pass, the parser reads as one record', async (t) => {
  const line = fc
    .string({
      unit: fc.constantFrom('"', '"', ',', ';', 'a', ' ', 'é', '\u00a0'),
      minLength: 1,
      maxLength: 14,
    })
    .filter((text) => text.trim() !== '');
  await fc.assert(
    fc.asyncProperty(line, fc.constantFrom(',' as const, ';' as const), async (text, delimiter) => {
      if (isCsvRecord(text, delimiter) && !isParsed(text, delimiter))
        t.fail(JSON.stringify({ text, delimiter }));
    }),
    { numRuns: 20_000 },
  );
});

t.test('it takes time linear in the length, whatever the text', async (t) => {
  const length = 4_000_000;
  const texts = [
    '" '.repeat(length / 2),
    ' '.repeat(length),
    '"'.repeat(length),
    '" ,'.repeat(length / 3),
    `${','.repeat(length)}"`,
  ];
  for (const text of texts) t.type(isCsvRecord(text, ','), 'boolean');
});
