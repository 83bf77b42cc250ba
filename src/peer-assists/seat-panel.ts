import { and, eq, inArray } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { peerAssistSeats } from '../db/schema/index.ts';
import { keptReason } from '../invitations/say-reason.ts';
import type { PanelQuestion } from './panel-question.ts';
import { panelReason } from './panel-reason.ts';
import { splitPanel } from './split-panel.ts';

const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** Whom to seat: the whole panel as it is to be, and those of it whom the host chose by name. */
export type ToSeat = {
  assistId: string;
  panel: string[];
  state: 'proposed' | 'asked';
  byHost?: string[];
  seed: number;
};

/**
 * Gives these people their seats, each with the reason, and splits a large panel into its groups. Who has a seat keeps
 * its reason. The request's row must be locked.
 */
export async function seatPanel(
  tx: Tx,
  { known }: PanelQuestion,
  { assistId, panel, state, byHost = [], seed }: ToSeat,
  now: Date,
): Promise<void> {
  const people = panel.flatMap((id) => known.get(id) ?? []);
  const mine = eq(peerAssistSeats.peerAssistId, assistId);
  const held = await tx
    .select({ personId: peerAssistSeats.personId })
    .from(peerAssistSeats)
    .where(and(mine, eq(peerAssistSeats.state, state)));
  const seated = new Set(held.map(({ personId }) => personId));
  const added = people.filter(({ id }) => !seated.has(id));
  for (const person of added) {
    const row = {
      state,
      reason: keptReason(panelReason(person, byHost.includes(person.id))).reason,
      byHost: byHost.includes(person.id),
      groupNumber: 1,
      createdAt: now,
    };
    await tx
      .insert(peerAssistSeats)
      .values({ ...row, peerAssistId: assistId, personId: person.id })
      .onConflictDoUpdate({ target: [peerAssistSeats.peerAssistId, peerAssistSeats.personId], set: row });
  }
  const today = now.toISOString().slice(0, DAY_LENGTH);
  const mixed = people.map(({ id, unit, location }) => ({ id, unit, location, grade: null }));
  for (const [groupNumber, ids] of byGroup(splitPanel(mixed, { seed, today }))) {
    await tx
      .update(peerAssistSeats)
      .set({ groupNumber })
      .where(and(mine, inArray(peerAssistSeats.personId, ids)));
  }
}

function byGroup(groups: Map<string, number>): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const [id, group] of groups) found.set(group, [...(found.get(group) ?? []), id]);
  return found;
}
