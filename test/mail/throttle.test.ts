import t from 'tap';

import { createThrottle } from '../../src/mail/throttle.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 2) + seconds * 1_000);

t.test('one mailbox that is full or greylisted holds nobody up', async (t) => {
  const throttle = createThrottle();
  for (let i = 0; i < 10; i += 1) throttle.deferred('a.test', 'one', at(i));
  throttle.deferred('a.test', 'two', at(10));
  t.equal(throttle.holdMs('a.test', at(10)), 0);
  t.equal(throttle.accepted('a.test'), false);
  t.equal(throttle.deferred('a.test', 'three', at(11)), null);
  t.equal(throttle.holdMs('a.test', at(11)), 0, 'one that was accepted in between starts the count anew');
  t.equal(throttle.isWary('a.test'), false);
});

t.test(
  'three mails put off in a row hold their domain up, twice as long each time, at most 15 minutes',
  async (t) => {
    const throttle = createThrottle();
    for (const id of ['one', 'two', 'three']) throttle.deferred('a.test', id, at(0));
    t.equal(throttle.holdMs('a.test', at(0)), 30_000);
    t.equal(throttle.holdMs('b.test', at(0)), 0);
    throttle.deferred('a.test', 'four', at(1));
    t.equal(throttle.holdMs('a.test', at(1)), 29_000, 'what was on its way makes it no longer');
    t.equal(throttle.holdMs('a.test', at(30)), 0);
    t.equal(throttle.isWary('a.test'), true);
    const holds = [];
    let now = 30;
    for (let i = 0; i < 7; i += 1) {
      throttle.deferred('a.test', 'one', at(now));
      const seconds = throttle.holdMs('a.test', at(now)) / 1_000;
      holds.push(seconds);
      now += seconds;
    }
    t.strictSame(holds, [60, 120, 240, 480, 900, 900, 900]);
    throttle.accepted('a.test');
    t.equal(throttle.isWary('a.test'), false);
  },
);
