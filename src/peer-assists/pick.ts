import type { DbOrTx } from '../db/connect.ts';
import type { PeerAssist } from '../db/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { type PanelQuestion, panelQuestion, proposable } from './panel-question.ts';
import { holdsSeat, type Seat, seatsOf } from './queries.ts';

/** Who chooses: the engine, and how many invitations anybody gets in 30 days. */
export type Picker = { engine: Engine; invitationsMax: number };

/** A panel as it was chosen, and what it was chosen from. */
export type Picked = { question: PanelQuestion; seats: Seat[]; panel: string[] };

/**
 * Chooses a panel, anew or around those who hold a seat; nobody who was swapped out or has declined comes back. Whoever
 * is named stands in the question even where they could not be proposed.
 */
export async function pick(
  db: DbOrTx,
  { engine, invitationsMax }: Picker,
  { assist, seed, keep }: { assist: PeerAssist; seed: number; keep: boolean },
  now: Date,
): Promise<Picked> {
  const seats = await seatsOf(db, assist.id);
  const byName = seats.map(({ personId }) => personId);
  const question = await panelQuestion(db, { assist, byName }, now);
  const seated = keep ? seats.filter(holdsSeat).map(({ personId }) => personId) : [];
  const passed = seats.filter((seat) => !holdsSeat(seat)).map(({ personId }) => personId);
  const candidates = proposable(question, { seated, passed, invitationsMax });
  const input = { ...question.input, candidates, seated, seed };
  const panel = await engine.run('pickPanel', candidates.length, input);
  return { question, seats, panel };
}
