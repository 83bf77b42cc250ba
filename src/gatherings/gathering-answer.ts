import { localOf } from '../calendar/time-zones.ts';
import type { Gathering } from '../db/schema/index.ts';
import { warningsOf } from './check-plan.ts';
import type { GatheringAnswer } from './schemas.ts';

const DATE_LENGTH = 'yyyy-mm-dd'.length;
const MINUTE_LENGTH = 'yyyy-mm-ddThh:mm'.length;

/**
 * A gathering as it is answered. Whom it is for, who scheduled it and what its rules point out is for those who
 * manage it; the people invited get the rest.
 */
export function gatheringAnswer(gathering: Gathering, managed: boolean): GatheringAnswer {
  return {
    id: gathering.id,
    format: gathering.format as GatheringAnswer['format'],
    title: gathering.title,
    purpose: gathering.purpose,
    start: gathering.startLocal,
    timeZone: gathering.timeZone,
    durationMinutes: gathering.durationMinutes,
    startsAt: gathering.startsAt.toISOString(),
    endsAt: gathering.endsAt.toISOString(),
    startResolution: gathering.startResolution,
    startNote: startNote(gathering),
    place: gathering.place,
    onlineUrl: gathering.onlineUrl,
    capacity: gathering.capacity,
    hybrid: gathering.hybrid,
    remoteCapacity: gathering.remoteCapacity,
    offerHours: gathering.offerHours,
    answerUntil: gathering.answerUntil?.toISOString() ?? null,
    asksNeeds: gathering.asksNeeds,
    guestsAllowed: gathering.guestsAllowed,
    hostId: gathering.hostId,
    facilitatorId: gathering.facilitatorId,
    mixing: gathering.mixing,
    reminders: gathering.reminders,
    agenda: gathering.agenda,
    briefing: gathering.briefing,
    status: gathering.status,
    seriesId: gathering.seriesId,
    cancelReason: gathering.cancelReason,
    createdAt: gathering.createdAt.toISOString(),
    updatedAt: gathering.updatedAt.toISOString(),
    ...(managed ? forManagers(gathering) : {}),
  };
}

function forManagers(gathering: Gathering) {
  return {
    audience: gathering.audience as GatheringAnswer['audience'],
    createdBy: gathering.createdBy,
    warnings: warningsOf(gathering),
  };
}

/** Tells a start that the clocks skip or repeat, and what was made of it. */
function startNote({ startLocal, startsAt, timeZone, startResolution }: Gathering): string | null {
  if (startResolution === 'exact') return null;
  const day = startLocal.slice(0, DATE_LENGTH);
  const time = startLocal.slice(DATE_LENGTH + 1, MINUTE_LENGTH);
  if (startResolution === 'first-of-two') {
    return `On ${day} the clocks in ${timeZone} go back and ${time} comes twice; the first of the two is meant.`;
  }
  const begins = localOf(startsAt, timeZone).local.slice(DATE_LENGTH + 1, MINUTE_LENGTH);
  return `On ${day} the clocks in ${timeZone} go forward and skip ${time}; it begins at ${begins} by the new time.`;
}
