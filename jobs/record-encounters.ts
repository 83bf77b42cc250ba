import { defineJob } from './define-job.ts';

/** Records who met whom once a gathering has closed. */
export const recordEncountersJob = defineJob({
  name: 'record-encounters',
  attempts: 10,
  backoffMs: 1_000,
  async run() {},
});
