import fc from 'fast-check';
import t from 'tap';

import type { AgendaBlock } from '../../../src/gatherings/agenda.ts';
import { assistAgenda } from '../../../src/gatherings/formats/peer-assist-agenda.ts';
import { type AssistRequest, checkRequest } from '../../../src/gatherings/formats/peer-assist-request.ts';

const COMPLETE: AssistRequest = {
  problem: 'The data must move.',
  decision: 'Which way we take.',
  decisionOn: '2026-12-10',
  decisionTaken: false,
  hopedFor: ['Traps to avoid'],
  practice: 'Data migration',
  alreadyLooked: 'The handbook',
  level: 2,
  targetLevel: 4,
  hostId: 'host',
  hostUnit: 'Registry',
  facilitatorId: 'facilitator',
  facilitatorUnit: 'Legal',
  startLocal: '2026-12-03T14:00:00',
  timeZone: 'Africa/Nairobi',
  durationMinutes: 60,
  place: null,
  onlineUrl: null,
  assisters: 6,
  agenda: null,
  lastDay: '2026-12-03',
  begun: false,
  today: '2026-11-02',
};
const found = (fields: Partial<AssistRequest>) =>
  checkRequest({ ...COMPLETE, ...fields }).map(({ severity, code, pointer }) => [severity, code, pointer]);
const told = (fields: Partial<AssistRequest>) => {
  const [first] = checkRequest({ ...COMPLETE, ...fields });
  return first && [first.message, first.remedy];
};
const block = (kind: AgendaBlock['kind'], minutes: number): AgendaBlock => ({ title: kind, minutes, kind });

t.test('a request that says everything and keeps the rules has nothing against it', async (t) => {
  t.strictSame(checkRequest(COMPLETE), []);
});

t.test('whatever is missing is named with its field', async (t) => {
  const nothing = Object.fromEntries(
    ['problem', 'decision', 'decisionOn', 'practice', 'alreadyLooked', 'level', 'targetLevel', 'hostId'].map(
      (field) => [field, null],
    ),
  );
  const missing = found({
    ...nothing,
    startLocal: null,
    timeZone: null,
    durationMinutes: null,
    lastDay: null,
    hopedFor: [],
  });
  t.strictSame(
    missing.map(([, code, pointer]) => [code, pointer]),
    [
      '/problem',
      '/decision',
      '/decisionOn',
      '/practice',
      '/alreadyLooked',
      '/level',
      '/targetLevel',
      '/hostId',
      '/start',
      '/timeZone',
      '/durationMinutes',
      '/hopedFor',
    ].map((pointer) => ['peer-assist-incomplete', pointer]),
  );
});

t.test('a problem is what can be said in five minutes', async (t) => {
  t.strictSame(found({ problem: 'word '.repeat(650) }), []);
  t.strictSame(told({ problem: 'word '.repeat(651) }), [
    'The problem has 651 words; what can be said in 5 minutes has at most 650.',
    'Shorten it to what the assisters must know first; details fit into the clarifying questions.',
  ]);
});

t.test('the meeting is before the decision, and the decision is open', async (t) => {
  t.strictSame(found({ lastDay: '2026-12-11' }), [['refuse', 'peer-assist-after-decision', '/start']]);
  t.strictSame(told({ lastDay: '2026-12-11' }), [
    'The meeting ends on 2026-12-11, after the decision on 2026-12-10: what is learnt would come too late.',
    'Meet before 2026-12-10, or move the decision.',
  ]);
  t.strictSame(found({ lastDay: '2026-12-10' }), [['warn', 'peer-assist-close-to-decision', '/start']]);
  t.strictSame(found({ decisionTaken: true }), [['refuse', 'peer-assist-decision-taken', '/decisionTaken']]);
  t.strictSame(found({ today: '2026-12-11' }), [['refuse', 'peer-assist-decision-taken', '/decisionOn']]);
  t.strictSame(found({ begun: true }), [['refuse', 'peer-assist-in-the-past', '/start']]);
});

t.test('who facilitates stands outside of the problem', async (t) => {
  t.strictSame(found({ facilitatorUnit: 'Registry' }), [
    ['refuse', 'peer-assist-facilitator-unit', '/facilitatorId'],
  ]);
  t.strictSame(found({ facilitatorId: null, facilitatorUnit: null }), [
    ['warn', 'peer-assist-no-facilitator', '/facilitatorId'],
  ]);
});

t.test('an own agenda adds up and leaves time to learn', async (t) => {
  const quarter = [block('talk', 15), block('questions', 45)];
  t.strictSame(found({ agenda: quarter }), []);
  t.strictSame(found({ agenda: [block('talk', 16), block('questions', 44)] }), [
    ['refuse', 'peer-assist-presentations', '/agenda'],
  ]);
  t.strictSame(found({ agenda: [block('talk', 15), block('questions', 44)] }), [
    ['refuse', 'peer-assist-agenda-length', '/agenda'],
  ]);
  t.strictSame(told({ agenda: [block('talk', 30), block('questions', 30)] }), [
    'The host’s presentations take 30 of 60 minutes; at most a quarter leaves time to learn.',
    'Present for at most 15 minutes, and send the rest in writing beforehand.',
  ]);
});

t.test('half a day has an hour for the assisters alone, and gets acquainted', async (t) => {
  const half = (...agenda: AgendaBlock[]) => found({ durationMinutes: 240, agenda });
  t.strictSame(half(block('getting-to-know', 20), block('assisters', 60), block('questions', 160)), []);
  t.strictSame(half(block('getting-to-know', 20), block('assisters', 59), block('questions', 161)), [
    ['refuse', 'peer-assist-assisters-alone', '/agenda'],
  ]);
  t.strictSame(half(block('opening', 20), block('assisters', 60), block('questions', 160)), [
    ['refuse', 'peer-assist-getting-to-know', '/agenda'],
  ]);
  t.strictSame(found({ durationMinutes: 239, agenda: [block('questions', 239)] }), []);
});

t.test('at every length the format’s own agenda keeps every rule', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 2_880 }), (durationMinutes) => {
      const refused = checkRequest({ ...COMPLETE, durationMinutes }).filter(
        ({ severity }) => severity === 'refuse',
      );
      return refused.length === 0 && assistAgenda({ agenda: null, durationMinutes }) !== null;
    }),
    { numRuns: 400 },
  );
  t.strictSame(found({ durationMinutes: 5 }), [['refuse', 'peer-assist-length', '/durationMinutes']]);
  t.equal(assistAgenda({ agenda: null, durationMinutes: 5 }), null);
  t.strictSame(found({ durationMinutes: 30 })[0], ['warn', 'peer-assist-unusual-length', '/durationMinutes']);
});

t.test('sizes and levels that are unusual are pointed out', async (t) => {
  t.strictSame(found({ assisters: 4 }), [['warn', 'peer-assist-few-assisters', '/assisters']]);
  t.strictSame(found({ assisters: 8 }), []);
  t.strictSame(found({ assisters: 9 }), [['warn', 'peer-assist-split', '/assisters']]);
  t.strictSame(found({ level: 4 }), [['warn', 'peer-assist-nothing-to-learn', '/targetLevel']]);
});
