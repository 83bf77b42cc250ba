import { setImmediate } from 'node:timers/promises';

import type { Db } from '../db/connect.ts';
import { type Engine, LONG_FROM_PEOPLE } from '../engine/engine.ts';
import type { Drawn } from '../mixing/index.ts';
import {
  type AskedDraw,
  type DrawQuestion,
  drawQuestion,
  type Invitee,
  type ReadyDraw,
} from './draw-question.ts';
import { keptReason } from './say-reason.ts';

/** A draw asked before the gathering was locked, and the engine's answer where that takes long. */
export type EarlyDraw = { question: DrawQuestion; drawn: ReadyDraw | null };

/**
 * Draws among many people before the gathering is locked, so that neither answers to it nor a connection wait for the
 * engine. `invite` takes it if nothing has changed until then.
 */
export async function drawAhead(db: Db, engine: Engine, asked: AskedDraw, now: Date): Promise<EarlyDraw> {
  const question = await drawQuestion(db, asked, now, null);
  const isLong = question.input.candidates.length >= LONG_FROM_PEOPLE;
  return { question, drawn: isLong ? await drawInvitees(engine, question) : null };
}

/**
 * Draws whom to invite, around those who come anyway. Those whom the same seed has invited already come first, so that
 * asking again invites nobody else and more places add to them. More places than people draw everybody who may be drawn.
 * People who keep from each other are not drawn to one table while others can take the place: a place that stayed free,
 * and a note that said why, would tell of it.
 */
export async function drawInvitees(engine: Engine, question: DrawQuestion): Promise<ReadyDraw> {
  const { input, earlier } = question;
  const { seed } = input;
  const drawn = input.places > 0 ? await drawApart(engine, question) : NOBODY;
  const drawnNow = await withReasons(drawn);
  if (earlier.length === 0) return { seed, ...drawn, invitees: drawnNow };
  const invitees = [...earlier, ...drawnNow];
  return { seed, invitees, mix: await mixOf(engine, input, invitees), notes: drawn.notes };
}

async function drawApart(engine: Engine, { input, apart }: DrawQuestion): Promise<Drawn> {
  const people = input.candidates.length;
  const drawn = await engine.run('draw', people, input);
  if (apart.length === 0) return drawn;
  const chosen = new Set(drawn.invitees.map(({ personId }) => personId));
  const there = new Set([...chosen, ...(input.present ?? [])]);
  const clash = apart.some(([a, b]) => (chosen.has(a) && there.has(b)) || (chosen.has(b) && there.has(a)));
  if (!clash) return drawn;
  const kept = await engine.run('draw', people, { ...input, rules: { ...input.rules, apart } });
  return kept.invitees.length < drawn.invitees.length ? drawn : { ...kept, notes: drawn.notes };
}

/** So many reasons are put into words at once, in a millisecond. */
const REASONS_PER_TURN = 100;

/** The invitees with their reasons in words; other requests have their turn in between. */
async function withReasons({ invitees }: Drawn): Promise<Invitee[]> {
  const told: Invitee[] = [];
  for (const [i, { personId, reason }] of invitees.entries()) {
    if (i % REASONS_PER_TURN === 0) await setImmediate();
    told.push({ personId, ...keptReason(reason) });
  }
  return told;
}

const NOBODY: Drawn = {
  invitees: [],
  mix: { units: 0, locations: 0, newPairShare: 0, crossUnitShare: 0 },
  notes: [],
};

/** The mix that these people give among the others who come: a draw that has no choice and no rules. */
async function mixOf(
  engine: Engine,
  input: DrawQuestion['input'],
  invitees: Invitee[],
): Promise<Drawn['mix']> {
  const chosen = new Set(invitees.map(({ personId }) => personId));
  const present = (input.present ?? []).filter((id) => !chosen.has(id));
  const there = new Set([...chosen, ...present]);
  const candidates = input.candidates.filter(({ id }) => there.has(id));
  const places = candidates.length - present.length;
  if (places === 0) return NOBODY.mix;
  const { history, seed, today } = input;
  return (await engine.run('draw', candidates.length, { candidates, history, present, places, seed, today }))
    .mix;
}
