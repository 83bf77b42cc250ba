import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { coffeeRounds, type Gathering, gatherings, type Programme } from '../db/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { CoffeeDrawn } from '../mixing/index.ts';
import { findProgramme } from '../programmes/queries.ts';
import { rememberDate } from '../programmes/remember-date.ts';
import { oweRoundLetters } from './owe-round-letters.ts';
import { type CoffeeQuestion, readQuestion } from './read-question.ts';
import { type MemberClocks, type StoredMatch, storeTables } from './store-tables.ts';

/** What is told while a round is drawn and queued: a stage, and how much of it is done, 0 to 1. */
export type Progress = (stage: 'reading' | 'drawing' | 'storing' | 'queueing', share: number) => void;

/**
 * Draws the round of a date: tables, hours and letters, all in the caller's transaction or nothing. The round's row is
 * locked, so that no date is drawn twice, however often the job runs. Returns how many people were matched, or null
 * where there was nothing to do: it is drawn, or the date was called off.
 */
export async function drawRound(
  tx: Tx,
  { gatheringId, engine, tell = () => undefined }: { gatheringId: string; engine: Engine; tell?: Progress },
  now: Date,
): Promise<number | null> {
  const [round] = await tx
    .select()
    .from(coffeeRounds)
    .where(eq(coffeeRounds.gatheringId, gatheringId))
    .for('update');
  if (!round || round.drawnAt !== null) return null;
  const [gathering] = await tx.select().from(gatherings).where(eq(gatherings.id, gatheringId));
  const row = await findProgramme(tx, round.programmeId);
  if (!row || gathering?.status !== 'scheduled') return null;
  const asked = { programme: row.programme, gathering, engine, seed: round.seed, tell };
  const { drawn, members } = await readAndDraw(tx, asked);
  tell('storing', 0);
  const matches = await storeTables(tx, { gathering, members, drawn, tell }, now);
  await rememberDate(tx, { gathering, leftOut: drawn.unmatched.map(({ id }) => id) });
  await oweRoundLetters(tx, { gatheringId, matches, drawn, tell }, now);
  const matched = peopleOf(matches);
  await tx
    .update(coffeeRounds)
    .set({
      drawnAt: now,
      matched,
      unmatched: drawn.unmatched.length,
      tables: matches.length,
      relaxed: drawn.tables.filter(({ again }) => again !== null).length,
      notes: drawn.notes,
    })
    .where(eq(coffeeRounds.gatheringId, gatheringId));
  return matched;
}

/** Apart from what follows, so that what the draw was made from is not held any longer than it takes. */
async function readAndDraw(
  tx: Tx,
  {
    engine,
    seed,
    tell,
    ...of
  }: { programme: Programme; gathering: Gathering; engine: Engine; seed: number; tell: Progress },
): Promise<{ drawn: CoffeeDrawn; members: MemberClocks }> {
  tell('reading', 0);
  const question = await readQuestion(tx, of);
  const { day, clocks, input } = question;
  tell('drawing', 0);
  const drawn = await runDraw(engine, question, seed);
  return { drawn, members: { day, clocks, sharedMinutes: input.sharedMinutes } };
}

/** The draw itself, on another thread where it is long. */
export function runDraw(engine: Engine, { input }: CoffeeQuestion, seed: number): Promise<CoffeeDrawn> {
  return engine.run('drawCoffee', input.people.length, { ...input, seed });
}

function peopleOf(matches: readonly StoredMatch[]): number {
  return matches.reduce((sum, { seats }) => sum + seats.length, 0);
}
