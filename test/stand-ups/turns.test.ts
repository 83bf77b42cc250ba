import fc from 'fast-check';
import t from 'tap';

import { speakersMax } from '../../src/gatherings/formats/stand-up.ts';
import { speakingOrder } from '../../src/stand-ups/speaking-order.ts';
import { turnAt } from '../../src/stand-ups/turns.ts';

const crew = fc.uniqueArray(fc.uuid({ version: 7 }), { minLength: 1, maxLength: 10 });
const peopleOf = (ids: string[]) => ids.map((id) => ({ id }));

t.test('everybody who is here speaks once, in the order, and nobody else', async () => {
  fc.assert(
    fc.property(crew, fc.uuid({ version: 7 }), fc.array(fc.nat(9)), (ids, date, absent) => {
      const order = speakingOrder(peopleOf(ids), date);
      const out = new Set(absent.filter((index) => index < order.length));
      const spoke: string[] = [];
      for (let number = 1; ; number++) {
        const turn = turnAt(order, out, number);
        if (turn.at !== 'speaker') break;
        spoke.push(turn.speaker.id);
        const after = turnAt(order, out, number + 1);
        const announced = turn.next?.id ?? null;
        if (announced !== (after.at === 'speaker' ? after.speaker.id : null)) return false;
      }
      const here = order.filter((_, index) => !out.has(index)).map(({ id }) => id);
      return spoke.join() === here.join() && turnAt(order, out, 0).at === 'start';
    }),
  );
});

t.test('the order is the same for everybody, whoever drops out, and another one each date', async (t) => {
  fc.assert(
    fc.property(crew, fc.uuid({ version: 7 }), fc.nat(), (ids, date, drop) => {
      const order = speakingOrder(peopleOf(ids), date).map(({ id }) => id);
      const again = speakingOrder(peopleOf(ids.toReversed()), date).map(({ id }) => id);
      const gone = ids[drop % ids.length];
      const fewer = speakingOrder(peopleOf(ids.filter((id) => id !== gone)), date).map(({ id }) => id);
      return again.join() === order.join() && fewer.join() === order.filter((id) => id !== gone).join();
    }),
  );
  const ids = Array.from({ length: 6 }, (_, i) => `019a0000-0000-7000-8000-00000000000${i}`);
  const first = new Map(ids.map((id) => [id, 0]));
  for (let date = 0; date < 6_000; date++) {
    const day = `019a0000-0000-7000-8000-${String(date).padStart(12, '0')}`;
    const id = speakingOrder(peopleOf(ids), day)[0]?.id ?? '';
    first.set(id, (first.get(id) ?? 0) + 1);
  }
  // Five standard deviations of a fair sixth.
  for (const [id, count] of first) t.ok(Math.abs(count - 1_000) < 145, `${id} came first ${count} times`);
});

t.test('there is time for as many as the minutes hold', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 15 }), (minutes) => {
      const most = speakersMax(minutes);
      return most * 90 <= minutes * 60 && (most + 1) * 90 > minutes * 60;
    }),
  );
  t.equal(speakersMax(15), 10);
});
