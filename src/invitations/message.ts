import { closesAt } from '../calendar/closes-at.ts';
import { plainLine, plainText } from '../calendar/plain-text.ts';
import { formatMoment, formatWhenIn } from '../calendar/time-zones.ts';
import { webAddress } from '../calendar/web-address.ts';
import type { Gathering, InvitationMailKind } from '../db/schema/index.ts';
import { agendaTitle } from '../languages/agenda-title.ts';
import type { Speech } from '../languages/speak.ts';
import type { Block, Fact, MailContent } from '../mail/content.ts';
import { briefingFacts } from './briefing-facts.ts';
import type { Elsewhere } from './elsewhere.ts';

/** Everything that a mail about an invitation says. */
export type InvitationMessage = {
  kind: InvitationMailKind;
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
    | 'briefing'
    | 'cancelReason'
    | 'answerUntil'
  >;
  hostName: string | null;
  /** The reader's language. */
  speech: Speech;
  /** The zone the reader lives by. */
  readerTimeZone: string;
  /** Why the reader, cleaned, and the language of that where it is not the reader's. */
  reason: { text: string; language?: 'en' };
  elsewhere: Elsewhere | null;
  /** The dates to come, for a mail about a whole series. */
  dates?: Pick<Gathering, 'startsAt' | 'durationMinutes'>[] | undefined;
  /** Until when a place is kept for the reader, of an offer. */
  offeredUntil: Date | null;
  /** What the organiser wrote, of a note. */
  note: string | null;
  links: { answer: string; unsubscribe: string };
};

/** Subject, text and links of one mail about an invitation, in the reader's language. Pure. */
export function invitationContent(message: InvitationMessage): MailContent {
  const title = plainLine(message.gathering.title);
  const when = whenLines(message)[0] ?? '';
  return {
    language: message.speech.language,
    ...WORDS[message.kind](message, title),
    heading: title,
    preview: when,
    footer: footer(message),
  };
}

type Words = (message: InvitationMessage, title: string) => Pick<MailContent, 'subject' | 'blocks'>;

const WORDS: Record<InvitationMessage['kind'], Words> = {
  invitation: (message, title) => {
    const { say } = message.speech;
    const host = message.hostName && plainLine(message.hostName);
    return {
      subject: say('mail.invitation.subject', { title }),
      blocks: [
        paragraph(host ? say('mail.invitation.by-host', { host }) : say('mail.invitation.by-nobody')),
        ...optional(message.gathering.purpose),
        ...briefing(message),
        facts(message, [...answerByRows(message), reasonRow(message), ...elsewhereRows(message)]),
        paragraph(say(message.gathering.briefing ? 'assist.decline' : 'mail.invitation.question')),
        answerAction(message, say('mail.invitation.answer')),
        paragraph(howToAnswer(message)),
        ...agenda(message),
      ],
    };
  },
  update: (message, title) => {
    const { say } = message.speech;
    return {
      subject: say('mail.update.subject', { title }),
      blocks: [
        paragraph(say('mail.update.news')),
        facts(message),
        answerAction(message, say('mail.see-answer')),
        paragraph(say('mail.update.answer-stays')),
        ...agenda(message),
      ],
    };
  },
  refresh: (message, title) => {
    const { say } = message.speech;
    return {
      subject: say('mail.refresh.subject', { title }),
      blocks: [
        paragraph(say('mail.refresh.news')),
        facts(message),
        answerAction(message, say('mail.see-answer')),
        ...agenda(message),
      ],
    };
  },
  cancellation: (message, title) => {
    const { say } = message.speech;
    return {
      subject: say('mail.cancellation.subject', { title }),
      blocks: [
        paragraph(say('mail.cancellation.news')),
        ...optional(message.gathering.cancelReason),
        facts(message),
      ],
    };
  },
  uninvited: (message, title) => {
    const { say } = message.speech;
    return {
      subject: say('mail.uninvited.subject', { title }),
      blocks: [paragraph(say('mail.uninvited.news')), facts(message)],
    };
  },
  offer: (message, title) => {
    const { say } = message.speech;
    return {
      subject: say('mail.offer.subject', { title }),
      blocks: [
        paragraph(say('mail.offer.news')),
        ...offerEnds(message),
        answerAction(message, say('mail.offer.answer')),
        paragraph(say('mail.offer.pass-on')),
        facts(message),
        ...agenda(message),
      ],
    };
  },
  'no-answer': (message, title) => {
    const { say } = message.speech;
    return {
      subject: say('mail.no-answer.subject', { title }),
      blocks: [
        paragraph(say('mail.no-answer.news')),
        ...briefing(message),
        facts(message, [...answerByRows(message), reasonRow(message)]),
        answerAction(message, say('mail.invitation.answer')),
        ...(message.dates ? [paragraph(say('mail.series.standing'))] : []),
        paragraph(say('mail.no-answer.once')),
      ],
    };
  },
  'day-before': (message, title) =>
    reminder(message, message.speech.say('mail.day-before.subject', { title })),
  'hour-before': (message, title) =>
    reminder(message, message.speech.say('mail.hour-before.subject', { title })),
  note: (message, title) => {
    const { say } = message.speech;
    const host = message.hostName && plainLine(message.hostName);
    return {
      subject: say('mail.note.subject', { title }),
      blocks: [
        paragraph(host ? say('mail.note.by-host', { host }) : say('mail.note.by-nobody')),
        ...optional(message.note),
        facts(message),
        answerAction(message, say('mail.see-answer')),
      ],
    };
  },
};

