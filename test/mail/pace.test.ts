import fc from 'fast-check';
import t from 'tap';

import { createPace } from '../../src/mail/pace.ts';

t.test('turns are spaced evenly, and time that nobody used is not saved up', async (t) => {
  let now = 0;
  const turnMs = createPace(4, () => now);
  t.strictSame([turnMs(), turnMs(), turnMs()], [0, 250, 500]);
  now = 600;
  t.strictSame([turnMs(), turnMs()], [150, 400]);
  now = 60_000;
  t.strictSame([turnMs(), turnMs()], [0, 250]);
});

t.test('without a rate nobody waits', async (t) => {
  const turnMs = createPace(null, () => 0);
  t.strictSame([turnMs(), turnMs()], [0, 0]);
});

t.test(
  'whenever turns are asked for, no second holds more of them than the rate, and one at its edge',
  async () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 2, maxLength: 60 }),
        (rate, pauses) => {
          let now = 0;
          const turnMs = createPace(rate, () => now);
          const turns = pauses.map((pause) => {
            now += pause;
            return now + turnMs();
          });
          return turns.every((turn) => {
            const second = turns.filter((other) => other >= turn && other < turn + 999.999);
            return second.length <= rate;
          });
        },
      ),
    );
  },
);
