import { and, asc, eq, inArray, isNull } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitations,
  type Series,
  series,
} from '../db/schema/index.ts';
import { type SeriesRule, seriesRule } from './series-rule.ts';

/** What an invitation to a series knows of it. */
export type SeriesPart = {
  series: Series;
  rule: SeriesRule;
  /** Every date of the series, dropped ones too, in the order in which the rule gives them. */
  dates: Gathering[];
  /** What this person answered for each date they are invited to, by the date's id. */
  answers: Map<string, Invitation['answer']>;
  /** What they answered for the whole. */
  answer: Invitation['answer'];
};

/** The series behind these invitations to series, by the id of the invitation: three queries, however many. */
export async function seriesParts(db: DbOrTx, standingIds: string[]): Promise<Map<string, SeriesPart>> {
  const parts = new Map<string, SeriesPart>();
  if (standingIds.length === 0) return parts;
  const standing = await db
    .select({ id: invitations.id, answer: invitations.answer, series })
    .from(invitations)
    .innerJoin(series, eq(series.id, invitations.seriesId))
    .where(inArray(invitations.id, standingIds));
  const dates = await db
    .select()
    .from(gatherings)
    .where(
      inArray(
        gatherings.seriesId,
        standing.map((row) => row.series.id),
      ),
    )
    .orderBy(asc(gatherings.recurrenceLocal));
  const answers = await db
    .select({
      standingId: invitations.standingId,
      gatheringId: invitations.gatheringId,
      answer: invitations.answer,
    })
    .from(invitations)
    .where(and(inArray(invitations.standingId, standingIds), isNull(invitations.uninvitedAt)));
  const known = new Map<string, Pick<SeriesPart, 'series' | 'rule' | 'dates'>>();
  for (const { id, answer, series: whole } of standing) {
    const part = known.get(whole.id) ?? partOf(whole, dates);
    known.set(whole.id, part);
    parts.set(id, { ...part, answers: new Map(), answer });
  }
  for (const { standingId, gatheringId, answer } of answers) {
    if (standingId && gatheringId) parts.get(standingId)?.answers.set(gatheringId, answer);
  }
  return parts;
}

function partOf(series: Series, all: Gathering[]) {
  const dates = all.filter(({ seriesId }) => seriesId === series.id);
  return { series, rule: seriesRule(series, dates), dates };
}
