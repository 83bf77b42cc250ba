import t from 'tap';
import {
  formRounds,
  type Meetings,
  parseHistoryCsv,
  parsePeopleCsv,
  parseRulesCsv,
  parseWishesCsv,
} from '../../src/mixing/index.ts';

const people = parsePeopleCsv('id,unit,location\na,u,l\nb,u,l\nc,u,l');

t.test('meetings, rules and requests are read, whatever the line ends', async (t) => {
  t.same(
    [...parseHistoryCsv('a,b,metOn\r\na,b,2026-01-31\r\n', people)],
    [{ a: 'a', b: 'b', metOn: '2026-01-31' }],
  );
  t.same(
    [...parseHistoryCsv(new TextEncoder().encode('\uFEFFa;b;metOn\n a ;c;2026-01-31'), people)],
    [{ a: 'a', b: 'c', metOn: '2026-01-31' }],
    'bytes in UTF-8 too',
  );
  t.same(parseRulesCsv('\uFEFFa;b;rule\na;b;together\n\nc;"a";apart', people), {
    together: [['a', 'b']],
    apart: [['c', 'a']],
  });
  t.same(parseWishesCsv('a,b,weight\na,b,3\nb,c,-9', people), [
    { a: 'a', b: 'b', weight: 3 },
    { a: 'b', b: 'c', weight: -9 },
  ]);
});

t.test('what is wrong is told with its line', async (t) => {
  const bad = (read: () => unknown, message: string) => t.throws(read, { code: 'bad-file', message });
  bad(() => parseHistoryCsv('a,b\na,b', people), 'line 1: the column metOn is missing');
  bad(() => parseHistoryCsv('', people), 'line 1: the columns a, b, metOn are missing');
  bad(
    () => parseHistoryCsv('a,b,metOn\na,c,2026-01-31\na,d,2026-01-31', people),
    'line 3: nobody has the id d',
  );
  bad(
    () => parseHistoryCsv('a,b,metOn\na,b,2026-02-31', people),
    'line 2: metOn: “2026-02-31” is not a date of the form yyyy-mm-dd',
  );
  bad(() => parseHistoryCsv('a,b,metOn\na,a,2026-02-01', people), 'line 2: a and b are both a');
  bad(
    () => parseRulesCsv('a,b,rule\na,b,never', people),
    'line 2: rule: “never” is neither together nor apart',
  );
  for (const weight of ['0', '10', '1.5', 'much'])
    bad(
      () => parseWishesCsv(`a,b,weight\na,b,${weight}`, people),
      `line 2: weight: “${weight}” is not a whole number from -9 to 9 other than 0`,
    );
});

t.test('meetings read from a file count as those given one by one', async (t) => {
  const history = parseHistoryCsv('a,b,metOn\na,b,2026-01-31\nc,b,2025-12-01\nb,a,2026-02-01', people);
  const plan = {
    people: people.toReversed().slice(0, 2),
    tableSize: 2,
    rounds: 1,
    seed: 1,
    today: '2026-03-01',
  };
  const of = (met: Meetings) => formRounds({ ...plan, history: met });
  t.same(of(history), of([...history]), 'of those in the room');
  t.equal(of(history).mix.repeats, 1);
});

t.test('a long file tells how far it has been read, and of two mistakes the first', async (t) => {
  const rows = Array.from({ length: 25_000 }, () => 'a,b,2026-01-31\n').join('');
  const told: number[] = [];
  const met = parseHistoryCsv(`a,b,metOn\n${rows}`, people, (bytes) => told.push(bytes));
  t.equal(met.length, 25_000);
  t.equal(told.length, 2);
  t.ok(told.every((bytes, k) => bytes > (told[k - 1] ?? 0) && bytes < rows.length));
  t.throws(() => parseHistoryCsv('a,b,metOn\na,d,2026-01-31\na,b', people), { message: /^line 2: nobody/ });
});
