import { plainLine } from '../../calendar/plain-text.ts';
import { Isolated } from '../../languages/isolated.tsx';
import type { Speech } from '../../languages/speak.ts';
import { defineLetter, type LetterPage } from '../../letters/define-letter.ts';
import { answerIntroduction } from '../answer-introduction.ts';
import { type Introduced, introductionsOf } from '../queries.ts';

type Asked = { other: Pick<Introduced, 'name' | 'unit' | 'location'>; topic: string };

/** Asks one of two whether they would like to be introduced; the page takes a yes or a no. */
export const askedLetter = defineLetter<Asked>({
  kind: 'introduction.asked',
  async load(db, letters, now) {
    const found = await introductionsOf(
      db,
      letters.map(({ subjectId }) => subjectId),
    );
    return new Map(
      letters.flatMap(({ id, subjectId, personId }) => {
        const row = found.get(subjectId);
        if (!row || row.introduction.expiresAt <= now) return [];
        const other = personId === row.first.id ? row.second : row.first;
        return [[id, { other, topic: row.introduction.topic }]];
      }),
    );
  },
  words({ other, topic }, { speech: { say }, link }) {
    const name = plainLine(other.name);
    return {
      subject: say('introduction.asked.subject', { name }),
      heading: say('introduction.asked.heading'),
      preview: say('introduction.asked.who', { name, unit: other.unit, location: other.location }),
      blocks: [
        {
          kind: 'paragraph',
          text: say('introduction.asked.who', { name, unit: other.unit, location: other.location }),
        },
        { kind: 'facts', rows: [{ label: say('introduction.topic'), lines: [plainLine(topic)] }] },
        { kind: 'paragraph', text: say('introduction.asked.rule') },
        { kind: 'action', label: say('introduction.asked.answer'), url: link },
      ],
    };
  },
  sample: {
    other: { name: 'مريم الحداد', unit: 'Legal & Risk', location: 'عمّان' },
    topic: 'How your team learns before it decides',
  },
  page: {
    async show(db, letter, { speech, now }) {
      const row = (await introductionsOf(db, [letter.subjectId])).get(letter.subjectId);
      if (!row) return null;
      const { introduction } = row;
      const isFirst = letter.personId === row.first.id;
      const said = isFirst ? introduction.firstWants : introduction.secondWants;
      if (said !== null) return answered(said, speech);
      if (introduction.expiresAt <= now) return null;
      return asking(isFirst ? row.second : row.first, introduction.topic, speech);
    },
    async act(tx, { letter, form }, { speech, now }) {
      const row = (await introductionsOf(tx, [letter.subjectId])).get(letter.subjectId);
      if (!row) return null;
      const isFirst = letter.personId === row.first.id;
      if (form.wants !== 'yes' && form.wants !== 'no') {
        return asking(isFirst ? row.second : row.first, row.introduction.topic, speech);
      }
      const input = { id: letter.subjectId, personId: letter.personId, wants: form.wants === 'yes' };
      const introduction = await answerIntroduction(tx, input, now);
      const said = introduction && (isFirst ? introduction.firstWants : introduction.secondWants);
      return said === null ? null : answered(said, speech);
    },
  },
});

function asking(other: Asked['other'], topic: string, { say }: Speech): LetterPage {
  const { name, unit, location } = other;
  return {
    title: say('introduction.asked.heading'),
    children: (
      <>
        <h1>{say('introduction.asked.heading')}</h1>
        <p>
          <Isolated text={say('introduction.asked.who', { name, unit, location })} />
        </p>
        <dl>
          <dt>{say('introduction.topic')}</dt>
          <dd dir="auto">{topic}</dd>
        </dl>
        <p class="soft">{say('introduction.asked.rule')}</p>
        <form method="post">
          <div class="actions">
            <button type="submit" class="primary" name="wants" value="yes">
              {say('introduction.yes')}
            </button>
            <button type="submit" name="wants" value="no">
              {say('introduction.no')}
            </button>
          </div>
        </form>
      </>
    ),
  };
}

function answered(wants: boolean, { say }: Speech): LetterPage {
  return {
    title: say('introduction.asked.heading'),
    children: (
      <>
        <h1>{say('introduction.thanks')}</h1>
        <p role="status">{say(wants ? 'introduction.said-yes' : 'introduction.said-no')}</p>
      </>
    ),
  };
}
