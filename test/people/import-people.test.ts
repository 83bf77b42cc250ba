import { Readable } from 'node:stream';
import { asc } from 'drizzle-orm';
import t from 'tap';

import { people } from '../../src/db/schema/index.ts';
import type { Deps } from '../../src/deps.ts';
import { type Imported, importPeople } from '../../src/people/import-people.ts';
import { sampleOrganisation, sampleOrganisationCsv } from '../../src/people/sample-organisation.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createDeps } from '../fixtures/create-app.ts';

const HEADER = 'email,name,unit,location,timeZone';
const place = 'Finance,Nairobi,Africa/Nairobi';

async function importText(deps: Deps, lines: string | string[], dryRun = false): Promise<Imported> {
  const text = typeof lines === 'string' ? lines : lines.join('\n');
  const result = await deps.db.transaction((tx) =>
    importPeople(tx, { source: Readable.from([Buffer.from(text)]), dryRun }, deps.now()),
  );
  if ('problems' in result) throw new Error(result.problems.join('; '));
  return result;
}

const directory = (deps: Deps) => deps.db.select().from(people).orderBy(asc(people.id));
const counts = (created: number, updated: number, unchanged: number) => ({
  created,
  updated,
  unchanged,
  rejected: [],
  rejectedCount: 0,
});

t.test('a file fills the directory in its order, and the same file again changes nothing', async (t) => {
  const { deps, clock } = await createDeps(t);
  const csv = sampleOrganisationCsv(7);
  t.strictSame(await importText(deps, csv, true), counts(246, 0, 0), 'a dry run says what would happen');
  t.strictSame(await directory(deps), [], 'and changes nothing');
  t.strictSame(await importText(deps, csv), counts(246, 0, 0));
  const before = await directory(deps);
  t.strictSame(
    before.map(
      ({
        id,
        role,
        preferredLanguage,
        leftOn,
        pausedUntil,
        awayFrom,
        awayUntil,
        createdAt,
        updatedAt,
        ...row
      }) => row,
    ),
    sampleOrganisation(7),
  );
  clock.advance(60_000);
  t.strictSame(await importText(deps, csv, true), counts(0, 0, 246));
  t.strictSame(await importText(deps, csv), counts(0, 0, 246));
  t.strictSame(await directory(deps), before);
});

t.test(
  'people are recognised by their address in any case, and only those who differ are touched',
  async (t) => {
    const { deps, clock } = await createDeps(t);
    await importText(deps, [HEADER, `ana@example.org,Ana,${place}`, `ben@example.org,Ben,${place}`]);
    clock.advance(60_000);
    const changed = [
      HEADER,
      `ANA@example.org,Ana,${place}`,
      `ben@example.org,Ben,${place}`,
      `cy@example.org,Cy,${place}`,
    ];
    t.strictSame(await importText(deps, changed, true), counts(1, 1, 1));
    t.strictSame(await importText(deps, changed), counts(1, 1, 1));
    t.strictSame(
      (await directory(deps)).map((row) => [row.email, row.updatedAt.toISOString()]),
      [
        ['ANA@example.org', '2026-11-02T08:01:00.000Z'],
        ['ben@example.org', '2026-11-02T08:00:00.000Z'],
        ['cy@example.org', '2026-11-02T08:01:00.000Z'],
      ],
    );
  },
);

t.test('a column that the file does not have stays as it is, an empty field clears', async (t) => {
  const { deps } = await createDeps(t);
  await importText(deps, [
    `${HEADER},grade,managerEmail,startedOn,languages,offers,asks,kind`,
    `boss@example.org,Boss,${place},,,,,,,`,
    `ana@example.org,Ana,${place},G4,boss@example.org,2020-01-31,en;sw,Maps,Budgets,guest`,
  ]);
  const [, ana] = await directory(deps);
  t.match(ana, { grade: 'G4', managerEmail: 'boss@example.org', languages: ['en', 'sw'], kind: 'guest' });
  t.strictSame(await importText(deps, [HEADER, `ana@example.org,Ana,${place}`]), counts(0, 0, 1));
  t.strictSame(
    await importText(deps, [`${HEADER},grade,languages`, `ana@example.org,Ana,${place},,`]),
    counts(0, 1, 0),
  );
  t.strictSame((await directory(deps))[1], { ...ana, grade: null, languages: [] });
});

