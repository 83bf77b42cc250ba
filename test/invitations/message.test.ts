import t from 'tap';

import type { Gathering, InvitationMailKind } from '../../src/db/schema/index.ts';
import { type InvitationMessage, invitationContent } from '../../src/invitations/message.ts';
import { speak } from '../../src/languages/speak.ts';
import { renderText } from '../../src/mail/render-text.ts';
import { aDueMail } from '../fixtures/a-due-mail.ts';

const ANSWER = 'https://acquaint.test/r/answer';
const UNSUBSCRIBE = 'https://acquaint.test/u/unsubscribe';
const FOOTER = `-- 
The links in this mail are yours alone: whoever has them can answer in your name.
Acquaint brings together people who have not met. Stop invitations:
${UNSUBSCRIBE}

`;
const PLAN = `When:
  Thursday 3 December 2026, 06:00–07:30 (America/Lima, GMT-5)
  Thursday 3 December 2026, 14:00–15:30 (Africa/Nairobi, GMT+3)
Where:
  Main hall
Online:
  https://meet.example.org/abcdef?pwd=1&lang=en`;
const AGENDA = `Agenda:
  10 min  Welcome
  80 min  Questions & answers`;

function content(
  kind: InvitationMailKind,
  gathering: Partial<Gathering> = {},
  fields: Partial<InvitationMessage> = {},
) {
  return invitationContent({
    kind,
    gathering: aDueMail({ gathering }).about.gathering,
    hostName: 'Ana Silva',
    speech: speak('en'),
    readerTimeZone: 'America/Lima',
    reason: { text: 'You add Finance and have met nobody from Research.' },
    elsewhere: null,
    offeredUntil: null,
    note: null,
    links: { answer: ANSWER, unsubscribe: UNSUBSCRIBE },
    ...fields,
  });
}

t.test('an invitation says who, why, when, where, with whom from where, and how to answer', async (t) => {
  const others = { units: ['Legal', 'Research', 'Sales'], locations: ['Porto'] };
  const invitation = content('invitation', {}, { elsewhere: others });
  t.equal(invitation.subject, 'Invitation: Town hall on hiring');
  t.equal(invitation.heading, 'Town hall on hiring');
  t.equal(invitation.preview, 'Thursday 3 December 2026, 06:00–07:30 (America/Lima, GMT-5)');
  t.equal(
    renderText(invitation),
    `Town hall on hiring

Ana Silva invites you.

How we hire across locations.
Bring a question.

${PLAN}
Why you:
  You add Finance and have met nobody from Research.
Also invited:
  From other teams: Legal, Research and Sales
  From other locations: Porto

What could you offer the others, and what could you learn from them?

Answer this invitation:
${ANSWER}

Say yes, perhaps or no. There are 50 places; after that, a yes goes on the waiting list. You can change your answer until it begins.

${AGENDA}

${FOOTER}`,
  );
});

t.test('an invitation without the optional parts has no empty places where they were', async (t) => {
  const bare = { purpose: null, place: null, onlineUrl: null, capacity: null, agenda: [] };
  t.equal(
    renderText(content('invitation', bare, { hostName: null, readerTimeZone: 'Africa/Nairobi' })),
    `Town hall on hiring

You are invited.

When:
  Thursday 3 December 2026, 14:00–15:30 (Africa/Nairobi, GMT+3)
Why you:
  You add Finance and have met nobody from Research.

What could you offer the others, and what could you learn from them?

Answer this invitation:
${ANSWER}

Say yes, perhaps or no. You can change your answer until it begins.

${FOOTER}`,
  );
});

t.test('an update gives the plan that holds now', async (t) => {
  const update = content('update');
  t.equal(update.subject, 'Changed: Town hall on hiring');
  t.equal(
    renderText(update),
    `Town hall on hiring

The plan of this gathering has changed. From now on this holds:

${PLAN}

See or change your answer:
${ANSWER}

Your answer stays as it is unless you change it.

${AGENDA}

${FOOTER}`,
  );
});

t.test('a cancellation gives the reason and asks for nothing', async (t) => {
  const cancellation = content('cancellation', { cancelReason: 'The hall is flooded.' });
  t.equal(cancellation.subject, 'Cancelled: Town hall on hiring');
  t.equal(
    renderText(cancellation),
    `Town hall on hiring

This gathering is cancelled. There is nothing that you need to do.

The hall is flooded.

${PLAN}

${FOOTER}`,
  );
});

t.test('an offer says until when a place is kept, and what yes and no do', async (t) => {
  const offer = content('offer', {}, { offeredUntil: new Date('2026-11-02T20:00:00Z') });
  t.equal(offer.subject, 'A place for you? Town hall on hiring');
  t.equal(
    renderText(offer),
    `Town hall on hiring

A place has become free, and it is kept for you.

Kept for you until:
  Monday 2 November 2026, 15:00 (America/Lima, GMT-5)

Take the place or pass it on:
${ANSWER}

A yes takes it; a no, or no answer by then, passes it on to somebody else on the waiting list.

${PLAN}

${AGENDA}

${FOOTER}`,
  );
});

t.test('of more than twelve units twelve are named', async (t) => {
  const units = Array.from({ length: 13 }, (_, i) => `Unit ${i + 1}`);
  const text = renderText(content('invitation', {}, { elsewhere: { units, locations: [] } }));
  t.match(text, `From other teams: ${units.slice(0, 12).join(', ')} and others\n`);
  t.notMatch(text, 'Unit 13');
});

t.test('an address that is not of the web never becomes a link', async (t) => {
  for (const onlineUrl of [
    'javascript:alert(1)',
    'data:text/html,x',
    'meet.example.org',
    'file:///etc/passwd',
  ]) {
    t.notMatch(renderText(content('update', { onlineUrl })), 'Online');
  }
});
