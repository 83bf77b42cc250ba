import type { Gathering } from '../db/schema/index.ts';
import { keptReason } from '../invitations/say-reason.ts';
import type { DueMail, InvitationContext } from '../mail/due-mails.ts';

/** A mail as the send job loads it, made up for previews and for tests; every part may differ in some fields. */
export function sampleMail(
  fields: Partial<Omit<DueMail, 'person' | 'about' | 'letter'>> & {
    person?: Partial<DueMail['person']>;
    gathering?: Partial<Gathering>;
    invitation?: Partial<InvitationContext['invitation']>;
    host?: InvitationContext['host'];
    invitationMessageId?: string | null;
  } = {},
): DueMail & { about: InvitationContext } {
  const { person, gathering, invitation, host, invitationMessageId, ...mail } = fields;
  const createdAt = new Date('2026-11-02T08:00:00Z');
  return {
    id: '019a0000-0000-7000-8000-000000000001',
    kind: 'invitation',
    personId: '019a0000-0000-7000-8000-000000000002',
    invitationId: '019a0000-0000-7000-8000-000000000003',
    sequence: 0,
    delivery: 'queued',
    attempts: 0,
    lastError: null,
    softBounces: 0,
    noteId: null,
    letterId: null,
    messageId: null,
    createdAt,
    claimedAt: null,
    sentAt: null,
    ...mail,
    person: {
      id: '019a0000-0000-7000-8000-000000000002',
      email: 'li@example.org',
      name: 'Li Wei',
      unit: 'Finance',
      location: 'Lima',
      timeZone: 'America/Lima',
      languages: [],
      preferredLanguage: null,
      leftOn: null,
      pausedUntil: null,
      suppressed: false,
      ...person,
    },
    about: {
      invitation: {
        id: '019a0000-0000-7000-8000-000000000003',
        ...keptReason([
          { kind: 'alone-from', names: ['Finance', 'Lima'] },
          { kind: 'met-nobody-from', location: 'Genève' },
        ]),
        answer: 'none',
        attends: 'room',
        seriesId: null,
        standingId: null,
        offeredUntil: mail.kind === 'offer' ? new Date('2026-11-02T20:00:00Z') : null,
        ...invitation,
      },
      gathering: { ...aGathering(createdAt), ...gathering },
      host: host === undefined ? { name: 'Ana Silva', email: 'ana@example.org' } : host,
      invitationMessageId: invitationMessageId ?? null,
      stopped: false,
      answeredDates: false,
      note: mail.kind === 'note' ? 'Bring a jacket.\nThe hall is cold.' : null,
    },
    letter: null,
  };
}

/** Ninety minutes in Nairobi, in place and online, with everything that a mail may say. */
function aGathering(createdAt: Date): Gathering {
  return {
    id: '019a0000-0000-7000-8000-000000000004',
    format: 'town-hall',
    title: 'Town hall on hiring',
    purpose: 'How we hire across locations.\nBring a question.',
    startLocal: '2026-12-03T14:00:00',
    timeZone: 'Africa/Nairobi',
    startResolution: 'exact',
    startsAt: new Date('2026-12-03T11:00:00Z'),
    endsAt: new Date('2026-12-03T12:30:00Z'),
    durationMinutes: 90,
    place: 'Main hall',
    onlineUrl: 'https://meet.example.org/abcdef?pwd=1&lang=en',
    capacity: 50,
    hybrid: false,
    remoteCapacity: null,
    offerHours: 12,
    answerUntil: null,
    asksNeeds: false,
    guestsAllowed: 0,
    hostId: '019a0000-0000-7000-8000-000000000005',
    facilitatorId: null,
    audience: { everyone: true },
    mixing: null,
    reminders: { noAnswer: true, dayBefore: true, hourBefore: false },
    briefing: null,
    agenda: [
      { title: 'Welcome', minutes: 10, kind: 'open' },
      { title: 'Questions & answers', minutes: 80, kind: 'open' },
    ],
    status: 'scheduled',
    sequence: 0,
    seriesId: null,
    recurrenceLocal: null,
    calendarUid: '019a0000-0000-7000-8000-000000000006',
    cancelReason: null,
    cancelledAt: null,
    closedAt: null,
    outcome: null,
    createdBy: '019a0000-0000-7000-8000-000000000007',
    createdAt,
    updatedAt: createdAt,
  };
}
