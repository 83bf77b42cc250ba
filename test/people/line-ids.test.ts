import t from 'tap';
import { validate, version } from 'uuid';

import { lineIds } from '../../src/people/line-ids.ts';

t.test('ids are UUIDv7, each once, in the order of the lines', async (t) => {
  const idOf = lineIds(new Date('2026-11-02T08:00:00Z'));
  const ids = Array.from({ length: 5_000 }, (_, i) => idOf(i + 2));
  t.ok(ids.every((id) => validate(id) && version(id) === 7));
  t.strictSame([...ids].sort(), ids);
  t.equal(new Set(ids).size, 5_000);
});

t.test('two files at one moment get different ids', async (t) => {
  const now = new Date('2026-11-02T08:00:00Z');
  t.not(lineIds(now)(2), lineIds(now)(2));
});
