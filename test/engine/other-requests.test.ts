import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import t, { type Test } from 'tap';

import { addCrowd } from '../../src/bench/crowd.ts';
import { createApp } from '../fixtures/create-app.ts';

/** Linux tells how long a thread has had a processor; time on the wall would count what else the machine does. */
const SCHEDSTAT = '/proc/thread-self/schedstat';
const skip = existsSync(SCHEDSTAT) ? false : `no ${SCHEDSTAT}: the time of one thread is not told here`;
const CROWD = 3_000;
/** What others may be held up by; the promise is made for 10,000 people on a machine with nothing else to do. */
const TURN_MAX_MS = 50;
/** What a busy machine adds to a turn differs from one time to the next; what the service itself does is there each time. */
const TIMES = 5;

/** The longest time of the processor that this thread took without a turn for anybody else, in ms, while it did `work`. */
async function longestTurnMs(t: Test, work: () => Promise<unknown>): Promise<number> {
  const file = openSync(SCHEDSTAT, 'r');
  t.teardown(() => closeSync(file));
  const text = Buffer.alloc(100);
  const spentMs = () => {
    const length = readSync(file, text, 0, text.length, 0);
    return Number(text.toString('latin1', 0, length).split(' ')[0]) / 1e6;
  };
  let longest = 0;
  let before = spentMs();
  const look = () => {
    const now = spentMs();
    longest = Math.max(longest, now - before);
    before = now;
  };
  const looking = setInterval(look, 1);
  await work();
  clearInterval(looking);
  return longest;
}

t.test('a draw and tables for thousands hold up nobody else', { skip }, async (t) => {
  const { call, deps, clock } = await createApp(t);
  const { empty, full } = await addCrowd(deps.db, CROWD, clock.now());
  const asked = {
    draw: () => call('POST', `/api/v1/gatherings/${empty}/draw`, { places: CROWD, seed: 1 }),
    rounds: () => call('POST', `/api/v1/gatherings/${full}/rounds`, { tableSize: 6, rounds: 3, seed: 1 }),
    reading: () => call('GET', `/api/v1/gatherings/${full}/rounds`),
  };
  for (const [name, ask] of Object.entries(asked)) {
    // The first time schemas and code are compiled, in a service some time after its start.
    const first = await ask();
    t.ok(first.statusCode < 300, `${name}: ${first.statusCode}`);
    const longest: number[] = [];
    do longest.push(await longestTurnMs(t, ask));
    while (Math.min(...longest) >= TURN_MAX_MS && longest.length < TIMES);
    t.ok(Math.min(...longest) < TURN_MAX_MS, `${name}: ${longest.map((ms) => ms.toFixed(1)).join(', ')} ms`);
  }
});
