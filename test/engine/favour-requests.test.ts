import { constants, getPriority } from 'node:os';
import t from 'tap';

import { backgroundThreads, favourRequests } from '../../src/engine/favour-requests.ts';

t.test(
  'on Linux the threads behind the one that answers requests give way to it, and it keeps its own priority',
  async (t) => {
    const own = getPriority();
    favourRequests();
    t.equal(getPriority(process.pid), own);
    if (process.platform !== 'linux') return;
    const threads = backgroundThreads();
    t.equal(threads.length, 5);
    t.notOk(threads.includes(process.pid));
    t.strictSame(
      threads.map((thread) => getPriority(thread)),
      threads.map(() => constants.priority.PRIORITY_BELOW_NORMAL),
    );
  },
);
