import t from 'tap';
import { mixByOption } from '../../src/commands/mix-by-option.ts';
import { mixReport } from '../../src/commands/mix-report.ts';
import { formRounds, type MixPerson } from '../../src/mixing/index.ts';

const people: MixPerson[] = Array.from({ length: 6 }, (_, i) => ({
  id: `p${i}`,
  unit: `u${i % 2}`,
  location: 'l',
  senior: i < 3,
}));
const question = { people, history: [], tableSize: 3, seed: 1, today: '2026-06-01' };

t.test(
  'figures stand beside what is possible, and rules not kept with where, why and what was needed',
  async (t) => {
    const formed = formRounds({ ...question, rounds: 1, rules: { oneSenior: true } });
    const [{ table, people: seniors } = { table: 0, people: [''] }] = formed.relaxed[0]?.tables ?? [];
    t.same(mixReport(formed).slice(3), [
      'New pairs 100.0 % (the most possible).',
      'Pairs across units 66.7 % (the most possible).',
      'Pairs across locations 0.0 % (the most possible).',
      'Mix ratio 1.111; 1 is as random.',
      'Nobody meets anybody again.',
      'At most 1 round of these tables can go without a repeat.',
      `Not kept: at most one senior a table, at round 1 table ${table} (${seniors.join(', ')}). 3 people are senior and there are 2 tables. Needed: 3 tables, or at most 2 seniors.`,
    ]);
  },
);

t.test('repeats that must be are said to be', async (t) => {
  const text = mixReport(formRounds({ ...question, rounds: 2 }));
  t.ok(text.includes('2 repeats; no plan has fewer.'));
  const formed = formRounds({ ...question, rounds: 2 });
  const more = { ...formed, mix: { ...formed.mix, repeats: 5 } };
  t.ok(mixReport(more).includes('5 repeats; every plan has at least 2.'));
  const none = { ...more, limits: { ...formed.limits, forcedRepeatsMin: 0 } };
  t.ok(mixReport(none).includes('5 repeats; that any is needed is not proven.'));
});

t.test('levels are read with their attributes and weights', async (t) => {
  t.same(mixByOption('unit, craft:2+grade'), [
    [{ attribute: 'unit' }],
    [{ attribute: 'craft', weight: 2 }, { attribute: 'grade' }],
  ]);
  for (const wrong of ['', 'unit,,grade', 'unit:0', 'unit:10', 'unit:x'])
    t.throws(() => mixByOption(wrong), wrong);
});
