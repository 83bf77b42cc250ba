import { inviteToDates } from '../src/invitations/invite-to-dates.ts';
import { extendSeries } from '../src/series/extend-series.ts';
import { defineJob } from './define-job.ts';

/** Makes the next dates of a series without an end; running it again makes none. Nobody is mailed: the rule is known. */
export const extendSeriesJob = defineJob({
  name: 'extend-series',
  attempts: 10,
  backoffMs: 1_000,
  async run(deps, { seriesId }) {
    const now = deps.now();
    const added = await deps.db.transaction(async (tx) => {
      const dates = await extendSeries(tx, seriesId, now);
      await inviteToDates(tx, seriesId, dates, now);
      return dates.length;
    });
    if (added > 0) deps.log.info({ seriesId, dates: added }, 'series extended');
  },
});
