import type { MyMatch } from './queries.ts';
import type { MatchAnswer } from './schemas.ts';

/** A match as it is answered to one of its people. */
export function matchAnswer(match: MyMatch): MatchAnswer {
  const { id, gatheringId, title, startsAt, partners, way, sharedFrom, sharedUntil, common, me } = match;
  return {
    id,
    gatheringId,
    title,
    startsAt: startsAt.toISOString(),
    partners: partners.map((one) => ({
      personId: one.id,
      name: one.name,
      unit: one.unit,
      location: one.location,
    })),
    way,
    sharedFrom: sharedFrom?.toISOString() ?? null,
    sharedUntil: sharedUntil?.toISOString() ?? null,
    common,
    answer: me.answer,
    stayInTouch: me.stay,
  };
}
