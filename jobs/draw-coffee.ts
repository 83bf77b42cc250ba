import { drawRound } from '../src/coffee/draw-round.ts';
import { defineJob } from './define-job.ts';

/** Draws a coffee round and owes its mails, all or nothing; running it again changes nothing. */
export const drawCoffeeJob = defineJob({
  name: 'draw-coffee',
  attempts: 10,
  backoffMs: 1_000,
  async run(deps, { gatheringId }) {
    const { engine } = deps;
    const matched = await deps.db.transaction((tx) => drawRound(tx, { gatheringId, engine }, deps.now()));
    if (matched !== null) deps.log.info({ gatheringId, matched }, 'coffee round drawn');
  },
});
