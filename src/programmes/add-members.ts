import { and, eq, inArray, isNull } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { programmeMembers } from '../db/schema/index.ts';
import { notInvitable } from '../invitations/invite.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import { programmeFormat } from './formats/index.ts';
import { type Joined, type Joining, join } from './join.ts';

/** What became of the people whom an organiser names. */
export type MembersAdded =
  | Exclude<Joined, { outcome: 'joined' }>
  | { outcome: 'added'; added: number; asked: number; alreadyMembers: number };

/**
 * Adds members by name; where people come in by their own word alone, owes each a letter with a link to join instead,
 * once. Programme and series must be locked.
 */
export async function addMembers(
  tx: Tx,
  input: Omit<Joining, 'accepted' | 'settings'>,
  now: Date,
): Promise<MembersAdded> {
  const { programme } = input.row;
  if (programmeFormat(programme.format).optIn) return ask(tx, input, now);
  const result = await join(tx, { ...input, accepted: false }, now);
  if (result.outcome !== 'joined') return result;
  const added = result.added.length;
  return { outcome: 'added', added, asked: 0, alreadyMembers: input.personIds.length - added };
}

async function ask(
  tx: Tx,
  { row: { programme }, personIds }: Omit<Joining, 'accepted' | 'settings'>,
  now: Date,
): Promise<MembersAdded> {
  if (programme.status === 'ended') return { outcome: 'ended' };
  const errors = await notInvitable(tx, personIds, now);
  if (errors.length > 0) return { outcome: 'impossible', errors };
  const members = await tx
    .select({ personId: programmeMembers.personId })
    .from(programmeMembers)
    .where(
      and(
        eq(programmeMembers.programmeId, programme.id),
        inArray(programmeMembers.personId, personIds),
        isNull(programmeMembers.leftAt),
      ),
    );
  const inside = new Set(members.map(({ personId }) => personId));
  const asked = await oweLetters(
    tx,
    personIds
      .filter((personId) => !inside.has(personId))
      .map((personId) => ({ kind: 'programme.ask' as const, personId, subjectId: programme.id })),
    now,
  );
  return { outcome: 'added', added: 0, asked, alreadyMembers: inside.size };
}
