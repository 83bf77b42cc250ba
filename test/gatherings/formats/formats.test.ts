import t from 'tap';
import { type AgendaBlock, lengthOf, tableMinutes } from '../../../src/gatherings/agenda.ts';
import { FORMAT_NAMES, type FormatInput, type FormatName } from '../../../src/gatherings/formats/format.ts';
import { FORMATS } from '../../../src/gatherings/formats/index.ts';

const LENGTH_MIN = 5;
const LENGTH_MAX = 2_880;

const plan = (durationMinutes: number, more: Partial<FormatInput> = {}): FormatInput => ({
  durationMinutes,
  startLocal: '2026-12-03T12:00:00',
  capacity: null,
  place: null,
  onlineUrl: null,
  facilitatorId: null,
  mixing: null,
  ...more,
});
const refused = (name: FormatName, minutes: number) =>
  FORMATS[name].check(plan(minutes)).some(({ severity }) => severity === 'refuse');
const codes = (name: FormatName, input: FormatInput) =>
  FORMATS[name].check(input).map(({ severity, code, pointer }) => [severity, code, pointer]);
const minutes = (agenda: AgendaBlock[]) => agenda.map((block) => block.minutes);
const minutesOf = (agenda: AgendaBlock[], kind: string) =>
  lengthOf(agenda.filter((block) => block.kind === kind));

for (const name of FORMAT_NAMES) {
  const format = FORMATS[name];

  t.test(`${name}: at every length it accepts, whole positive minutes add up to the length`, async (t) => {
    const wrong = [];
    let accepted = 0;
    for (let length = LENGTH_MIN; length <= LENGTH_MAX; length++) {
      if (refused(name, length)) continue;
      accepted++;
      const agenda = format.agenda(length);
      const whole = agenda.every((block) => Number.isInteger(block.minutes) && block.minutes > 0);
      if (!whole || lengthOf(agenda) !== length) wrong.push(length);
    }
    t.strictSame(wrong, []);
    t.ok(accepted > 0);
  });

  t.test(`${name}: nothing is wrong with its own defaults`, async (t) => {
    const length = format.defaultDurationMinutes;
    t.equal(format.name, name);
    const mixing = format.grouping && {
      tableSize: format.grouping.tableSize,
      rounds: format.grouping.rounds,
    };
    t.strictSame(format.check(plan(length, { capacity: format.defaultCapacity(length), mixing })), []);
    const { rounds = 0, roundMinutes = 0 } = format.grouping ?? {};
    t.strictSame(tableMinutes(format.agenda(length)), Array(rounds).fill(roundMinutes));
  });
}

t.test('published agendas are given to the minute', async (t) => {
  t.strictSame(minutes(FORMATS['peer-assist'].agenda(60)), [5, 10, 10, 20, 10, 5]);
  t.strictSame(minutes(FORMATS['peer-assist'].agenda(240)), [20, 10, 45, 35, 15, 60, 30, 20, 5]);
  t.strictSame(minutes(FORMATS['town-hall'].agenda(90)), [5, 15, 50, 15, 5]);
  t.strictSame(minutes(FORMATS['world-cafe'].agenda(60)), [20, 20, 20]);
  t.strictSame(minutes(FORMATS['world-cafe'].agenda(90)), [10, 20, 20, 20, 20]);
  t.strictSame(minutes(FORMATS['knowledge-cafe'].agenda(90)), [15, 15, 15, 15, 30]);
  t.strictSame(minutes(FORMATS['speed-networking'].agenda(75)), [15, 15, 15, 15, 15]);
  t.strictSame(minutes(FORMATS['stand-up'].agenda(15)), [15]);
  t.equal(lengthOf(FORMATS['brown-bag'].agenda(45)), 45);
});

