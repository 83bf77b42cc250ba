import { addSignInLink, SIGN_IN_LINK_MS } from '../src/accounts/add-sign-in-link.ts';
import { composeSignInMail } from '../src/accounts/compose-sign-in-mail.ts';
import type { Deps } from '../src/deps.ts';
import { composeInvitationMail, type InvitationMailParts } from '../src/invitations/compose-mail.ts';
import { type Room, roomsOf } from '../src/invitations/elsewhere.ts';
import { type InvitationTokens, issueTokens } from '../src/invitations/issue-tokens.ts';
import { type SeriesPart, seriesParts } from '../src/invitations/series-part.ts';
import { composeLetter } from '../src/letters/compose-letter.ts';
import { messageIdOf } from '../src/mail/compose.ts';
import { type Delivery, deliver } from '../src/mail/deliver.ts';
import { domainOf } from '../src/mail/domain-of.ts';
import { type DueMail, dueMails, type InvitationContext } from '../src/mail/due-mails.ts';
import { holdTillMorning } from '../src/mail/hold-till-morning.ts';
import { putOff } from '../src/mail/put-off.ts';
import { issueReturnPaths } from '../src/mail/return-paths.ts';
import type { MailMessage } from '../src/mail/transport.ts';
import { withdrawStale } from '../src/mail/withdraw-stale.ts';
import { defineJob } from './define-job.ts';
import { type WrittenLetter, writeLetters } from './write-letters.ts';

const MINUTE_MS = 60_000;

/**
 * Sends mails of the ledger. A mail is loaded, checked against the state of the day, claimed, sent and recorded; what
 * another worker has claimed or sent is left alone, so that running a job twice sends nothing twice.
 */
export const sendMailsJob = defineJob({
  name: 'send-mails',
  attempts: 10,
  backoffMs: 1_000,
  async run(deps, { mailIds }) {
    const queued = await dueMails(deps.db, mailIds);
    const current = await withdrawStale(deps, queued);
    const timely = await holdTillMorning(deps, current);
    if (await isAway(deps, timely)) return;
    const letters = await writeLetters(deps, timely);
    const due = timely.filter(({ id, kind }) => kind !== 'letter' || letters.has(id));
    const context = { ...(await contextOf(deps, due)), letters };
    for (const turn of turnsOf(due)) {
      const delivered = await deliver(
        deps,
        turn.map((mail) => deliveryOf(deps, mail, context)),
      );
      deps.log.debug(delivered, 'mails sent');
    }
    if (current.length < queued.length)
      deps.log.debug({ withdrawn: queued.length - current.length }, 'mails withdrawn');
  },
});

/** Mails to one person go out in the order in which they are owed: the first of everybody, then the second. */
function turnsOf(due: DueMail[]): DueMail[][] {
  const turns: DueMail[][] = [];
  const sent = new Map<string, number>();
  for (const mail of due) {
    const turn = sent.get(mail.person.id) ?? 0;
    sent.set(mail.person.id, turn + 1);
    const mails = turns[turn] ?? [];
    mails.push(mail);
    turns[turn] = mails;
  }
  return turns;
}

/** Mails that were put off ask first whether the server is back, before tokens are made for them in vain. */
async function isAway(deps: Deps, due: DueMail[]): Promise<boolean> {
  const reason = due.find((mail) => mail.lastError !== null)?.lastError ?? null;
  if (reason === null || (await deps.mailer.verify())) return false;
  await putOff(
    deps,
    due.map(({ id, createdAt }) => ({ mailId: id, createdAt })),
    reason,
  );
  return true;
}

type Context = {
  tokens: Map<string, InvitationTokens>;
  rooms: Map<string, Room>;
  /** What is known of a series, by the invitation to it. */
  series: Map<string, SeriesPart>;
  /** Sign-in tokens by person. */
  signIns: Map<string, string>;
  /** Letters by mail. */
  letters: Map<string, WrittenLetter>;
  /** Envelope senders by mail; none where nobody listens. */
  returnPaths: Map<string, string>;
};

/** What the messages of a job need, in some statements for all invitations. */
async function contextOf(deps: Deps, due: DueMail[]): Promise<Omit<Context, 'letters'>> {
  const returnPaths = await issueReturnPaths(deps, due);
  const signIns = new Map<string, string>();
  for (const { kind, person } of due) {
    if (kind !== 'sign-in') continue;
    signIns.set(person.id, await deps.db.transaction((tx) => addSignInLink(tx, person.id, deps.now())));
  }
  const about = due.flatMap((mail) => mail.about ?? []);
  if (about.length === 0)
    return { tokens: new Map(), rooms: new Map(), series: new Map(), signIns, returnPaths };
  const [tokens, rooms, series] = await Promise.all([
    issueTokens(
      deps.db,
      [...new Set(about.map(({ invitation }) => invitation.id))],
      deps.now(),
      deps.inbound?.key,
      new Map(about.flatMap(({ invitation: { id, standingId } }) => (standingId ? [[id, standingId]] : []))),
    ),
    roomsOf(deps.db, [...new Set(about.map(({ gathering }) => gathering.id))]),
    seriesParts(deps.db, [...new Set(about.flatMap(({ invitation }) => standingOf(invitation) ?? []))]),
  ]);
  return { tokens, rooms, series, signIns, returnPaths };
}

function deliveryOf(deps: Deps, mail: DueMail, context: Context): Delivery {
  const { mailFrom } = deps.env;
  const { id: mailId, kind, sequence, createdAt } = mail;
  const messageId = messageIdOf(mail, mailFrom);
  const common = { messageId, mailFrom, publicUrl: deps.publicUrl(), now: deps.now() };
  const envelopeFrom = context.returnPaths.get(mailId);
  return {
    mailId,
    kind,
    sequence,
    createdAt,
    domain: domainOf(mail.person.email),
    messageId,
    build() {
      const message = messageOf(mail, context, { ...common, inboundDomain: deps.inbound?.domain ?? null });
      return envelopeFrom === undefined ? message : { ...message, envelopeFrom };
    },
  };
}

type Common = Omit<InvitationMailParts, 'tokens' | 'room' | 'series'>;

/** The invitation to a series that a mail is about, or to a date of it. */
function standingOf({ id, seriesId, standingId }: InvitationContext['invitation']): string | null {
  return seriesId === null ? standingId : id;
}

function messageOf(
  mail: DueMail,
  { tokens, rooms, series, signIns, letters }: Context,
  common: Common,
): MailMessage {
  const { about } = mail;
  const letter = letters.get(mail.id);
  if (letter) return composeLetter(mail, { ...common, ...letter });
  if (about === null) {
    const token = signIns.get(mail.person.id) ?? '';
    return composeSignInMail(mail, { ...common, token, minutes: SIGN_IN_LINK_MS / MINUTE_MS });
  }
  const issued = tokens.get(about.invitation.id);
  if (!issued) throw new Error('no tokens were issued for the invitation');
  const room = rooms.get(about.gathering.id) ?? [];
  return composeInvitationMail(
    { ...mail, about },
    {
      ...common,
      tokens: issued,
      room,
      series: series.get(standingOf(about.invitation) ?? ''),
    },
  );
}
