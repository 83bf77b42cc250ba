import { defineLetter } from '../../letters/define-letter.ts';
import { matchPage } from '../match-page.tsx';
import { isOpen, loadMatches } from './load-matches.ts';
import { factsOf, type MatchTold, namesOf, replyTo, SAMPLE_MATCH } from './match-words.ts';

/** Reminds at half time who has not said that they met. */
export const halfTimeLetter = defineLetter<MatchTold>({
  kind: 'coffee.half-time',
  load: (db, letters) => loadMatches(db, letters, isOpen),
  words(match, { speech, link }) {
    const { say } = speech;
    const names = namesOf(match, speech);
    return {
      subject: say('coffee.half-time.subject', { names }),
      heading: say('coffee.half-time.subject', { names }),
      preview: say('coffee.half-time.body'),
      blocks: [
        { kind: 'paragraph', text: say('coffee.half-time.body') },
        { kind: 'facts', rows: factsOf(match, speech) },
        { kind: 'action', label: say('coffee.match.open'), url: link },
      ],
      replyTo: replyTo(match),
    };
  },
  sample: SAMPLE_MATCH,
  page: matchPage,
});
