import { and, eq, inArray } from 'drizzle-orm';

import { plainLine } from '../../calendar/plain-text.ts';
import type { DbOrTx } from '../../db/connect.ts';
import { assessmentVoters, type Framework, selfAssessments } from '../../db/schema/index.ts';
import type { Speech } from '../../languages/speak.ts';
import { defineLetter, type LetterPage } from '../../letters/define-letter.ts';
import { LEVEL_MAX } from '../fit.ts';
import { findFramework } from '../queries.ts';
import { SAMPLE_FRAMEWORK } from '../sample-framework.ts';
import { type Vote, vote } from '../vote.ts';
import { VotePage } from './vote-page.tsx';

/** Asks somebody of a team for their vote; the page takes it, once. */
export const voteLetter = defineLetter<{ unit: string; framework: string }>({
  kind: 'self-assessment.vote',
  async load(db, letters) {
    const rows = await db
      .select({
        id: selfAssessments.id,
        personId: assessmentVoters.personId,
        unit: selfAssessments.unit,
        frameworkId: selfAssessments.frameworkId,
      })
      .from(assessmentVoters)
      .innerJoin(selfAssessments, eq(selfAssessments.id, assessmentVoters.selfAssessmentId))
      .where(
        and(
          eq(selfAssessments.state, 'voting'),
          eq(assessmentVoters.voted, false),
          inArray(
            selfAssessments.id,
            letters.map(({ subjectId }) => subjectId),
          ),
        ),
      );
    const names = new Map<string, string>();
    for (const { frameworkId } of rows) {
      if (names.has(frameworkId)) continue;
      names.set(frameworkId, (await findFramework(db, frameworkId))?.name ?? '');
    }
    return new Map(
      letters.flatMap((letter) => {
        const row = rows.find(({ id, personId }) => id === letter.subjectId && personId === letter.personId);
        if (!row) return [];
        return [[letter.id, { unit: row.unit, framework: names.get(row.frameworkId) ?? '' }]];
      }),
    );
  },
  words({ unit, framework }, { speech: { say }, link }) {
    const subject = say('assessment.subject', { unit: plainLine(unit) });
    return {
      subject,
      heading: subject,
      preview: framework,
      blocks: [
        { kind: 'paragraph', text: say('assessment.what', { framework: plainLine(framework) }) },
        { kind: 'action', label: say('assessment.vote'), url: link },
        { kind: 'paragraph', text: say('assessment.once') },
      ],
    };
  },
  sample: { unit: 'Recherche & Développement', framework: SAMPLE_FRAMEWORK.name },
  page: {
    async show(db, letter, { speech }) {
      const found = await ballot(db, letter);
      return found && page({ ...found, speech });
    },
    async act(tx, { letter, form }, { speech }) {
      const { subjectId: selfAssessmentId, personId } = letter;
      const found = await ballot(tx, letter);
      if (!found) return null;
      const votes = votesOf(found.framework, form);
      if (votes.length === 0) return page({ ...found, speech, notice: 'assessment.none' });
      const outcome = await vote(tx, { selfAssessmentId, personId, votes });
      if (outcome === 'not-open' || outcome === 'not-asked') return null;
      const notice = outcome === 'counted' ? 'assessment.thanks' : 'assessment.before';
      return page({ ...found, voted: true, speech, notice });
    },
  },
});

type Ballot = { unit: string; framework: Framework; voted: boolean };

/** What the reader of a letter may vote on, or null when the voting is over. */
async function ballot(
  db: DbOrTx,
  { subjectId, personId }: { subjectId: string; personId: string },
): Promise<Ballot | null> {
  const [row] = await db
    .select({
      unit: selfAssessments.unit,
      frameworkId: selfAssessments.frameworkId,
      voted: assessmentVoters.voted,
    })
    .from(assessmentVoters)
    .innerJoin(selfAssessments, eq(selfAssessments.id, assessmentVoters.selfAssessmentId))
    .where(
      and(
        eq(selfAssessments.id, subjectId),
        eq(selfAssessments.state, 'voting'),
        eq(assessmentVoters.personId, personId),
      ),
    );
  const framework = row && (await findFramework(db, row.frameworkId));
  return framework ? { unit: row.unit, framework, voted: row.voted } : null;
}

/** The levels that a form chose; a field that is no level of the framework is left out. */
function votesOf({ practices }: Framework, form: Record<string, string>): Vote[] {
  return practices.flatMap(({ key }) => {
    const level = Number(form[key]);
    return Number.isInteger(level) && level >= 1 && level <= LEVEL_MAX ? [{ practice: key, level }] : [];
  });
}

function page({
  unit,
  speech,
  ...props
}: Ballot & {
  speech: Speech;
  notice?: 'assessment.none' | 'assessment.thanks' | 'assessment.before';
}): LetterPage {
  const title = speech.say('assessment.subject', { unit });
  return { title: plainLine(title), children: <VotePage title={title} speech={speech} {...props} /> };
}
