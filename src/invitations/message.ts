import { plainLine, plainText } from '../calendar/plain-text.ts';
import { formatWhen } from '../calendar/time-zones.ts';
import { webAddress } from '../calendar/web-address.ts';
import type { Gathering, Mail } from '../db/schema/index.ts';
import type { Block, MailContent } from '../mail/content.ts';
import type { Elsewhere } from './elsewhere.ts';

/** Everything that a mail about an invitation says. */
export type InvitationMessage = {
  kind: Exclude<Mail['kind'], 'sign-in'>;
  gathering: Pick<
    Gathering,
    | 'title'
    | 'purpose'
    | 'startsAt'
    | 'timeZone'
    | 'durationMinutes'
    | 'place'
    | 'onlineUrl'
    | 'capacity'
    | 'agenda'
    | 'cancelReason'
  >;
  hostName: string | null;
  /** The zone the reader lives by. */
  readerTimeZone: string;
  reason: string;
  elsewhere: Elsewhere | null;
  links: { answer: string; unsubscribe: string };
};

const LOCALE = 'en-GB';

/** Subject, text and links of one mail about an invitation. Pure. */
export function invitationContent(message: InvitationMessage): MailContent {
  const title = plainLine(message.gathering.title);
  const when = whenLines(message)[0] ?? '';
  return { ...WORDS[message.kind](message, title), heading: title, preview: when, footer: footer(message) };
}

type Words = (message: InvitationMessage, title: string) => Pick<MailContent, 'subject' | 'blocks'>;

const WORDS: Record<InvitationMessage['kind'], Words> = {
  invitation: (message, title) => ({
    subject: `Invitation: ${title}`,
    blocks: [
      paragraph(message.hostName ? `${plainLine(message.hostName)} invites you.` : 'You are invited.'),
      ...optional(message.gathering.purpose),
      facts(message, [
        { label: 'Why you', lines: [plainLine(message.reason)] },
        ...elsewhereRows(message.elsewhere),
      ]),
      paragraph('What could you offer the others, and what could you learn from them?'),
      answerAction(message, 'Answer this invitation'),
      paragraph(
        message.gathering.capacity === null
          ? 'Say yes, perhaps or no. You can change your answer until it begins.'
          : `Say yes, perhaps or no. There are ${message.gathering.capacity} places; after that, a yes goes on the waiting list. You can change your answer until it begins.`,
      ),
      ...agenda(message),
    ],
  }),
  update: (message, title) => ({
    subject: `Changed: ${title}`,
    blocks: [
      paragraph('The plan of this gathering has changed. From now on this holds:'),
      facts(message),
      answerAction(message, 'See or change your answer'),
      paragraph('Your answer stays as it is unless you change it.'),
      ...agenda(message),
    ],
  }),
  cancellation: (message, title) => ({
    subject: `Cancelled: ${title}`,
    blocks: [
      paragraph('This gathering is cancelled. There is nothing that you need to do.'),
      ...optional(message.gathering.cancelReason),
      facts(message),
    ],
  }),
  promotion: (message, title) => ({
    subject: `You have a place: ${title}`,
    blocks: [
      paragraph('A place has become free and it is yours: you are in.'),
      facts(message),
      answerAction(message, 'See or change your answer'),
      paragraph(
        'If you cannot come after all, say so there, and somebody on the waiting list gets the place.',
      ),
      ...agenda(message),
    ],
  }),
};

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

function optional(words: string | null): Block[] {
  const text = plainText(words ?? '');
  return text ? [paragraph(text)] : [];
}

/** The reader's own time first; the gathering's beside it where the clocks differ. */
function whenLines({ gathering, readerTimeZone }: InvitationMessage): string[] {
  const { startsAt: instant, durationMinutes } = gathering;
  const zones = [...new Set([readerTimeZone, gathering.timeZone])];
  return zones.map((timeZone) => formatWhen({ instant, durationMinutes, timeZone, locale: LOCALE }));
}

type FactRows = Extract<Block, { kind: 'facts' }>['rows'];

function facts(message: InvitationMessage, more: FactRows = []): Block {
  const place = plainLine(message.gathering.place ?? '');
  const onlineUrl = webAddress(message.gathering.onlineUrl);
  return {
    kind: 'facts',
    rows: [
      { label: 'When', lines: whenLines(message) },
      ...(place ? [{ label: 'Where', lines: [place] }] : []),
      ...(onlineUrl ? [{ label: 'Online', lines: [], url: onlineUrl }] : []),
      ...more,
    ],
  };
}

function elsewhereRows(others: Elsewhere | null): FactRows {
  if (others === null) return [];
  const lines = [
    ...(others.units.length > 0 ? [`From other teams: ${listed(others.units)}`] : []),
    ...(others.locations.length > 0 ? [`From other locations: ${listed(others.locations)}`] : []),
  ];
  return lines.length > 0 ? [{ label: 'Also invited', lines }] : [];
}

/** More names than this are a register, not a sentence. */
const NAMES_MAX = 12;

function listed(names: string[]): string {
  const shown = names.slice(0, NAMES_MAX).map(plainLine);
  if (shown.length < names.length) return `${shown.join(', ')} and others`;
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}

function answerAction({ links }: InvitationMessage, label: string): Block {
  return { kind: 'action', label, url: links.answer };
}

function agenda({ gathering }: InvitationMessage): Block[] {
  const rows = gathering.agenda.map(({ title, minutes }) => ({ title: plainLine(title), minutes }));
  return rows.length > 1 ? [{ kind: 'agenda', title: 'Agenda', rows }] : [];
}

function footer({ links }: InvitationMessage): MailContent['footer'] {
  return [
    { text: 'The links in this mail are yours alone: whoever has them can answer in your name.' },
    {
      text: 'Acquaint brings together people who have not met.',
      link: { label: 'Stop invitations', url: links.unsubscribe },
    },
  ];
}
