import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type PeerAssist, peerAssistSeats } from '../db/schema/index.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { type HardPanelRule, whyNotOnPanel } from '../mixing/index.ts';
import { type PanelQuestion, panelQuestion } from './panel-question.ts';
import { type Picker, pick } from './pick.ts';
import { holdsSeat, seatsOf } from './queries.ts';
import { PANEL_MAX, type SwapInput } from './schemas.ts';
import { seatPanel } from './seat-panel.ts';

/**
 * What became of a swap; `broken` names the rule that no panel breaks. `question` is what the next best was chosen from,
 * where one was looked for.
 */
export type Swapped =
  | { outcome: 'swapped'; question?: PanelQuestion }
  | { outcome: 'not-on-panel' | 'not-known' | 'cannot-come' | 'full' }
  | { outcome: 'broken'; rule: HardPanelRule; name: string };

/**
 * Swaps one of a proposed panel for somebody else, by name or the next best, or adds one. Who goes is not proposed
 * again. A rule that may be relaxed may be broken by hand; the others never. The request's row must be locked.
 */
export async function swapSeat(
  tx: Tx,
  { assist, swap, picker }: { assist: PeerAssist; swap: SwapInput; picker: Picker },
  now: Date,
): Promise<Swapped> {
  const seats = await seatsOf(tx, assist.id);
  const holding = seats.filter(holdsSeat).map(({ personId }) => personId);
  if (swap.out !== undefined && !holding.includes(swap.out)) return { outcome: 'not-on-panel' };
  const rest = holding.filter((id) => id !== swap.out);
  const seed = assist.panelSeed ?? defaultSeed(assist.id);
  const seating = { assistId: assist.id, state: 'proposed', seed } as const;
  if (swap.in === undefined) {
    await unseat(tx, assist.id, swap.out);
    const { question, panel } = await pick(tx, picker, { assist, seed, keep: true }, now);
    await seatPanel(tx, question, { ...seating, panel }, now);
    return { outcome: 'swapped', question };
  }
  const byName = [...seats.map(({ personId }) => personId), swap.in];
  const question = await panelQuestion(tx, { assist, byName, only: true }, now);
  const refusal = refusalOf(question, rest, swap.in);
  if (refusal) return refusal;
  await unseat(tx, assist.id, swap.out);
  await seatPanel(tx, question, { ...seating, panel: [...rest, swap.in], byHost: [swap.in] }, now);
  return { outcome: 'swapped' };
}

function refusalOf({ input, known }: PanelQuestion, rest: string[], personId: string): Swapped | null {
  const person = known.get(personId);
  if (!person) return { outcome: 'not-known' };
  if (!person.eligible) return { outcome: 'cannot-come' };
  if (rest.length >= PANEL_MAX && !rest.includes(personId)) return { outcome: 'full' };
  const others = rest.filter((id) => id !== personId);
  const rule = whyNotOnPanel(input, others, personId);
  return rule && { outcome: 'broken', rule, name: person.name };
}

async function unseat(tx: Tx, assistId: string, personId: string | undefined): Promise<void> {
  if (personId === undefined) return;
  await tx
    .update(peerAssistSeats)
    .set({ state: 'out' })
    .where(and(eq(peerAssistSeats.peerAssistId, assistId), eq(peerAssistSeats.personId, personId)));
}
