import { recordEncounters } from '../src/encounters/record-encounters.ts';
import { defineJob } from './define-job.ts';

/** Records who met whom once a gathering has closed; running it again changes nothing. */
export const recordEncountersJob = defineJob({
  name: 'record-encounters',
  attempts: 10,
  backoffMs: 1_000,
  async run(deps, { gatheringId }) {
    const recorded = await deps.db.transaction((tx) => recordEncounters(tx, gatheringId, deps.now()));
    if (recorded !== null) deps.log.info({ gatheringId, recorded }, 'encounters recorded');
  },
});
