import type { Gathering, Series, SeriesPlan } from '../db/schema/index.ts';
import { timesOf } from '../gatherings/plan.ts';
import type { SeriesPart } from '../invitations/series-part.ts';
import { seriesRule } from '../invitations/series-rule.ts';

/** More than a mail lists, so that it says that there are more. */
const DATES = 8;
/** The date that was moved, by its place. */
const MOVED = 2;
const WEEK_MS = 7 * 86_400_000;
const LOCAL_LENGTH = 'yyyy-mm-ddThh:mm:ss'.length;
const HOUR_MS = 3_600_000;

/** A weekly series that begins with this gathering, made up for previews; `moved` is the one date that was moved. */
export function sampleSeries(first: Gathering): SeriesPart & { moved: Gathering } {
  const seriesId = '019a0000-0000-7000-8000-000000000008';
  const dates = Array.from({ length: DATES }, (_, week) => {
    const startLocal = later(first.startLocal, week * WEEK_MS + (week === MOVED ? 2 * HOUR_MS : 0));
    return {
      ...first,
      ...timesOf({ ...first, startLocal }),
      id: `019a0000-0000-7000-8000-00000000002${week}`,
      seriesId,
      startLocal,
      recurrenceLocal: later(first.startLocal, week * WEEK_MS),
    };
  });
  const { format, timeZone, hostId, sequence, cancelReason, createdBy, createdAt, updatedAt } = first;
  const series: Series = {
    ...{ format, timeZone, hostId, sequence, cancelReason, createdBy, createdAt, updatedAt },
    id: seriesId,
    plan: planOf(first),
    facilitatorId: null,
    startLocal: first.startLocal,
    recurrence: {
      frequency: 'weekly',
      interval: 1,
      weekdays: ['thursday'],
      monthDay: null,
      position: null,
      count: DATES,
      until: null,
    },
    status: 'scheduled',
    calendarUid: '019a0000-0000-7000-8000-000000000009',
    continues: null,
    extendAt: null,
    cancelledAt: null,
  };
  const answers = new Map(dates.map(({ id }) => [id, 'none' as const]));
  const rule = seriesRule(series, dates);
  return { series, rule, dates, answers, answer: 'none', moved: dates[MOVED] ?? first };
}

const later = (local: string, ms: number) =>
  new Date(Date.parse(`${local}Z`) + ms).toISOString().slice(0, LOCAL_LENGTH);

function planOf(gathering: Gathering): SeriesPlan {
  const { title, purpose, durationMinutes, place, onlineUrl, capacity, audience, mixing } = gathering;
  const { reminders, offerHours, asksNeeds, guestsAllowed, hybrid, remoteCapacity } = gathering;
  return {
    ...{ title, purpose, durationMinutes, place, onlineUrl, capacity, audience, mixing },
    ...{ reminders, offerHours, asksNeeds, guestsAllowed, hybrid, remoteCapacity },
  };
}
