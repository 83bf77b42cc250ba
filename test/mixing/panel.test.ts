import t from 'tap';

import {
  type Assister,
  judgePanel,
  PANEL_RULES,
  type PanelInput,
  type PanelRule,
  pickPanel,
  whyNotOnPanel,
} from '../../src/mixing/index.ts';
import { seededRandom } from '../../src/mixing/random.ts';

const HOST_UNIT = 'Host';

/** People by chance: few or many units, some who report to each other, rest, assist often or offer nothing. */
function peopleBy(seed: number, count: number, units: number): Assister[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    unit: random.below(8) === 0 ? HOST_UNIT : `unit ${random.below(units)}`,
    location: `location ${random.below(3)}`,
    managerId: random.below(3) === 0 ? `p${random.below(count)}` : null,
    expertise: random.below(3) / 2,
    metHosts: random.below(2) === 0,
    resting: random.below(6) === 0,
    frequent: random.below(4) === 0,
    invitedLately: random.below(5),
  }));
}

const input = (seed: number, count: number, units: number, size: number): PanelInput => ({
  candidates: peopleBy(seed, count, units).map((person) =>
    person.managerId === person.id ? { ...person, managerId: null } : person,
  ),
  size,
  hostUnit: HOST_UNIT,
  rules: PANEL_RULES,
  seed,
});

/** The rules told by counting again, apart from the engine. */
function brokenRules({ candidates, hostUnit, rules, size }: PanelInput, panel: string[]): Set<PanelRule> {
  const people = candidates.filter(({ id }) => panel.includes(id));
  const broken = new Set<PanelRule>();
  const unitsOf = people.map(({ unit }) => unit);
  if (unitsOf.includes(hostUnit)) broken.add('own-unit');
  if (people.some(({ managerId }) => managerId !== null && panel.includes(managerId)))
    broken.add('reporting-line');
  if (people.some(({ resting }) => resting)) broken.add('load-cap');
  if (people.filter(({ frequent }) => frequent).length > rules.frequentMax) broken.add('frequent');
  if (people.length < size) broken.add('size');
  if (unitsOf.some((unit) => unitsOf.filter((other) => other === unit).length > rules.unitMax))
    broken.add('unit-max');
  if (new Set(unitsOf).size < rules.unitsMin) broken.add('units-min');
  if (new Set(people.map(({ location }) => location)).size < rules.locationsMin) broken.add('locations-min');
  if (people.filter(({ metHosts }) => !metHosts).length < people.length * rules.notMetShareMin)
    broken.add('not-met');
  if (people.some(({ expertise }) => expertise === 0)) broken.add('expertise');
  return broken;
}

const HARD = ['own-unit', 'reporting-line', 'load-cap', 'frequent'] as const;
const MIXING = ['unit-max', 'units-min', 'locations-min', 'not-met'] as const;

t.test(
  'over many seeds no panel breaks a hard rule, and each rule it relaxes is named with reason',
  async (t) => {
    let relaxed = 0;
    for (let seed = 0; seed < 600; seed++) {
      const asked = input(seed, 5 + (seed % 60), 1 + (seed % 9), 4 + (seed % 9));
      const panel = pickPanel(asked);
      const broken = brokenRules(asked, panel);
      t.notOk(
        HARD.some((rule) => broken.has(rule)),
        `seed ${seed}`,
      );
      t.equal(new Set(panel).size, panel.length);
      t.ok(panel.length <= asked.size);
      const { findings } = judgePanel(asked, panel);
      const told = findings.filter(({ kept }) => !kept);
      t.strictSame(new Set(told.map(({ rule }) => rule)), broken, `seed ${seed}`);
      t.ok(told.every(({ message, why, needed }) => message && why && needed));
      t.ok(findings.every(({ kept, why, needed }) => !kept || (why === null && needed === null)));
      relaxed += told.length;
    }
    t.ok(relaxed > 600, 'rules were relaxed often');
  },
);