t.test('a stand-up lasts at most 15 minutes and has room for 90 seconds each', async (t) => {
  t.strictSame(FORMATS['stand-up'].check(plan(16)), [
    {
      code: 'too-long',
      message: 'A stand-up takes at most 15 minutes.',
      remedy: 'Plan 15 minutes or fewer, or choose another format.',
      severity: 'refuse',
      pointer: '/durationMinutes',
    },
  ]);
  t.equal(FORMATS['stand-up'].defaultCapacity(15), 10);
  t.strictSame(codes('stand-up', plan(15, { capacity: 10 })), []);
  t.strictSame(codes('stand-up', plan(15, { capacity: 11 })), [
    ['refuse', 'stand-up-no-time-to-speak', '/capacity'],
  ]);
});

t.test('a coffee lasts 20 to 30 minutes', async (t) => {
  t.strictSame(
    [19, 20, 30, 31].map((length) => refused('coffee', length)),
    [true, false, false, true],
  );
});

t.test(
  'a peer assist of half a day or longer has an hour for the assisters and gets acquainted first',
  async (t) => {
    for (let length = 240; length <= LENGTH_MAX; length++) {
      const agenda = FORMATS['peer-assist'].agenda(length);
      const waking = length - minutesOf(agenda, 'night');
      if (minutesOf(agenda, 'assisters') < 60) t.fail(`${length}: assisters alone`);
      if (minutesOf(agenda, 'talk') > waking / 4) t.fail(`${length}: presentations`);
      if (agenda[0]?.title !== 'Getting to know each other') t.fail(`${length}: opening`);
    }
    t.equal(refused('peer-assist', 2_881), true);
  },
);

t.test('at least a fifth of a retreat is break, and two days have a night between them', async (t) => {
  for (let length = 9; length <= LENGTH_MAX; length++) {
    const agenda = FORMATS.retreat.agenda(length);
    const waking = length - minutesOf(agenda, 'night');
    if (minutesOf(agenda, 'break') < waking / 5) t.fail(`${length}: breaks`);
  }
  const twoDays = FORMATS.retreat.agenda(1_920);
  t.equal(twoDays[9]?.kind, 'night');
  t.strictSame(minutes(twoDays.slice(0, 9)), minutes(twoDays.slice(10)));
  t.equal(FORMATS['peer-assist'].agenda(1_920)[9]?.kind, 'night');
  t.equal(refused('retreat', 2_881), true);
});

t.test('unusual plans are allowed and pointed out', async (t) => {
  t.strictSame(codes('town-hall', plan(30)), [
    ['warn', 'unusually-short', '/durationMinutes'],
    ['warn', 'rounds-too-short', '/durationMinutes'],
  ]);
  t.strictSame(codes('brown-bag', plan(90)), [['warn', 'unusually-long', '/durationMinutes']]);
  const morning = { startLocal: '2026-12-03T10:45:00' };
  t.strictSame(codes('brown-bag', plan(45, morning)), [['warn', 'not-at-lunch', '/start']]);
  t.strictSame(codes('brown-bag', plan(45, { startLocal: '2026-12-03T13:45:00' })), []);
  t.strictSame(codes('brown-bag', plan(45, { startLocal: '2026-12-03T13:46:00' })), [
    ['warn', 'not-at-lunch', '/start'],
  ]);
  t.strictSame(codes('world-cafe', plan(90, { mixing: { tableSize: 9, rounds: 3 } })), [
    ['warn', 'table-size', '/mixing/tableSize'],
  ]);
  for (const capacity of [15, 25])
    t.strictSame(codes('knowledge-cafe', plan(90, { capacity })), [
      ['warn', 'knowledge-cafe-circle', '/capacity'],
    ]);
  t.strictSame(codes('knowledge-cafe', plan(90, { capacity: 24 })), []);
  const hybrid = { place: 'Hall', onlineUrl: 'https://example.org/call' };
  t.strictSame(codes('town-hall', plan(90, hybrid)), [['warn', 'remote-moderator', '/facilitatorId']]);
  t.strictSame(codes('town-hall', plan(90, { ...hybrid, facilitatorId: 'someone' })), []);
});
