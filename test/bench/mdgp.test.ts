import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { benchMdgp } from '../../src/bench/mdgp.ts';

const quick = { seconds: 5, seed: 1, progress: () => undefined };

t.test('everybody is in one group and the objective is that of the groups', async (t) => {
  const file = join(t.testdir(), 'four.txt');
  await writeFile(file, '4 2 ss 2 2 2 2\n0 1 1\n0 2 5\n0 3 1\n1 2 1\n1 3 4\n2 3 1\n');
  const { objective, groups } = await benchMdgp(file, quick);
  t.equal(objective, 9);
  t.same(groups.map((group) => group.join(' ')).sort(), ['0 2', '1 3']);
});

t.test('a bad file is named with its line, a missing one by name', async (t) => {
  const file = join(t.testdir({ 'bad.txt': '3 2 ss 1 2 1 2\n0 1 x\n' }), 'bad.txt');
  await t.rejects(benchMdgp(file, quick), {
    code: 'bad-file',
    message: `${file}: line 2: “x” is not a number`,
  });
  await t.rejects(benchMdgp(`${file}.none`, quick), { code: 'ENOENT' });
});
