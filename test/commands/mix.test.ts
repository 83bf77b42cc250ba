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

t.test('rules and levels of one’s own; with --json nothing but JSON on stdout', async (t) => {
  const folder = t.testdir({
    'people.csv': 'id,unit,location,craft,senior\na,A,X,c1,yes\nb,B,Y,c2,yes\nc,A,Y,c1,yes\nd,B,X,c2,no\n',
    'rules.csv': 'a,b,rule\na,b,apart\n',
  });
  const file = join(folder, 'people.csv');
  const options = ['--size', '2', '--rounds', '1', '--rules', join(folder, 'rules.csv'), '--one-senior'];
  const run = acquaint('mix', file, ...options, '--mix-by', 'craft:2+unit,location', '--json');
  t.equal(run.status, 0);
  t.equal(run.stderr, '');
  const plan = JSON.parse(run.stdout);
  t.match(plan.relaxed, [{ rule: 'oneSenior', why: '3 people are senior and there are 2 tables.' }]);
  t.match(plan, { limits: { roundsWithoutRepeatMax: 3 }, distance: { repeats: 0 } });
  const refused = acquaint('mix', file, ...options, '--refuse');
  t.equal(refused.status, 1);
  t.match(refused.stderr, '3 people are senior and there are 2 tables.');
});

t.test('--seconds is kept to, and a long search says so on stderr', async (t) => {
  const people = Array.from({ length: 30 }, (_, i) => `p${i},u${i % 7},l${i % 4}`);
  const file = join(t.testdir({ 'people.csv': ['id,unit,location', ...people].join('\n') }), 'people.csv');
  const run = acquaint('mix', file, '--size', '5', '--rounds', '6', '--seconds', '2.5');
  t.equal(run.status, 0);
  t.match(
    run.stderr,
    /^searching: 2 of 2\.5 s; best so far: 0 against rules, \d+ repeats, \d+ alike by unit, \d+ alike by location, 0 alike by grade\n$/,
  );
  const elapsed = Number(/(\d+) ms\.\n$/.exec(run.stdout)?.[1]);
  t.ok(elapsed >= 2_500 && elapsed < 5_000, `${elapsed} ms`);
});
