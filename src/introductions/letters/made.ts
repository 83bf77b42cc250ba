import { plainLine } from '../../calendar/plain-text.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { type Introduced, introductionsOf } from '../queries.ts';

type Made = { other: Omit<Introduced, 'id'>; topic: string };

/** Tells both that both want it; a reply to the mail goes to the other. */
export const madeLetter = defineLetter<Made>({
  kind: 'introduction.made',
  async load(db, letters) {
    const found = await introductionsOf(
      db,
      letters.map(({ subjectId }) => subjectId),
    );
    return new Map(
      letters.flatMap(({ id, subjectId, personId }) => {
        const row = found.get(subjectId);
        if (!row) return [];
        const other = personId === row.first.id ? row.second : row.first;
        return [[id, { other, topic: row.introduction.topic }]];
      }),
    );
  },
  words({ other, topic }, { speech: { say } }) {
    const name = plainLine(other.name);
    return {
      subject: say('introduction.made.subject', { name }),
      heading: say('introduction.made.subject', { name }),
      preview: say('introduction.made.both'),
      blocks: [
        { kind: 'paragraph', text: say('introduction.made.both') },
        {
          kind: 'facts',
          rows: [
            { label: name, lines: [plainLine(other.unit), plainLine(other.location), other.email] },
            { label: say('introduction.topic'), lines: [plainLine(topic)] },
          ],
        },
        { kind: 'paragraph', text: say('introduction.made.reply', { name }) },
      ],
      replyTo: { name, address: other.email },
    };
  },
  sample: {
    other: { name: 'مريم الحداد', email: 'mariam@example.org', unit: 'Legal & Risk', location: 'عمّان' },
    topic: 'How your team learns before it decides',
  },
});
