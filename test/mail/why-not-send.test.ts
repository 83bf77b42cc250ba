import t from 'tap';

import { whyNotSend } from '../../src/mail/why-not-send.ts';
import { aDueMail } from '../fixtures/a-due-mail.ts';

type Fields = Parameters<typeof aDueMail>[0];

const NOW = '2026-11-02T08:00:00Z';
const LEFT = 'Not sent: the person has left.';
const CANCELLED = 'Not sent: the gathering was cancelled first.';
const OVER = 'Not sent: the gathering is over.';
const BEGUN = 'Not sent: the gathering began first.';
const PAUSED = 'Not sent: the person takes no invitations at the moment.';
const OFFER_OVER = 'Not sent: the offer was over first.';
const ANSWERED = 'Not sent: the person answered first.';
const MOVED = 'Not sent: the gathering was moved first.';
const TOO_LATE = 'Not sent: it would have come too late.';
const comes = { invitation: { answer: 'accepted' as const } };

const cancelled = { status: 'cancelled' as const };

t.test('each mail is held against the state of the day', async (t) => {
  const table: [string, Fields, string, string | null][] = [
    ['nothing has changed', {}, NOW, null],
    ['left today', { person: { leftOn: '2026-11-02' } }, NOW, LEFT],
    ['leaves tomorrow', { person: { leftOn: '2026-11-03' } }, NOW, null],
    ['cancelled', { gathering: cancelled }, NOW, CANCELLED],
    ['update of a cancelled one', { kind: 'update', gathering: cancelled }, NOW, CANCELLED],
    [
      'place in a cancelled one',
      { kind: 'offer', gathering: cancelled, invitation: { answer: 'accepted' } },
      NOW,
      CANCELLED,
    ],
    ['the cancellation itself', { kind: 'cancellation', gathering: cancelled }, NOW, null],
    ['invitation at the start', {}, '2026-12-03T11:00:00Z', BEGUN],
    ['invitation just before', {}, '2026-12-03T10:59:59Z', null],
    ['update while it is on', { kind: 'update' }, '2026-12-03T12:29:59Z', null],
    ['update at the end', { kind: 'update' }, '2026-12-03T12:30:00Z', OVER],
    ['cancellation at the end', { kind: 'cancellation', gathering: cancelled }, '2026-12-03T12:30:00Z', OVER],
    ['paused until the day', { person: { pausedUntil: '2026-12-03' } }, NOW, PAUSED],
    ['paused until the day before', { person: { pausedUntil: '2026-12-02' } }, NOW, null],
    ['an update in a pause', { kind: 'update', person: { pausedUntil: '2026-12-31' } }, NOW, null],
    ['offered', { kind: 'offer' }, '2026-11-02T19:59:59Z', null],
    ['offered until now', { kind: 'offer' }, '2026-11-02T20:00:00Z', OFFER_OVER],
    ['offered and declined', { kind: 'offer', invitation: { offeredUntil: null } }, NOW, OFFER_OVER],
    ['asked', { kind: 'no-answer' }, NOW, null],
    ['asked and answered', { kind: 'no-answer', invitation: { answer: 'tentative' } }, NOW, ANSWERED],
    ['asked in a pause', { kind: 'no-answer', person: { pausedUntil: '9999-12-31' } }, NOW, PAUSED],
    ['asked for a series', { kind: 'no-answer', sequence: 7, invitation: { seriesId: 's' } }, NOW, null],
    [
      'asked for a series and answered',
      { kind: 'no-answer', invitation: { seriesId: 's', answer: 'accepted' } },
      NOW,
      ANSWERED,
    ],
    [
      'asked for a series in a pause',
      { kind: 'no-answer', invitation: { seriesId: 's' }, person: { pausedUntil: '9999-12-31' } },
      NOW,
      PAUSED,
    ],
    ['asked too late', { kind: 'no-answer' }, '2026-12-03T10:00:00Z', TOO_LATE],
    ['reminded', { kind: 'day-before', ...comes }, '2026-12-02T11:00:00Z', null],
    ['reminded and declined', { kind: 'day-before' }, '2026-12-02T11:00:00Z', ANSWERED],
    ['reminded too late', { kind: 'day-before', ...comes }, '2026-12-03T09:00:00Z', TOO_LATE],
    [
      'reminded of the old plan',
      { kind: 'hour-before', sequence: 1, ...comes },
      '2026-12-03T10:00:00Z',
      MOVED,
    ],
    ['reminded at the start', { kind: 'hour-before', ...comes }, '2026-12-03T11:00:00Z', TOO_LATE],
  ];
  for (const [name, fields, at, reason] of table) {
    t.equal(whyNotSend(aDueMail(fields), new Date(at)), reason, name);
  }
});

t.test('who has stopped invitations hears of what they said yes to, and of nothing else', async (t) => {
  const now = new Date(NOW);
  const forGood = { person: { pausedUntil: '9999-12-31' } };
  for (const kind of ['update', 'cancellation', 'uninvited', 'note'] as const) {
    t.equal(whyNotSend(aDueMail({ kind, ...forGood }), now), PAUSED, kind);
    t.equal(whyNotSend(aDueMail({ kind, ...forGood, invitation: { seriesId: 's' } }), now), PAUSED, kind);
    const { about, ...mail } = aDueMail({ kind });
    t.equal(whyNotSend({ ...mail, about: { ...about, stopped: true } }, now), PAUSED, `${kind} of a host`);
    for (const answer of ['accepted', 'waitlisted'] as const)
      t.equal(whyNotSend(aDueMail({ kind, ...forGood, invitation: { answer } }), now), null, kind);
  }
  const letter = {
    id: '',
    kind: 'coffee.match' as const,
    personId: '',
    subjectId: '',
    occasion: '',
    startsAt: null,
  };
  for (const [gatheringId, reason] of [
    ['a gathering', null],
    [null, 'Not sent: the person takes no such mails at the moment.'],
  ] as const) {
    const mail = {
      ...aDueMail({ kind: 'letter', ...forGood }),
      letter: { ...letter, gatheringId, stopped: false },
    };
    t.equal(whyNotSend(mail, now), reason);
  }
});

t.test('the day on which somebody leaves is that of their own zone', async (t) => {
  const at = new Date('2026-11-01T20:00:00Z');
  const leaving = (timeZone: string) => aDueMail({ person: { leftOn: '2026-11-02', timeZone } });
  t.equal(whyNotSend(leaving('Asia/Tokyo'), at), LEFT, 'where it is the 2nd already');
  t.equal(whyNotSend(leaving('America/Lima'), at), null, 'where it is still the 1st');
});

t.test('a sign-in mail is worth sending for an hour', async (t) => {
  const mail = { ...aDueMail({ kind: 'sign-in' }), about: null };
  t.equal(whyNotSend(mail, new Date('2026-11-02T09:00:00Z')), null);
  t.equal(whyNotSend(mail, new Date('2026-11-02T09:00:01Z')), 'Not sent: it would have come too late.');
  const gone = { ...mail, person: { ...mail.person, leftOn: '2026-11-02' } };
  t.equal(whyNotSend(gone, new Date(NOW)), LEFT);
});

t.test('a mail whose invitation has been deleted does not go out', async (t) => {
  const mail = { ...aDueMail(), about: null };
  t.equal(whyNotSend(mail, new Date(NOW)), 'Not sent: the invitation is gone.');
});