/** Every set of people up to a size, for small pools. */
function* panels(ids: string[], size: number, from = 0, taken: string[] = []): Generator<string[]> {
  yield taken;
  if (taken.length === size) return;
  for (let i = from; i < ids.length; i++) yield* panels(ids, size, i + 1, [...taken, ids[i] ?? '']);
}

t.test('in a small pool a mixing rule is relaxed only where every panel breaks one', async (t) => {
  let impossible = 0;
  for (let seed = 0; seed < 120; seed++) {
    const asked = input(1_000 + seed, 11, 2 + (seed % 5), 5);
    const breaks = (panel: string[]) => {
      const broken = brokenRules(asked, panel);
      return HARD.some((rule) => broken.has(rule)) ? null : MIXING.filter((rule) => broken.has(rule)).length;
    };
    const all = [
      ...panels(
        asked.candidates.map(({ id }) => id),
        5,
      ),
    ].filter((panel) => breaks(panel) !== null);
    const large = all.filter((panel) => panel.length >= 4);
    const panel = pickPanel(asked);
    const most = Math.max(...all.map(({ length }) => length));
    t.equal(panel.length >= Math.min(4, most), true, `seed ${seed}: four where four can be had`);
    if (large.some((one) => breaks(one) === 0)) t.equal(breaks(panel), 0, `seed ${seed}`);
    else impossible++;
    const whole = large.filter((one) => breaks(one) === 0 && one.length === 5);
    if (whole.length > 0) t.equal(panel.length, 5, `seed ${seed}: all seats where the rules allow`);
  }
  t.ok(impossible > 10);
});

t.test(
  'a large pool keeps every rule, whatever the seed, and takes those who know the practice',
  async (t) => {
    for (let seed = 0; seed < 40; seed++) {
      const asked = input(seed, 400, 12, 5 + (seed % 8));
      const panel = pickPanel(asked);
      t.strictSame(brokenRules(asked, panel), new Set(), `seed ${seed}`);
      t.strictSame(pickPanel(asked), panel, 'the same seed, the same panel');
      const chosen = asked.candidates.filter(({ id }) => panel.includes(id));
      t.ok(chosen.every(({ expertise }) => expertise === 1));
    }
  },
);

t.test('who is on the panel stays, and others are found around them', async (t) => {
  for (let seed = 0; seed < 100; seed++) {
    const asked = input(seed, 60, 8, 7);
    const [first, second, ...rest] = pickPanel(asked);
    const seated = rest.slice(0, 4);
    const without = asked.candidates.filter(({ id }) => id !== first && id !== second);
    const again = pickPanel({ ...asked, candidates: without, seated });
    t.strictSame(again.slice(0, 4), seated);
    t.ok(![...HARD].some((rule) => brokenRules({ ...asked, candidates: without }, again).has(rule)));
  }
});

const person = (id: string, fields: Partial<Assister> = {}): Assister => ({
  id,
  unit: id,
  location: `at ${id}`,
  managerId: null,
  expertise: 1,
  metHosts: false,
  resting: false,
  frequent: false,
  invitedLately: 0,
  ...fields,
});
const small = (candidates: Assister[], size = 4) => ({
  candidates,
  size,
  hostUnit: HOST_UNIT,
  rules: PANEL_RULES,
});
const told = (asked: ReturnType<typeof small>, panel: string[]) =>
  judgePanel(asked, panel).findings.flatMap(({ rule, kept, message, why, needed }) =>
    kept ? [] : [{ rule, message, why, needed }],
  );

