import type { DbOrTx } from '../db/connect.ts';
import type { Gathering, Programme } from '../db/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { runDraw } from './draw-round.ts';
import { readQuestion } from './read-question.ts';
import { GROUP_MIN } from './round-figures.ts';

/**
 * What a draw would come to, without a name: whoever is left out under one seed and not under another would tell who
 * keeps from whom. Nothing is stored or sent.
 */
export async function previewRound(
  db: DbOrTx,
  {
    programme,
    gathering,
    engine,
    seed = defaultSeed(gathering.id),
  }: { programme: Programme; gathering: Gathering; engine: Engine; seed?: number },
) {
  const question = await readQuestion(db, { programme, gathering });
  const { tables, unmatched, notes } = await runDraw(engine, question, seed);
  const { people } = question.input;
  const units = new Map(people.map(({ id, unit }) => [id, unit]));
  let pairs = 0;
  let across = 0;
  for (const { seats } of tables)
    for (const [k, a] of seats.entries())
      for (const b of seats.slice(0, k)) {
        pairs += 1;
        if (units.get(a) !== units.get(b)) across += 1;
      }
  const alone = unmatched.length;
  return {
    gatheringId: gathering.id,
    people: people.length,
    tables: tables.length,
    relaxed: tables.filter(({ again }) => again !== null).length,
    unmatched: alone > 0 && alone < GROUP_MIN ? null : alone,
    crossUnitShare: people.length < GROUP_MIN || pairs === 0 ? null : across / pairs,
    notes,
  };
}
