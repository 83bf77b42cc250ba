import { and, eq, type SQL } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitations,
  invitationTokens,
  people,
} from '../db/schema/index.ts';

/** What a personal link leads to. */
export type Link = {
  invitation: Pick<Invitation, 'id' | 'personId' | 'reason' | 'answer'>;
  gathering: Gathering;
  person: { email: string; timeZone: string };
};

/** How an invitation is named: by the hash of its answer link's token, or by its id. */
export type LinkKey = { tokenHash: Buffer } | { invitationId: string };

/** What an answer link leads to, or null when there is no such link. */
export async function findLink(db: DbOrTx, key: LinkKey): Promise<Link | null> {
  const [row] = await selectLink(db, key);
  return row ?? null;
}

/**
 * The same with the gathering's row locked until the transaction ends, as everybody does who changes answers.
 * The answer is as of before the lock: whoever waited for it must read it again.
 */
export async function lockLink(tx: Tx, key: LinkKey): Promise<Link | null> {
  const [row] = await selectLink(tx, key).for('no key update', { of: gatherings });
  return row ?? null;
}

function selectLink(db: DbOrTx, key: LinkKey) {
  return db
    .select({
      invitation: {
        id: invitations.id,
        personId: invitations.personId,
        reason: invitations.reason,
        answer: invitations.answer,
      },
      gathering: gatherings,
      person: { email: people.email, timeZone: people.timeZone },
    })
    .from(invitations)
    .innerJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(isKey(db, key));
}

/** Hashes are compared, never tokens: how long the comparison takes tells nothing about a token. */
function isKey(db: DbOrTx, key: LinkKey): SQL {
  if ('invitationId' in key) return eq(invitations.id, key.invitationId);
  const { invitationId, tokenHash, purpose } = invitationTokens;
  const ofToken = db
    .select({ invitationId })
    .from(invitationTokens)
    .where(and(eq(tokenHash, key.tokenHash), eq(purpose, 'answer')));
  return eq(invitations.id, ofToken);
}
