import { SIGN_IN_LINK_MS } from '../accounts/add-sign-in-link.ts';
import { composeSignInMail } from '../accounts/compose-sign-in-mail.ts';
import { type Gathering, type InvitationMailKind, MAIL_KINDS } from '../db/schema/index.ts';
import { composeInvitationMail, type InvitationMailParts } from '../invitations/compose-mail.ts';
import type { Language } from '../languages/languages.ts';
import { LETTERS } from '../letter-kinds.ts';
import { composeLetter } from '../letters/compose-letter.ts';
import type { DefinedLetter } from '../letters/define-letter.ts';
import { messageIdOf } from '../mail/compose.ts';
import type { DueMail, InvitationContext } from '../mail/due-mails.ts';
import type { MailMessage } from '../mail/transport.ts';
import { sampleMail } from './sample-mail.ts';
import { sampleSeries } from './sample-series.ts';

/** What a preview is made for. */
export type PreviewInput = { language: Language; variant: Variant; publicUrl: string; mailFrom: string };

/** What makes a layout or a text direction break, if anything does; a whole series, and one date of it that was moved. */
export const VARIANTS = ['room', 'remote', 'series', 'moved'] as const;
export type Variant = (typeof VARIANTS)[number];

const INVITATION_KINDS: readonly InvitationMailKind[] = MAIL_KINDS.filter(
  (kind) => kind !== 'sign-in' && kind !== 'letter',
);
/** Every mail there is: those about invitations, the link to sign in, and each kind of letter. */
export const PREVIEW_KINDS: readonly string[] = [
  ...INVITATION_KINDS,
  'sign-in',
  ...LETTERS.map(({ kind }) => kind),
];

/** The variants that make a difference to a mail of this kind: only an invitation can be to a series. */
export function variantsOf(kind: string): Variant[] {
  const ofSeries = INVITATION_KINDS.some((one) => one === kind);
  return VARIANTS.filter((variant) => ofSeries || variant === 'room' || variant === 'remote');
}

/** The mail of a kind, made from sample data as the send job makes it. Throws RangeError for a kind there is not. */
export function previewMail(kind: string, input: PreviewInput): MailMessage {
  if (kind === 'sign-in') return signInMail(input);
  const about = INVITATION_KINDS.find((one) => one === kind);
  if (about) return composeInvitationMail(...invitationSample(about, input));
  const letter = LETTERS.find((one) => one.kind === kind);
  if (letter) return letterMail(letter, input);
  throw new RangeError(`there is no mail of the kind ${kind}`);
}

const MINUTE_MS = 60_000;
/** As long as a token is, and never one. */
const SAMPLE_TOKEN = 'sample-sample-sample-sample-samp';

/** Of a series the plain people and places: its dates are what is long. */
const sceneOf = (variant: Variant) => (variant === 'remote' ? 'remote' : 'room');
type Scene = ReturnType<typeof sceneOf>;

const READERS: Record<Scene, { name: string; timeZone: string }> = {
  room: { name: 'Li Wei', timeZone: 'Africa/Nairobi' },
  remote: { name: 'عبد الرحمن بن يوسف', timeZone: 'America/Lima' },
};
const HOSTS: Record<Scene, { name: string; email: string }> = {
  room: { name: 'Ana Silva', email: 'ana@example.org' },
  remote: { name: 'مريم الحداد', email: 'mariam@example.org' },
};
const GATHERINGS: Record<Scene, Partial<Gathering>> = {
  room: { onlineUrl: null, place: 'Main hall, building C (step-free entrance on the garden side)' },
  remote: {
    place: null,
    capacity: null,
    onlineUrl: `https://meet.example.org/${'a-very-long-name-of-a-room/'.repeat(5)}?pwd=0123456789`,
    title:
      'How do we hire across locations without losing anybody on the way? An open conversation (كيف نوظف؟) for all',
    agenda: [
      { title: 'Welcome and the question', minutes: 10, kind: 'opening' },
      { title: 'First conversation', minutes: 35, kind: 'tables' },
      { title: 'Tea, each at home', minutes: 10, kind: 'break' },
      { title: 'Conversation in one circle', minutes: 35, kind: 'plenary' },
    ],
  },
};
/** Enough people for each group to be named. */
const ROOM = [
  { unit: 'Legal & Risk', location: 'Porto', people: 6 },
  { unit: 'المالية', location: 'عمّان', people: 5 },
  { unit: 'Recherche', location: 'Genève', people: 7 },
];

/** What the send job has in hand when it composes a mail about an invitation, from sample data. */
export function invitationSample(
  kind: InvitationMailKind,
  { language, variant, publicUrl, mailFrom }: PreviewInput,
): [DueMail & { about: InvitationContext }, InvitationMailParts] {
  const scene = sceneOf(variant);
  const single = sampleMail({
    kind,
    person: { ...READERS[scene], preferredLanguage: language },
    host: HOSTS[scene],
    gathering: { ...GATHERINGS[scene], cancelReason: 'The hall is flooded; we look for another day.' },
  });
  const series = sampleSeries(single.about.gathering);
  const mail = { ...single, about: { ...single.about, ...aboutOf(variant, single.about, series) } };
  const parts = {
    messageId: messageIdOf(mail, mailFrom),
    tokens: { answer: SAMPLE_TOKEN, unsubscribe: SAMPLE_TOKEN, calendar: null },
    room: ROOM,
    ...(variant === 'series' || variant === 'moved' ? { series } : {}),
    mailFrom,
    publicUrl,
    inboundDomain: null,
    now: mail.createdAt,
  };
  return [mail, parts];
}

/** Which invitation and which date a mail is about. */
function aboutOf(
  variant: Variant,
  { invitation }: InvitationContext,
  { series, moved }: ReturnType<typeof sampleSeries>,
): Partial<InvitationContext> {
  if (variant === 'series') return { invitation: { ...invitation, seriesId: series.id } };
  if (variant === 'moved')
    return { gathering: moved, invitation: { ...invitation, standingId: invitation.id } };
  return {};
}

function signInMail({ language, variant, publicUrl, mailFrom }: PreviewInput): MailMessage {
  const mail = sampleMail({
    kind: 'sign-in',
    person: { ...READERS[sceneOf(variant)], preferredLanguage: language },
  });
  return composeSignInMail(mail, {
    messageId: messageIdOf(mail, mailFrom),
    now: mail.createdAt,
    token: SAMPLE_TOKEN,
    minutes: SIGN_IN_LINK_MS / MINUTE_MS,
    mailFrom,
    publicUrl,
  });
}

function letterMail(
  letter: DefinedLetter,
  { language, variant, publicUrl, mailFrom }: PreviewInput,
): MailMessage {
  const mail = sampleMail({
    kind: 'letter',
    person: { ...READERS[sceneOf(variant)], preferredLanguage: language },
  });
  return composeLetter(mail, {
    write: letter.sample,
    tokens: { page: SAMPLE_TOKEN, unsubscribe: SAMPLE_TOKEN },
    messageId: messageIdOf(mail, mailFrom),
    now: mail.createdAt,
    mailFrom,
    publicUrl,
  });
}
