import type { StoredRecurrence } from '../db/schema/index.ts';

/** How often the dates of a programme come, as its texts name it. */
export type Rhythm = 'daily' | 'weekly' | 'fortnightly' | 'monthly' | 'rarely';

/** The name of a rule's cadence; rules that come more seldom than monthly or in uneven steps have none of their own. */
export function rhythmOf({ frequency, interval, weekdays }: StoredRecurrence): Rhythm {
  if (frequency === 'weekly' && weekdays.length <= 1) {
    if (interval === 1) return 'weekly';
    if (interval === 2) return 'fortnightly';
  }
  if (interval === 1 && frequency !== 'weekly') return frequency;
  return 'rarely';
}
