import t from 'tap';
import { parseHistoryCsv, parsePeopleCsv } from '../../src/mixing/index.ts';

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
  ];
  for (const [text, message] of wrong) t.throws(() => parsePeopleCsv(text), { code: 'bad-file', message });
  t.throws(() => parsePeopleCsv('id,unit,location\na,b'), { code: 'bad-file', message: /^line 2: / });
});

t.test('meetings name known people and real days', async (t) => {
  const people = parsePeopleCsv('id,unit,location\na,u,l\nb,u,l');
  t.same(parseHistoryCsv('a,b,metOn\na,b,2026-01-31', people), [{ a: 'a', b: 'b', metOn: '2026-01-31' }]);
  t.throws(() => parseHistoryCsv('a,b,metOn\na,c,2026-01-31', people), {
    message: 'line 2: nobody has the id c',
  });
  t.throws(() => parseHistoryCsv('a,b,metOn\na,b,2026-02-31', people), { message: /^line 2: metOn: / });
});
