import type { Tx } from '../db/connect.ts';
import { type Answer, answer } from '../invitations/answer.ts';
import { lockLink } from '../invitations/link.ts';
import type { LocalTime } from './read-calendar.ts';

/** What an invitation's calendar address is about. */
export type About = {
  invitationId: string;
  personId: string;
  /** Of the person who was invited. */
  email: string;
  uid: string;
  sequence: number;
  scheduled: boolean;
  /** What a reply with this RECURRENCE-ID answers, or null where there is no such date to come. */
  instanceOf(recurrenceId: LocalTime | null): Promise<Instance | null>;
};

/** An invitation that is answered by itself; `answer` tells what became of it. */
export type Instance = {
  invitationId: string;
  /** The revision that holds: a reply to an earlier plan may mean another time (RFC 5546 §2.1.5). */
  sequence: number;
  answer(wanted: Answer): Promise<string>;
};

/** The gathering that somebody is invited to, its row locked; null where there is none. */
export async function aboutGathering(tx: Tx, invitationId: string, now: Date): Promise<About | null> {
  const link = await lockLink(tx, { invitationId });
  if (!link) return null;
  const { gathering, invitation, person } = link;
  return {
    invitationId,
    personId: invitation.personId,
    email: person.email,
    uid: gathering.calendarUid,
    sequence: gathering.sequence,
    scheduled: gathering.status === 'scheduled',
    instanceOf: async () => ({
      invitationId,
      sequence: gathering.sequence,
      answer: async (wanted) => (await answer(tx, { key: { invitationId }, answer: wanted }, now)).outcome,
    }),
  };
}
