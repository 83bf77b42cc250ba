import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';

const ROOT = join(import.meta.dirname, '..', '..');
const CSV = 'id,unit,location\na,A,X\nb,B,Y\nc,A,Y\nd,B,X\n';

const acquaint = (...args: string[]) =>
  spawnSync(process.execPath, ['--import=tsx', 'src/cli.ts', ...args], { cwd: ROOT, encoding: 'utf8' });

t.test('mix --json prints one plan, the same for one seed, and exits 0', async (t) => {
  const file = join(t.testdir({ 'people.csv': CSV }), 'people.csv');
  const run = () => acquaint('mix', file, '--size', '2', '--rounds', '2', '--seed', '7', '--json');
  const [first, again] = [run(), run()];
  t.equal(first.status, 0);
  const { rounds, mix } = JSON.parse(first.stdout);
  t.same(rounds, JSON.parse(again.stdout).rounds);
  t.match(mix, { newPairShare: 1, repeats: 0, crossUnitShare: 1 });
});

t.test('a bad file is one line and exit 1, wrong use is exit 2', async (t) => {
  const file = join(t.testdir({ 'people.csv': 'id,unit\na,A,too many\n' }), 'people.csv');
  for (const path of [file, '/there/is/nothing.csv']) {
    const run = acquaint('mix', path, '--size', '2', '--rounds', '1');
    t.equal(run.status, 1, path);
    t.match(run.stderr, /^acquaint: [^\n]+\n$/, 'one line');
    t.match(run.stderr, path);
  }
  t.equal(acquaint('mix', file, '--size', 'two', '--rounds', '1').status, 2);
  t.equal(acquaint('mix', file).status, 2);
});
