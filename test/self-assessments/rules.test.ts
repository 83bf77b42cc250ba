import t from 'tap';

import { fitOf } from '../../src/self-assessments/fit.ts';
import { riverPicture, stairsPicture } from '../../src/self-assessments/pictures.tsx';
import { riverOf, stairsOf } from '../../src/self-assessments/river.ts';
import { spreadOf } from '../../src/self-assessments/spread.ts';
import { teamFits } from '../../src/self-assessments/team-fits.ts';

const agreed = [
  { unit: 'Finance', practice: 'before', level: 2, target: 4 },
  { unit: 'Legal', practice: 'before', level: 3, target: 3 },
  { unit: 'Research', practice: 'before', level: 5, target: 5 },
  { unit: 'Sales', practice: 'before', level: 4, target: 5 },
  { unit: 'Sales', practice: 'after', level: 1, target: 2 },
];
const practices = [
  { key: 'before', name: 'Learning before' },
  { key: 'after', name: 'Learning after' },
  { key: 'during', name: 'Learning during' },
];

t.test('a fit is need × how far ahead × what is left of the time', async (t) => {
  const host = { unit: 'Finance', level: 2, target: 4 };
  const none = { load: 0, cap: 8 };
  t.equal(fitOf(host, { unit: 'Sales', level: 4, target: 5 }, none), 0.5);
  t.equal(fitOf(host, { unit: 'Sales', level: 5, target: 5 }, none), 0.5, 'two levels ahead are enough');
  t.equal(fitOf(host, { unit: 'Legal', level: 3, target: 3 }, none), 0.25);
  t.equal(fitOf(host, { unit: 'Sales', level: 4, target: 5 }, { load: 6, cap: 8 }), 0.125);
  t.equal(fitOf(host, { unit: 'Sales', level: 4, target: 5 }, { load: 9, cap: 8 }), 0, 'beyond its cap');
  t.equal(fitOf(host, { unit: 'Sales', level: 4, target: 5 }, { load: 0, cap: 0 }), 0);
  t.equal(fitOf(host, { unit: 'Finance', level: 5, target: 5 }, none), 0, 'the same unit');
  t.equal(fitOf({ ...host, target: 2 }, { unit: 'Sales', level: 5, target: 5 }, none), 0, 'nothing to learn');
  t.equal(fitOf(host, { unit: 'Sales', level: 1, target: 5 }, none), 0, 'behind');
});

t.test(
  'the teams that could help come best fit first, with the reason, without those that could not',
  async (t) => {
    const asked = { unit: 'Finance', practice: 'before', cap: 8, loads: new Map([['Research', 4]]) };
    t.same(teamFits(agreed, asked), [
      {
        unit: 'Sales',
        level: 4,
        fit: 0.5,
        why: 'Sales is at 4, two levels above you, and none of its 8 assists is taken.',
      },
      {
        unit: 'Legal',
        level: 3,
        fit: 0.25,
        why: 'Legal is at 3, one level above you, and none of its 8 assists is taken.',
      },
      {
        unit: 'Research',
        level: 5,
        fit: 0.25,
        why: 'Research is at 5, three levels above you, and 4 of its 8 assists are taken.',
      },
    ]);
    t.same(teamFits(agreed, { ...asked, unit: 'Research' }), [], 'nobody is ahead');
    t.equal(teamFits(agreed, { ...asked, unit: 'Nobody' }), null);
  },
);

t.test('the river runs between the lowest and the highest level, with the line of one team', async (t) => {
  t.same(riverOf(practices, agreed, 'Sales'), [
    { practice: 'before', name: 'Learning before', lowest: 2, highest: 5, own: 4, ownTarget: 5 },
    { practice: 'after', name: 'Learning after', lowest: 1, highest: 1, own: 1, ownTarget: 2 },
    { practice: 'during', name: 'Learning during', lowest: null, highest: null, own: null, ownTarget: null },
  ]);
  const svg = riverPicture(riverOf(practices, agreed, 'Sales'), 'A & <b>', 'Sales');
  t.match(svg, '<title id="title">A &amp; &lt;b></title>');
  t.match(
    svg,
    'Learning before: 2 to 5, Sales 4; Learning after: 1 to 1, Sales 1; Learning during: nobody yet',
  );
});

t.test('on the stairs x is the level and y the climb', async (t) => {
  t.same(stairsOf(agreed, 'before'), [
    { unit: 'Finance', level: 2, target: 4, x: 2, y: 2 },
    { unit: 'Legal', level: 3, target: 3, x: 3, y: 0 },
    { unit: 'Research', level: 5, target: 5, x: 5, y: 0 },
    { unit: 'Sales', level: 4, target: 5, x: 4, y: 1 },
  ]);
  t.match(stairsPicture(stairsOf(agreed, 'before'), 'Learning before'), 'Finance: 2, wants 4');
});

t.test('a spread is shown from five votes on, and pointed out from two levels on', async (t) => {
  const votes = (...some: number[]) => some.map((count, i) => ({ level: i + 1, votes: count }));
  t.equal(spreadOf(votes(0, 2, 2)), null);
  t.same(spreadOf(votes(0, 3, 2)), { votes: [0, 3, 2, 0, 0], isWide: false });
  t.same(spreadOf(votes(0, 4, 0, 1)), { votes: [0, 4, 0, 1, 0], isWide: true });
  t.same(spreadOf([{ level: 5, votes: 5 }]), { votes: [0, 0, 0, 0, 5], isWide: false });
});
