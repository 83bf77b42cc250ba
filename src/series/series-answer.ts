import type { Series } from '../db/schema/index.ts';
import type { SeriesAnswer } from './schemas.ts';

/** A series as it is answered; whom it is for and who scheduled it is for those who manage it. */
export function seriesAnswer(series: Series, managed: boolean): SeriesAnswer {
  const {
    title,
    purpose,
    durationMinutes,
    place,
    onlineUrl,
    capacity,
    hybrid,
    remoteCapacity,
    mixing,
    reminders,
    offerHours,
    asksNeeds,
    guestsAllowed,
  } = series.plan;
  return {
    id: series.id,
    format: series.format as SeriesAnswer['format'],
    title,
    purpose,
    start: series.startLocal,
    timeZone: series.timeZone,
    durationMinutes,
    place,
    onlineUrl,
    capacity,
    hybrid,
    remoteCapacity,
    mixing,
    reminders,
    offerHours,
    asksNeeds,
    guestsAllowed,
    hostId: series.hostId,
    facilitatorId: series.facilitatorId,
    recurrence: series.recurrence,
    status: series.status,
    cancelReason: series.cancelReason,
    continues: series.continues,
    createdAt: series.createdAt.toISOString(),
    updatedAt: series.updatedAt.toISOString(),
    ...(managed ? { audience: audienceOf(series), createdBy: series.createdBy } : {}),
  };
}

function audienceOf({ plan }: Series): NonNullable<SeriesAnswer['audience']> {
  return plan.audience as NonNullable<SeriesAnswer['audience']>;
}
