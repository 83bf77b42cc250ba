import type { ProgrammeMember } from '../db/schema/index.ts';
import { seriesAnswer } from '../series/series-answer.ts';
import { programmeFormat } from './formats/index.ts';
import type { ProgrammeRow } from './queries.ts';
import type { ProgrammeAnswer } from './schemas.ts';

/** A programme as it is answered; whom it is for and who started it is for those who manage it. */
export function programmeAnswer(
  { programme, series, membership }: ProgrammeRow,
  managed: boolean,
): ProgrammeAnswer {
  const { title, purpose, hostId, facilitatorId, start, timeZone, ...of } = seriesAnswer(series, managed);
  const { durationMinutes, place, onlineUrl, capacity, recurrence, audience } = of;
  return {
    id: programme.id,
    format: of.format,
    title,
    purpose,
    hostId,
    facilitatorId,
    seriesId: series.id,
    start,
    timeZone,
    durationMinutes,
    place,
    onlineUrl,
    capacity,
    recurrence,
    optIn: programmeFormat(programme.format).optIn,
    settings: programme.settings,
    status: programme.status,
    membership: membership && membershipAnswer(membership),
    createdAt: programme.createdAt.toISOString(),
    updatedAt: programme.updatedAt.toISOString(),
    endedAt: programme.endedAt?.toISOString() ?? null,
    ...(managed ? { audience, createdBy: programme.createdBy } : {}),
  };
}

function membershipAnswer({ joinedAt, pausedUntil, skippedDate, settings }: ProgrammeMember) {
  return { joinedAt: joinedAt.toISOString(), pausedUntil, skippedDate, settings };
}
