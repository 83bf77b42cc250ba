import { defineLetter } from '../../letters/define-letter.ts';
import { matchPage } from '../match-page.tsx';
import { isOpen, loadMatches } from './load-matches.ts';
import { type MatchTold, namesOf, replyTo, SAMPLE_MATCH } from './match-words.ts';

/** The one closing question: did you meet? */
export const closingLetter = defineLetter<MatchTold>({
  kind: 'coffee.closing',
  load: (db, letters) => loadMatches(db, letters, isOpen),
  words(match, { speech, link }) {
    const { say } = speech;
    const names = namesOf(match, speech);
    return {
      subject: say('coffee.closing.subject', { names }),
      heading: say('coffee.closing.subject', { names }),
      preview: say('coffee.closing.body'),
      blocks: [
        { kind: 'paragraph', text: say('coffee.closing.body') },
        { kind: 'action', label: say('coffee.closing.open'), url: link },
        { kind: 'paragraph', text: say('coffee.private') },
      ],
      replyTo: replyTo(match),
    };
  },
  sample: SAMPLE_MATCH,
  page: matchPage,
});