t.test('what only a change sets is not touched by a file', async (t) => {
  const { deps } = await createDeps(t);
  const days = {
    leftOn: '2026-10-01',
    pausedUntil: '2026-12-01',
    awayFrom: '2026-11-01',
    awayUntil: '2026-11-02',
  };
  await addPeople(deps, [{ email: 'ana@example.org', role: 'organiser', ...days }]);
  t.strictSame(await importText(deps, [HEADER, `ana@example.org,Ana,${place}`]), counts(0, 1, 0));
  t.match(await directory(deps), [{ name: 'Ana', role: 'organiser', ...days }]);
});

t.test('bad rows are named by line, field and reason, and the good ones are kept', async (t) => {
  const { deps } = await createDeps(t);
  await addPeople(deps, [{ email: 'Chief@example.org' }]);
  const lines = [
    `${HEADER},managerEmail`,
    `ana@example.org,Ana,${place},CHIEF@example.org`,
    `ben@example.org,Ben,,Nairobi,Mars/Base,`,
    `nonsense,Nobody,${place},`,
    `cy@example.org,"Cy\nYoung",${place},ben@example.org`,
    `CY@example.org,Cy again,${place},`,
    `dee@example.org,Dee,${place},stranger@example.org`,
    `eve@example.org,Eve,${place},dee@example.org`,
    `fay@example.org,Fay,${place},FAY@example.org`,
    `gus@example.org,Gus,${place},,,`,
    `hal@example.org,Hal,${place},ian@example.org`,
    `ian@example.org,Ian,${place},hal@example.org`,
  ];
  const expected = {
    created: 5,
    updated: 0,
    unchanged: 0,
    rejected: [
      { line: 3, field: 'unit', message: 'must have 1 to 100 characters' },
      {
        line: 3,
        field: 'timeZone',
        message: 'must be a time zone of the IANA database such as Africa/Nairobi',
      },
      {
        line: 4,
        field: 'email',
        message: 'must be one plain e-mail address such as ana@example.org, at most 254 characters',
      },
      { line: 7, field: 'email', message: 'is the address of line 5 already' },
      {
        line: 8,
        field: 'managerEmail',
        message: 'must be the address of somebody in the directory or in the file',
      },
      { line: 10, field: 'managerEmail', message: 'must be another person' },
      { line: 11, field: null, message: '8 fields, but the header has 6' },
    ],
    rejectedCount: 6,
  };
  t.strictSame(await importText(deps, lines, true), expected);
  t.strictSame(await importText(deps, lines), expected);
  t.strictSame(
    (await directory(deps))
      .filter((row) => row.email !== 'Chief@example.org')
      .map((row) => [row.name, row.managerEmail]),
    [
      ['Ana', 'CHIEF@example.org'],
      ['Cy Young', 'ben@example.org'],
      ['Eve', 'dee@example.org'],
      ['Hal', 'ian@example.org'],
      ['Ian', 'hal@example.org'],
    ],
  );
});

t.test('of very many bad rows the first thousand are listed and all are counted', async (t) => {
  const { deps } = await createDeps(t);
  const lines = Array.from({ length: 6_000 }, (_, i) => {
    if (i % 3 === 0) return `p${i}@example.org,,${place},`;
    if (i % 3 === 1) return `same@example.org,Same,${place},`;
    return `p${i}@example.org,P ${i},${place},stranger@example.org`;
  });
  const result = await importText(deps, [`${HEADER},managerEmail`, ...lines]);
  t.strictSame(
    { ...result, rejected: result.rejected.length },
    { created: 1, updated: 0, unchanged: 0, rejected: 1_000, rejectedCount: 5_999 },
  );
  t.strictSame(
    result.rejected.map((rejected) => rejected.line),
    Array.from({ length: 1_001 }, (_, i) => i + 2).filter((line) => line !== 3),
  );
});

t.test('two imports of one file at once create everybody once', async (t) => {
  const { deps } = await createDeps(t);
  const csv = sampleOrganisationCsv(3);
  const results = await Promise.all([importText(deps, csv), importText(deps, csv), importText(deps, csv)]);
  const created = results.map((result) => result.created).sort((a, b) => a - b);
  t.strictSame(created, [0, 0, 246]);
  t.strictSame(
    results.reduce((sum, result) => sum + result.unchanged, 0),
    2 * 246,
  );
  t.equal((await directory(deps)).length, 246);
});

t.test('a source that breaks off leaves the directory as it was', async (t) => {
  const { deps } = await createDeps(t);
  async function* broken() {
    yield Buffer.from(`${HEADER}\n${`ana@example.org,Ana,${place}\n`.repeat(3_000)}`);
    throw new Error('connection lost');
  }
  const input = { source: broken(), dryRun: false };
  await t.rejects(
    deps.db.transaction((tx) => importPeople(tx, input, deps.now())),
    { message: 'connection lost' },
  );
  t.strictSame(await directory(deps), []);
});
