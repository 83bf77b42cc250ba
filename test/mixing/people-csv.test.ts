import t from 'tap';
import { parsePeopleCsv } from '../../src/mixing/index.ts';

t.test('people are read with either separator, a byte order mark and quoted names', async (t) => {
  const wanted = [
    { id: 'a', unit: 'Field, north', location: 'Lima', grade: null, senior: false },
    { id: 'b', unit: 'Audit', location: '東京', grade: 'P4', senior: true },
  ];
  t.same(
    parsePeopleCsv('\uFEFFid,unit,location,grade,senior\na,"Field, north",Lima,,no\nb,Audit,東京,P4,yes\n'),
    wanted,
  );
  t.same(
    parsePeopleCsv('id;unit;location;grade;senior\r\na;"Field, north";Lima;;\r\nb;Audit;東京;P4;1\r\n'),
    wanted,
  );
});

t.test('what is wrong is told with its line', async (t) => {
  const wrong: [string, string][] = [
    ['id,unit\na,b', 'line 1: the column location is missing'],
    ['id,unit,location\na,b,c\n,b,c', 'line 3: id is empty'],
    ['id,unit,location\na,,c', 'line 2: unit is empty'],
    ['id,unit,location\na,b,c\na,b,c', 'line 3: the id a was already on line 2'],
    ['id,unit,unit,location\na,b,c,d', 'line 1: the column unit comes twice'],
    ['', 'line 1: the columns id, unit, location are missing'],
    ['id,unit,location,senior\na,b,c,perhaps', 'line 2: senior: “perhaps” is neither yes nor no'],
    ['id,unit,location,hours\na,b,c,9-17', 'line 2: hours: “9-17” is not of the form 09:00-17:30'],
  ];
  for (const [text, message] of wrong) t.throws(() => parsePeopleCsv(text), { code: 'bad-file', message });
  t.throws(() => parsePeopleCsv('id,unit,location\na,b'), { code: 'bad-file', message: /^line 2: / });
});

t.test(
  'what else is known of people: manager, languages, hours, and attributes by their own names',
  async (t) => {
    const text =
      'id,unit,location,managerId,languages,hours,craft\na,u,l,b,en; fr,09:00-17:30,water\nb,u,l,,,22:00-06:00,\n';
    t.match(parsePeopleCsv(text), [
      {
        managerId: 'b',
        languages: ['en', 'fr'],
        hours: { from: 540, to: 1050 },
        attributes: { craft: 'water' },
      },
      { managerId: null, languages: [], hours: { from: 1320, to: 1800 }, attributes: { craft: null } },
    ]);
  },
);
