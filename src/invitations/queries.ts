import { and, desc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, type Invitation, invitations, mails, type Note, notes } from '../db/schema/index.ts';
import { afterId, type PageOf, pageOf } from '../http/paging.ts';
import type { Principal } from '../http/principal.ts';
import { withoutSecrets } from '../log.ts';
import type { InvitationItem, InvitationsQuery, NoteItem, NotesQuery } from './schemas.ts';

/** Said where there is no mail any more: a cancelled gathering withdraws what had not been sent. */
const WITHDRAWN = 'The mail was withdrawn before it was sent.';

/**
 * Whether this caller may see who declined: an admin and the organiser who scheduled the gathering, who look for a
 * replacement. A host sees who comes (domain rules §6.7), also one whose own request for help made the gathering.
 */
export function seesDeclines(principal: Principal, gathering: Pick<Gathering, 'createdBy'>): boolean {
  if (principal.role === 'member') return false;
  return principal.role === 'admin' || principal.actorId === gathering.createdBy;
}

/** Whether a mail came back and none about the same invitation has gone out since. */
const cameBackLast = sql`(${mails.delivery} = 'bounced' and not exists (
  select from ${mails} later where later.invitation_id = ${mails.invitationId} and later.delivery = 'sent'
    and later.sent_at > ${mails.sentAt}))`;

/** The invitations of a gathering with the delivery of their mails, in one query; declines as `none` unless shown. */
export async function listInvitations(
  db: DbOrTx,
  input: {
    to: { gatheringId: string } | { seriesId: string };
    query: InvitationsQuery;
    showDeclines: boolean;
  },
): Promise<PageOf<InvitationItem>> {
  const { to, query, showDeclines } = input;
  const after = afterId(query.cursor);
  const mail = db
    .select({
      delivery: mails.delivery,
      lastError: mails.lastError,
      sentAt: mails.sentAt,
    })
    .from(mails)
    .where(
      and(
        // A date of a series came with the mail about the whole, or with the news that it goes on.
        sql`${mails.invitationId} in (${invitations.id}, ${invitations.standingId})`,
        or(inArray(mails.kind, ['invitation', 'update']), eq(mails.delivery, 'bounced')),
      ),
    )
    .orderBy(desc(cameBackLast), desc(sql`${mails.kind} = 'invitation'`), desc(mails.sequence))
    .limit(1)
    .as('mail');
  const delivery = sql<InvitationItem['delivery']>`coalesce(${mail.delivery}, 'failed')`;
  const rows = await db
    .select({
      id: invitations.id,
      personId: invitations.personId,
      reason: invitations.reason,
      delivery,
      lastError: mail.lastError,
      hasMail: sql<boolean>`${mail.delivery} is not null`,
      sentAt: mail.sentAt,
      answer: invitations.answer,
      answeredAt: invitations.answeredAt,
      attends: invitations.attends,
      note: invitations.note,
      needs: invitations.needs,
      guests: invitations.guests,
      offeredUntil: invitations.offeredUntil,
      leftWaitlist: invitations.leftWaitlist,
    })
    .from(invitations)
    .leftJoinLateral(mail, sql`true`)
    .where(
      and(
        'seriesId' in to
          ? eq(invitations.seriesId, to.seriesId)
          : eq(invitations.gatheringId, to.gatheringId),
        isNull(invitations.uninvitedAt),
        after === null ? undefined : gt(invitations.id, after),
        query.answer ? answerIs(query.answer, showDeclines) : undefined,
        query.delivery ? eq(delivery, query.delivery) : undefined,
      ),
    )
    .orderBy(invitations.id)
    .limit(query.limit + 1);
  return pageOf(
    rows.map(({ lastError, hasMail, offeredUntil, leftWaitlist, ...row }) => {
      const hidden = row.answer === 'declined' && !showDeclines;
      const error = hasMail ? lastError : WITHDRAWN;
      return {
        ...row,
        deliveryError: error === null ? null : withoutSecrets(error),
        sentAt: row.sentAt?.toISOString() ?? null,
        answer: hidden ? 'none' : row.answer,
        answeredAt: hidden ? null : (row.answeredAt?.toISOString() ?? null),
        note: hidden ? null : row.note,
        needs: hidden ? null : row.needs,
        waiting: waitingOf({ ...row, offeredUntil, leftWaitlist }, showDeclines),
      };
    }),
    query.limit,
  );
}

/** Where somebody stands with the waiting list; that they left it without a place is theirs and the organiser's to know. */
function waitingOf(
  { answer, offeredUntil, leftWaitlist }: Pick<Invitation, 'answer' | 'offeredUntil' | 'leftWaitlist'>,
  showDeclines: boolean,
): InvitationItem['waiting'] {
  if (offeredUntil !== null) return { state: 'offered', offeredUntil: offeredUntil.toISOString() };
  if (answer === 'waitlisted') return { state: 'waiting', offeredUntil: null };
  if (leftWaitlist === null || (leftWaitlist !== 'accepted' && !showDeclines)) return null;
  return { state: leftWaitlist, offeredUntil: null };
}

/** The filter must not tell what the list hides: hidden declines are found under `none`, and nothing under `declined`. */
function answerIs(answer: InvitationItem['answer'], showDeclines: boolean): SQL {
  if (showDeclines) return eq(invitations.answer, answer);
  if (answer === 'declined') return sql`false`;
  return answer === 'none'
    ? inArray(invitations.answer, ['none', 'declined'])
    : eq(invitations.answer, answer);
}

/** The notes of a gathering, in the order they were written. */
export async function listNotes(
  db: DbOrTx,
  { gatheringId, query }: { gatheringId: string; query: NotesQuery },
): Promise<PageOf<NoteItem>> {
  const after = afterId(query.cursor);
  const rows = await db
    .select()
    .from(notes)
    .where(and(eq(notes.gatheringId, gatheringId), after === null ? undefined : gt(notes.id, after)))
    .orderBy(notes.id)
    .limit(query.limit + 1);
  return pageOf(rows.map(noteItem), query.limit);
}

/** A note as it is answered. */
export function noteItem({ id, toPart, text, createdAt }: Note): NoteItem {
  return { id, to: toPart, text, createdAt: createdAt.toISOString() };
}
