import { closesAt } from '../calendar/closes-at.ts';
import { hasLeft } from '../calendar/time-zones.ts';
import { type Mail, PAUSED_FOR_GOOD } from '../db/schema/index.ts';
import type { DueMail, InvitationContext } from './due-mails.ts';
import { isReminder, type ReminderKind, usefulUntil } from './reminder-times.ts';

/** Nobody waits longer for a sign-in link: by then another has been asked for. */
const SIGN_IN_USEFUL_MS = 60 * 60_000;
const DATE_LENGTH = 'yyyy-mm-dd'.length;
/** In the same words whatever somebody stopped: that is theirs to know. */
const STOPPED = 'Not sent: the person takes no invitations at the moment.';
/** News that somebody gets who has stopped everything, or this host or series, only of what they have said yes to. */
const NEWS: readonly Mail['kind'][] = ['update', 'cancellation', 'uninvited', 'note'];

/**
 * Why a mail that is owed must not go out any more, as a sentence for the organiser; null when it must. Hours may lie
 * between the change that owed it and its turn.
 */
export function whyNotSend(mail: DueMail, now: Date): string | null {
  const { kind, person, about, createdAt } = mail;
  if (hasLeft(person, now)) {
    return 'Not sent: the person has left.';
  }
  // A sign-in link too: it would come back as well, and who complained is not written to by pressing a button again.
  // The reason is the same for both, because a complaint is nobody's business but the reader's.
  if (person.suppressed) return 'Not sent: this address gets no mail any more.';
  if (kind === 'sign-in') {
    return now.getTime() - createdAt.getTime() > SIGN_IN_USEFUL_MS
      ? 'Not sent: it would have come too late.'
      : null;
  }
  if (kind === 'letter') {
    // Who has stopped everything still hears of gatherings that they take part in.
    const stopped = person.pausedUntil === PAUSED_FOR_GOOD && mail.letter?.gatheringId === null;
    return mail.letter?.stopped || stopped ? 'Not sent: the person takes no such mails at the moment.' : null;
  }
  if (about === null) return 'Not sent: the invitation is gone.';
  const { gathering, invitation } = about;
  const hasStopped = person.pausedUntil === PAUSED_FOR_GOOD || about.stopped;
  if (hasStopped && NEWS.includes(kind) && !hasSaidYes(about)) return STOPPED;
  // Of a series the calendar must know the end, even when its last date is over.
  if (invitation.seriesId !== null && kind !== 'invitation' && !isReminder(kind)) return null;
  if (gathering.endsAt <= now) return 'Not sent: the gathering is over.';
  if (kind === 'cancellation' || kind === 'uninvited') return null;
  if (gathering.status === 'cancelled') return 'Not sent: the gathering was cancelled first.';
  if (kind === 'offer' && (invitation.offeredUntil === null || invitation.offeredUntil <= now)) {
    return 'Not sent: the offer was over first.';
  }
  if (isReminder(kind)) {
    const reason = whyNotRemind(kind, mail, about, now);
    if (reason !== null) return reason;
  }
  if (kind !== 'invitation' && !isReminder(kind)) return null;
  if (gathering.startsAt <= now) return 'Not sent: the gathering began first.';
  if (person.pausedUntil !== null && person.pausedUntil >= gathering.startLocal.slice(0, DATE_LENGTH)) {
    return STOPPED;
  }
  return about.stopped ? STOPPED : null;
}

/** Who waits for a place has said yes too; of a series, so may whoever answered single dates. */
function hasSaidYes({ invitation: { answer, offeredUntil }, answeredDates }: InvitationContext): boolean {
  return answer === 'accepted' || answer === 'waitlisted' || offeredUntil !== null || answeredDates;
}

function whyNotRemind(
  kind: ReminderKind,
  { sequence }: DueMail,
  { gathering, invitation, answeredDates }: InvitationContext,
  now: Date,
): string | null {
  if (invitation.answer !== (kind === 'no-answer' ? 'none' : 'accepted') || answeredDates) {
    return 'Not sent: the person answered first.';
  }
  // Its mail tells the dates to come as of when it goes out, whatever became of the next one.
  if (invitation.seriesId !== null) return null;
  if (sequence !== gathering.sequence) return 'Not sent: the gathering was moved first.';
  return usefulUntil(kind, kind === 'no-answer' ? closesAt(gathering) : gathering.startsAt) <= now
    ? 'Not sent: it would have come too late.'
    : null;
}
