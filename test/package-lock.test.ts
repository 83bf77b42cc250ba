import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

type Locked = { packages: Record<string, { optionalDependencies?: Record<string, string> }> };

// npm ci refuses a lock file without them, also on a machine that would install none of them.
t.test('the lock file holds the packages of every platform', async (t) => {
  const text = readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as Locked;
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`${place}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
    ),
  );
  t.same(missing, []);
});
