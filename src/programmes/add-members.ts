import type { Tx } from '../db/connect.ts';
import { type Joined, type Joining, join } from './join.ts';

/** What became of the people whom an organiser names. */
export type MembersAdded =
  | Exclude<Joined, { outcome: 'joined' }>
  | { outcome: 'added'; added: number; asked: number; alreadyMembers: number };

/** Adds members by name. Programme and series must be locked. */
export async function addMembers(
  tx: Tx,
  input: Omit<Joining, 'accepted' | 'settings'>,
  now: Date,
): Promise<MembersAdded> {
  const result = await join(tx, { ...input, accepted: false }, now);
  if (result.outcome !== 'joined') return result;
  const added = result.added.length;
  return { outcome: 'added', added, asked: 0, alreadyMembers: input.personIds.length - added };
}
