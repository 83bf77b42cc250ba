import { and, eq, inArray, isNull, ne } from 'drizzle-orm';

import type { DbOrTx } from '../../db/connect.ts';
import { checkIns, gatherings, letters } from '../../db/schema/index.ts';
import { answerIntroduction } from '../../introductions/answer-introduction.ts';
import { proposeIntroduction } from '../../introductions/propose-introduction.ts';
import { Isolated } from '../../languages/isolated.tsx';
import { defineLetter, type LetterPage, type LetterPageContext } from '../../letters/define-letter.ts';
import { withdrawLetters } from '../../letters/withdraw-letters.ts';
import type { DueLetter } from '../../mail/due-mails.ts';
import { cameTo, findStandUpDate, type Speaker, speakersOf } from '../queries.ts';
import { Lines } from '../speaker-lines.tsx';
import { factsOf, SAMPLE_DATE } from './date-facts.ts';
import { type DateFacts, datesForLetters } from './dates-for-letters.ts';

/** An hour after: whom to hear more from; each choice is an introduction, to which the other agrees first. */
export const standUpAfter = defineLetter<DateFacts>({
  kind: 'stand-up.after',
  load: async (db, due) => {
    const dates = await datesForLetters(db, due, { to: 'participants' });
    const missed = await missedBy(db, due);
    return new Map([...dates].filter(([id]) => !missed.has(id)));
  },
  words: (date, { speech, timeZone, link }) => {
    const { say } = speech;
    return {
      subject: say('stand-up.after.subject', { title: date.title }),
      heading: say('stand-up.after.question'),
      preview: say('stand-up.after.what'),
      blocks: [
        factsOf(date, speech, timeZone),
        { kind: 'paragraph', text: say('stand-up.after.what') },
        { kind: 'action', label: say('stand-up.after.open'), url: link },
      ],
    };
  },
  sample: SAMPLE_DATE,
  page: {
    show: (db, { subjectId, personId }, context) => afterPage(db, { subjectId, personId }, context, null),
    async act(tx, { letter: { subjectId, personId }, form }, context) {
      const { now } = context;
      const others = await othersAt(tx, subjectId, personId);
      const chosen = others?.others.find(({ id }) => id === form.person);
      if (!others || !chosen) return afterPage(tx, { subjectId, personId }, context, null);
      const asked = await proposeIntroduction(
        tx,
        { firstId: personId, secondId: chosen.id, topic: others.title, createdBy: personId },
        now,
      );
      // Who asks for it has said yes already.
      if (asked) {
        await answerIntroduction(tx, { id: asked.id, personId, wants: true }, now);
        await withdrawLetters(tx, { kind: 'introduction.asked', subjectId: asked.id, personId }, now);
      }
      return afterPage(tx, { subjectId, personId }, context, chosen.name);
    },
  },
});

/** The letters to those who were not there, of dates that are finished. */
async function missedBy(db: DbOrTx, due: DueLetter[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: letters.id })
    .from(letters)
    .innerJoin(gatherings, eq(gatherings.id, letters.subjectId))
    .leftJoin(checkIns, and(eq(checkIns.gatheringId, gatherings.id), eq(checkIns.personId, letters.personId)))
    .where(
      and(
        inArray(
          letters.id,
          due.map(({ id }) => id),
        ),
        ne(gatherings.status, 'scheduled'),
        isNull(checkIns.personId),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** The others who were there: once the date is finished those who came, until then those who were expected. */
async function othersAt(
  db: DbOrTx,
  gatheringId: string,
  personId: string,
): Promise<{ title: string; others: Speaker[] } | null> {
  const date = await findStandUpDate(db, gatheringId);
  if (!date) return null;
  const speakers = await speakersOf(db, date);
  const came = date.gathering.status === 'scheduled' ? null : await cameTo(db, gatheringId);
  const there = speakers.filter(({ id }) => came === null || came.has(id));
  if (!there.some(({ id }) => id === personId)) return null;
  return { title: date.gathering.title, others: there.filter(({ id }) => id !== personId) };
}

async function afterPage(
  db: DbOrTx,
  { subjectId, personId }: { subjectId: string; personId: string },
  { speech }: LetterPageContext,
  asked: string | null,
): Promise<LetterPage | null> {
  const found = await othersAt(db, subjectId, personId);
  if (!found) return null;
  const { say } = speech;
  return {
    title: say('stand-up.title'),
    children: (
      <>
        <h1>{say('stand-up.after.question')}</h1>
        <p>
          <bdi>{found.title}</bdi>
        </p>
        {asked !== null && (
          <p class="notice" role="status">
            <Isolated text={say('stand-up.after.asked', { name: asked })} />
          </p>
        )}
        <p>{say('stand-up.after.what')}</p>
        <ul class="rows">
          {found.others.map((speaker) => (
            <li key={speaker.id}>
              <div>
                <p>
                  <strong>
                    <bdi>{speaker.name}</bdi>
                  </strong>{' '}
                  <span class="soft">
                    <bdi>{speaker.unit}</bdi>
                  </span>
                </p>
                <Lines speaker={speaker} speech={speech} />
              </div>
              <form method="post">
                <button type="submit" name="person" value={speaker.id}>
                  <Isolated text={say('stand-up.after.choose', { name: speaker.name })} />
                </button>
              </form>
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