t.test('each relaxed rule says what, why and what would have been needed', async (t) => {
  const two = small(['a', 'b', 'c', 'd', 'e'].map((id, i) => person(id, { unit: `unit ${i % 2}` })));
  t.strictSame(told(two, pickPanel({ ...two, seed: 1 })), [
    {
      rule: 'units-min',
      message: '2 units; at least 3 are wanted.',
      why: 'Those who can be asked come from 2 units.',
      needed: 'Somebody who can be asked from 1 more unit.',
    },
  ]);
  const few = small([person('a'), person('b'), person('c'), person('d', { resting: true })]);
  t.strictSame(told(few, pickPanel({ ...few, seed: 1 })), [
    {
      rule: 'size',
      message: '3 of the 4 seats are filled.',
      why: 'Of the 3 people who can be asked, nobody else may join these. 1 person must rest after another assist.',
      needed: '1 person more from other units who can be asked.',
    },
  ]);
  const met = small(['a', 'b', 'c', 'd'].map((id) => person(id, { metHosts: id !== 'a' })));
  t.strictSame(told(met, pickPanel({ ...met, seed: 1 })), [
    {
      rule: 'not-met',
      message: 'The host’s team has not met 1 of the 4; at least 2 are wanted.',
      why: 'Of those who can be asked, the host’s team has not met 1 person, and no panel of at least 4 was found that keeps every rule.',
      needed: '1 person more who can be asked and whom the host’s team has not met.',
    },
  ]);
  const crowd = small(['a', 'b', 'c', 'd'].map((id) => person(id, { unit: id === 'd' ? 'Legal' : 'Sales' })));
  t.strictSame(
    told(crowd, pickPanel({ ...crowd, seed: 1 })).map(({ rule, message }) => [rule, message]),
    [
      ['unit-max', 'More than 2 come from one unit: 3 from Sales.'],
      ['units-min', '2 units; at least 3 are wanted.'],
    ],
  );
  const novices = small(['a', 'b', 'c', 'd'].map((id) => person(id, { expertise: id === 'a' ? 1 : 0 })));
  t.strictSame(told(novices, pickPanel({ ...novices, seed: 1 })), [
    {
      rule: 'expertise',
      message: '3 people with neither an offer in the practice that is asked for nor a unit ahead in it.',
      why: 'Of those who can be asked, 1 person brings it, and the other rules come first.',
      needed: '3 people more who can be asked and bring it.',
    },
  ]);
  t.strictSame(pickPanel({ ...small([]), seed: 1 }), []);
});

t.test('a change by hand is told as one, and what it may not do is named', async (t) => {
  const asked = small([
    ...['a', 'b', 'c', 'd'].map((id) => person(id)),
    person('boss'),
    person('report', { managerId: 'boss' }),
    person('own', { unit: HOST_UNIT }),
    person('tired', { resting: true }),
    person('often', { frequent: true }),
    person('often too', { frequent: true }),
  ]);
  const panel = ['a', 'b', 'boss'];
  t.equal(whyNotOnPanel(asked, panel, 'c'), null);
  t.equal(whyNotOnPanel(asked, panel, 'report'), 'reporting-line');
  t.equal(whyNotOnPanel(asked, panel, 'own'), 'own-unit');
  t.equal(whyNotOnPanel(asked, panel, 'tired'), 'load-cap');
  t.equal(whyNotOnPanel(asked, [...panel, 'often'], 'often too'), 'frequent');
  const byHand = judgePanel(asked, ['a', 'b'], new Set<PanelRule>(['size', 'units-min']));
  t.match(
    byHand.findings.find(({ rule }) => rule === 'size'),
    { kept: false, why: 'The panel was changed by hand; as it was proposed it kept this rule.' },
  );
});

t.test('figures are of the panel', async (t) => {
  const asked = small([
    person('a', { unit: 'x', location: 'l' }),
    person('b', { unit: 'x', location: 'l', metHosts: true }),
    person('c', { unit: 'y', location: 'm' }),
  ]);
  t.strictSame(judgePanel(asked, ['a', 'b', 'c']).mix, {
    units: 2,
    locations: 2,
    crossUnitShare: 2 / 3,
    notMetShare: 2 / 3,
  });
  t.strictSame(judgePanel(asked, []).mix, { units: 0, locations: 0, crossUnitShare: 0, notMetShare: 0 });
});
