import t from 'tap';
import { parseMdgp } from '../../../src/mixing/mdgp/index.ts';

t.test('an instance is read with its bounds and both ways round', async (t) => {
  const instance = parseMdgp('3 2 ds 1 2 1 2 \r\n0 1 4.5\r\n0 2 -1\n1 2 1e2\n\n');
  t.same([instance.people, instance.groups, [...instance.low], [...instance.up]], [3, 2, [1, 1], [2, 2]]);
  t.same([...instance.gain], [0, 4.5, -1, 4.5, 0, 100, -1, 100, 0]);
});

t.test('what is wrong is told with its line', async (t) => {
  const header = '3 2 ds 1 2 1 2\n';
  const wrong: [string, RegExp][] = [
    ['', /^line 1: the number of people must be a whole number/],
    ['3 x ss 1 1', /^line 1: the number of groups must be a whole number, not “x”/],
    ['3 4 ss 1 1', /^line 1: groups must lie between 1 and 3/],
    ['3 2 xx 1 2 1 2', /^line 1: after people and groups comes ss or ds, not “xx”/],
    ['3 2 ss 1 2 1', /^line 1: 2 groups need 4 bounds, not 3/],
    ['3 2 ss 2 1 1 2', /^line 1: the bounds 2 1 of group 1 contradict/],
    ['3 2 ss 2 2 2 2', /^line 1: 3 people do not fit groups that take 4 to 4/],
    [`${header}0 1`, /^line 2: a pair needs three fields/],
    [`${header}0 1 5\n0 3 5`, /^line 3: “3” is not a person; they are numbered 0 to 2/],
    [`${header}1 1 5`, /^line 2: person 1 is paired with themselves/],
    [`${header}0 1 five`, /^line 2: “five” is not a number/],
    [`${header}0 1 5\n1 0 5`, /^line 3: the pair 1 0 was already on line 2/],
    [`${header}0 1 5\n0 2 5`, /^line 3: the file ends after 2 of 3 pairs; the pair 1 2 is missing/],
  ];
  for (const [text, message] of wrong) t.throws(() => parseMdgp(text), { code: 'bad-file', message });
});
