import t from 'tap';

import { benchImport } from '../../src/bench/import.ts';
import { peopleFile } from '../../src/bench/people-file.ts';
import { checkPerson } from '../../src/people/person-rules.ts';
import { readPeopleCsv } from '../../src/people/read-people-csv.ts';

t.test('the file has as many people as asked for, and every one keeps the rules', async (t) => {
  const csv = await readPeopleCsv(peopleFile(2_500));
  if ('problems' in csv) throw new Error(csv.problems.join('; '));
  let good = 0;
  for await (const line of csv.lines) if ('row' in line && 'values' in checkPerson(line.row)) good += 1;
  t.equal(good, 2_500);
});

t.test('the import is timed beside its floor on a database of its own', async (t) => {
  const result = await benchImport({ rows: 1_500 });
  t.equal(result.rows, 1_500);
  const figures = Object.values(result);
  t.ok(figures.length === 7 && figures.every((figure) => figure > 0), JSON.stringify(result));
  t.ok(Math.abs(result.ratio - result.rowsPerSecond / result.floorRowsPerSecond) < 0.01);
});