function reminder(message: InvitationMessage, subject: string): ReturnType<Words> {
  const { say } = message.speech;
  return {
    subject,
    blocks: [
      paragraph(say('mail.reminder.news')),
      facts(message),
      answerAction(message, say('mail.see-answer')),
      paragraph(say('mail.reminder.give-back')),
      ...agenda(message),
    ],
  };
}

function offerEnds({ offeredUntil, readerTimeZone, speech }: InvitationMessage): Block[] {
  if (offeredUntil === null) return [];
  const { say, locale } = speech;
  const until = formatMoment({ instant: offeredUntil, timeZone: readerTimeZone, locale });
  return [{ kind: 'facts', rows: [{ label: say('facts.kept-until'), lines: [until] }] }];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

function optional(words: string | null): Block[] {
  const text = plainText(words ?? '');
  return text ? [paragraph(text)] : [];
}

function briefing({ gathering, speech }: InvitationMessage): Block[] {
  const { briefing: told, durationMinutes } = gathering;
  return told ? [{ kind: 'facts', rows: briefingFacts(told, durationMinutes, speech) }] : [];
}

/** More dates of a series than this are a calendar, not a mail. */
const DATES_MAX = 6;

/** The reader's own time first; the gathering's beside it where the clocks differ. Of a series, the next dates. */
function whenLines({ gathering, dates, readerTimeZone, speech }: InvitationMessage): string[] {
  if (dates === undefined) return timeLines(gathering, [readerTimeZone, gathering.timeZone], speech);
  const shown = dates.slice(0, DATES_MAX).flatMap((date) => timeLines(date, [readerTimeZone], speech));
  return dates.length > DATES_MAX ? [...shown, speech.say('mail.series.further')] : shown;
}

function timeLines(
  { startsAt: instant, durationMinutes }: Pick<Gathering, 'startsAt' | 'durationMinutes'>,
  zones: string[],
  { locale }: Speech,
): string[] {
  return formatWhenIn({ instant, durationMinutes, locale }, zones);
}

function facts(message: InvitationMessage, more: Fact[] = []): Block {
  const { say } = message.speech;
  const place = plainLine(message.gathering.place ?? '');
  const onlineUrl = webAddress(message.gathering.onlineUrl);
  return {
    kind: 'facts',
    rows: [
      { label: say('facts.when'), lines: whenLines(message) },
      ...(place ? [{ label: say('facts.where'), lines: [place] }] : []),
      ...(onlineUrl ? [{ label: say('facts.online'), lines: [], url: onlineUrl }] : []),
      ...more,
    ],
  };
}

function answerByRows({
  gathering,
  readerTimeZone: timeZone,
  speech: { say, locale },
}: InvitationMessage): Fact[] {
  if (gathering.answerUntil === null) return [];
  return [
    {
      label: say('facts.answer-by'),
      lines: [formatMoment({ instant: closesAt(gathering), timeZone, locale })],
    },
  ];
}

function reasonRow({ reason: { text, language }, speech }: InvitationMessage): Fact {
  const label = speech.say('facts.reason');
  const lines = [text];
  return language ? { label, lines, language } : { label, lines };
}

function elsewhereRows({ elsewhere, speech }: InvitationMessage): Fact[] {
  if (elsewhere === null) return [];
  const { say } = speech;
  const { units, locations } = elsewhere;
  const lines = [
    ...(units.length > 0 ? [say('mail.invitation.units', { names: listed(units, speech) })] : []),
    ...(locations.length > 0 ? [say('mail.invitation.locations', { names: listed(locations, speech) })] : []),
  ];
  return lines.length > 0 ? [{ label: say('mail.invitation.others'), lines }] : [];
}

/** More names than this are a register, not a sentence. */
const NAMES_MAX = 12;

function listed(names: string[], { say, list, row }: Speech): string {
  const shown = names.slice(0, NAMES_MAX).map(plainLine);
  return shown.length < names.length ? say('mail.invitation.more-names', { names: row(shown) }) : list(shown);
}

function howToAnswer({ gathering: { capacity }, dates, speech: { say } }: InvitationMessage): string {
  return [
    say('mail.invitation.choices'),
    ...(dates === undefined ? [] : [say('mail.series.standing')]),
    ...(capacity === null ? [] : [say('mail.invitation.places', { count: capacity })]),
    say('mail.invitation.change'),
  ].join(' ');
}

function answerAction({ links }: InvitationMessage, label: string): Block {
  return { kind: 'action', label, url: links.answer };
}

function agenda({ gathering, speech }: InvitationMessage): Block[] {
  const rows = gathering.agenda.map(({ title, minutes }) => ({
    title: agendaTitle(plainLine(title), speech),
    minutes,
  }));
  return rows.length > 1 ? [{ kind: 'agenda', title: speech.say('agenda.heading'), rows }] : [];
}

function footer({ links, speech: { say } }: InvitationMessage): MailContent['footer'] {
  return [
    { text: say('mail.personal') },
    { text: say('acquaint.purpose'), link: { label: say('mail.stop'), url: links.unsubscribe } },
  ];
}
