import { defineLetter } from '../../letters/define-letter.ts';
import { matchPage } from '../match-page.tsx';
import { loadMatches } from './load-matches.ts';
import { againBlocks, factsOf, type MatchTold, namesOf, replyTo, SAMPLE_MATCH } from './match-words.ts';

/** Tells somebody whom they have a coffee with; a reply goes to those. */
export const matchLetter = defineLetter<MatchTold>({
  kind: 'coffee.match',
  load: (db, letters) => loadMatches(db, letters, () => true),
  words(match, { speech, link }) {
    const { say } = speech;
    const names = namesOf(match, speech);
    return {
      subject: say('coffee.match.subject', { names }),
      heading: say('coffee.match.subject', { names }),
      preview: say('coffee.prompt'),
      blocks: [
        { kind: 'paragraph', text: say('coffee.match.reply', { names }) },
        { kind: 'facts', rows: factsOf(match, speech) },
        ...againBlocks(match, speech),
        { kind: 'action', label: say('coffee.match.open'), url: link },
      ],
      replyTo: replyTo(match),
    };
  },
  sample: SAMPLE_MATCH,
  page: matchPage,
});
