import fc from 'fast-check';
import t from 'tap';

import { type PersonLine, readPeopleCsv } from '../../src/people/read-people-csv.ts';

const HEADER = 'email,name,unit,location,timeZone';

/** Gives the bytes in pieces of the given size, as a slow network would. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesOf(file: string | Uint8Array, size = 64): Promise<PersonLine[]> {
  const csv = await readPeopleCsv(pieces(Buffer.from(file), size));
  if ('problems' in csv) throw new Error(csv.problems.join('; '));
  const lines: PersonLine[] = [];
  for await (const line of csv.lines) lines.push(line);
  return lines;
}

async function problemsOf(file: string | Uint8Array): Promise<string[]> {
  const csv = await readPeopleCsv(pieces(Buffer.from(file), 64));
  return 'problems' in csv ? csv.problems : [];
}

const row = (email: string, name: string) => ({
  email,
  name,
  unit: 'Finance',
  location: 'Nairobi',
  timeZone: 'Africa/Nairobi',
});
const tail = 'Finance,Nairobi,Africa/Nairobi';

t.test(
  'commas or semicolons, with or without a byte order mark, with LF, CRLF or CR: the same lines',
  async (t) => {
    const expected = [
      { line: 2, row: { ...row('ana@example.org', 'Silva, Ana'), languages: ['en', 'pt-BR'] } },
      { line: 3, row: { ...row('li@example.org', '李 "Leo" 小龍'), languages: [''] } },
    ];
    const comma = [
      `${HEADER},languages`,
      `ana@example.org,"Silva, Ana",${tail},en;pt-BR`,
      `li@example.org,"李 ""Leo"" 小龍",${tail},`,
    ];
    const semicolon = [
      'email;name;unit;location;timeZone;languages',
      'ana@example.org;Silva, Ana;Finance;Nairobi;Africa/Nairobi;"en;pt-BR"',
      'li@example.org;"李 ""Leo"" 小龍";Finance;Nairobi;Africa/Nairobi;',
    ];
    for (const text of [comma, semicolon]) {
      for (const lineBreak of ['\n', '\r\n', '\r']) {
        for (const mark of ['', '\uFEFF']) {
          for (const end of ['', lineBreak, lineBreak + lineBreak]) {
            for (const size of [1, 2, 7, 4096]) {
              const file = mark + text.join(lineBreak) + end;
              t.strictSame(
                await linesOf(file, size),
                expected,
                JSON.stringify({ lineBreak, mark, end, size }),
              );
            }
          }
        }
      }
    }
  },
);

t.test('column names are taken in any case and order, with spaces around them', async (t) => {
  const file = `TIMEZONE, Name ,unit,"location",Email,KIND\nAfrica/Nairobi,Ana,Finance,Nairobi,ana@example.org,\n`;
  t.strictSame(await linesOf(file), [{ line: 2, row: { ...row('ana@example.org', 'Ana'), kind: 'staff' } }]);
});

t.test('a line break inside quotes reads as a space, and lines keep their numbers in the file', async (t) => {
  const file = [
    HEADER,
    '"ana@example.org","Ana\r\n  Silva",Finance,Nairobi,Africa/Nairobi',
    '',
    ',,,,',
    `ben@example.org,Ben,${tail}`,
    ',,',
    `"cy@example.org\n","\nCy\n\n Young",${tail}`,
    `dee@example.org,Dee,${tail}`,
  ].join('\r\n');
  t.strictSame(await linesOf(file), [
    { line: 2, row: row('ana@example.org', 'Ana Silva') },
    { line: 6, row: row('ben@example.org', 'Ben') },
    { line: 8, row: row('cy@example.org', 'Cy Young') },
    { line: 13, row: row('dee@example.org', 'Dee') },
  ]);
});

t.test('a quote that is never closed spoils its own line alone', async (t) => {
  const unclosed = { field: null, message: 'a quotation mark is opened and not closed' };
  const good = { line: 3, row: row('ben@example.org', 'Ben') };
  t.strictSame(
    await linesOf([HEADER, `ana@example.org,"Ana,${tail}`, `ben@example.org,Ben,${tail}`].join('\n')),
    [{ line: 2, problems: [unclosed] }, good],
    'up to the end of the file',
  );
  t.strictSame(
    await linesOf(
      [
        HEADER,
        `ana@example.org,"Ana,${tail}`,
        `ben@example.org,Ben,${tail}`,
        `cy@example.org,"Young, Cy",${tail}`,
        `dee@example.org,"Dee,${tail}`,
        `eve@example.org,"Eve",${tail}`,
      ].join('\n'),
    ),
    [
      { line: 2, problems: [unclosed] },
      good,
      { line: 4, row: row('cy@example.org', 'Young, Cy') },
      { line: 5, problems: [unclosed] },
      { line: 6, row: row('eve@example.org', 'Eve') },
    ],
    'up to the next quote',
  );
  const filler = Array.from({ length: 2000 }, (_, i) => `p${i}@example.org,P ${i},${tail}`);
  const lines = await linesOf([HEADER, `ana@example.org,"Ana,${tail}`, ...filler].join('\n'), 65_536);
  t.strictSame(lines[0], { line: 2, problems: [unclosed] }, 'up to the longest record');
  t.strictSame(lines.length, 2001);
  t.strictSame(lines.at(-1), { line: 2002, row: row('p1999@example.org', 'P 1999') });
});

t.test('a broken record is named by its line and the others are read', async (t) => {
  const inside = 'a quotation mark stands inside a field: write it twice, inside quotes';
  const file = [
    HEADER,
    `ana@example.org,Ana "the" Silva,${tail}`,
    `ben@example.org,Ben,${tail}`,
    `cy@example.org,Cy,${tail},more,and more`,
    'dee@example.org,Dee',
    `"eve@example.org\nx",Eve,${tail},more`,
    `fay@example.org,${'x'.repeat(20_000)},${tail}`,
    `"gus@example.org","Gus\n${'x'.repeat(10_000)}\n${'x'.repeat(10_000)}",${tail}`,
    `hal@example.org,"Hal",${tail}`,
  ].join('\n');
  t.match(await linesOf(file), [
    { line: 2, problems: [{ field: null, message: inside }] },
    { line: 3, row: row('ben@example.org', 'Ben') },
    { line: 4, problems: [{ field: null, message: '7 fields, but the header has 5' }] },
    { line: 5, problems: [{ field: null, message: '2 fields, but the header has 5' }] },
    { line: 6, problems: [{ field: null, message: '6 fields up to line 7, but the header has 5' }] },
    { line: 8, problems: [{ field: null, message: 'the line is longer than 16384 characters' }] },
    { line: 9, problems: [{ field: null, message: 'a quotation mark is opened and not closed' }] },
    { line: 10, problems: [{ field: null, message: '1 fields, but the header has 5' }] },
    { line: 11, problems: [{ field: null }] },
    { line: 12, row: row('hal@example.org', 'Hal') },
  ]);
});

t.test('bytes that are not UTF-8 stay visible to the rules in the field they are in', async (t) => {
  const file = Buffer.concat([
    Buffer.from(`${HEADER}\nana@example.org,Jos`),
    Buffer.from([0xe9]),
    Buffer.from(`,${tail}\nben@example.org,José,${tail}\n`),
  ]);
  t.strictSame(await linesOf(file, 3), [
    { line: 2, row: row('ana@example.org', 'Jos\uFFFD') },
    { line: 3, row: row('ben@example.org', 'José') },
  ]);
});

t.test('a file that is none is refused as a whole, naming what is wrong with its header', async (t) => {
  t.strictSame(await problemsOf(''), ['the file is empty: a header line is needed']);
  t.strictSame(await problemsOf('\uFEFF\r\n\r\n'), ['the file is empty: a header line is needed']);
  t.strictSame(await problemsOf(`${HEADER},nickname,Name\n`), [
    'unknown column "nickname"',
    'column name is there twice',
  ]);
  t.strictSame(await problemsOf('email;name;unit\n'), [
    'column location is missing',
    'column timeZone is missing',
  ]);
  t.strictSame(await problemsOf(`"email,name\n${HEADER}\n`), [
    'the header cannot be read: a quotation mark is opened and not closed',
  ]);
  t.strictSame(await problemsOf(Buffer.from(`\uFEFF${HEADER}\n`, 'utf16le')), [
    'the header is not UTF-8 text: save the file as CSV UTF-8',
  ]);
  t.match(await problemsOf('x'.repeat(50_000)), [/^the header cannot be read: the line is longer than/]);
  t.equal((await problemsOf(Array.from({ length: 500 }, (_, i) => `c${i}`).join(','))).length, 20);
});

t.test('an error of the source reaches the reader', async (t) => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${HEADER}\n`);
    throw new Error('connection lost');
  }
  const csv = await readPeopleCsv(broken());
  if ('problems' in csv) throw new Error('the header is whole');
  await t.rejects(csv.lines.next(), { message: 'connection lost' });
});

t.test('whatever the fields hold, a file written by the rules of RFC 4180 reads back the same', async (t) => {
  const field = fc
    .string({ unit: fc.constantFrom('a', 'é', '李', '😀', '"', ',', ';', '\n', ' ', "'"), maxLength: 12 })
    .map((text) => text.trim());
  const quote = (text: string, always: boolean) =>
    always || /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(field, field, field, field, field), { maxLength: 20 }),
      fc.constantFrom(',', ';'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      fc.integer({ min: 1, max: 50 }),
      async (rows, delimiter, lineBreak, always, size) => {
        const text = [HEADER.split(','), ...rows]
          .map((fields) => fields.map((one) => quote(one, always)).join(delimiter))
          .join('\n')
          .replaceAll('\n', lineBreak);
        const columns = ['email', 'name', 'unit', 'location', 'timeZone'];
        let line = 2;
        const expected: PersonLine[] = [];
        for (const fields of rows) {
          const read = fields.map((one) => one.replaceAll(/\s*\n\s*/g, ' '));
          if (fields.some((one) => one !== '')) {
            expected.push({ line, row: Object.fromEntries(columns.map((name, i) => [name, read[i]])) });
          }
          line += fields.join('').split('\n').length;
        }
        t.strictSame(await linesOf(text, size), expected);
      },
    ),
    { numRuns: 300 },
  );
});

t.test('no bytes whatever crash the reader, and no line is named that is not there', async (t) => {
  const junk = fc.array(
    fc.oneof(
      fc.constantFrom(...[...'"\n\r,;ab '].map((c) => c.charCodeAt(0))),
      fc.integer({ min: 0, max: 255 }),
    ),
    { maxLength: 400 },
  );
  await fc.assert(
    fc.asyncProperty(junk, fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
      const body = Buffer.from(bytes);
      const count = body.toString('latin1').split(/\r\n|\n|\r/).length;
      let last = 1;
      for (const { line } of await linesOf(Buffer.concat([Buffer.from(`${HEADER}\n`), body]), size)) {
        if (line <= last || line > count + 1) t.fail(`line ${line} after ${last} of ${count + 1}`);
        last = line;
      }
    }),
    { numRuns: 500 },
  );
});
