import { plainLine } from '../../calendar/plain-text.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { stopText } from '../fair-page.tsx';
import { type RouteStop, stopsOf } from '../queries.ts';
import { fairsById } from './fairs-of-letters.ts';
import { visitorPage } from './visitor-page.ts';

/** A visitor's own route; its page shows it as it was planned last, at the bell too. */
export const fairRouteLetter = defineLetter<{
  title: string;
  stops: Pick<RouteStop, 'round' | 'title' | 'onDuty'>[];
}>({
  kind: 'fair.route',
  async load(db, letters, now) {
    const gatheringIds = letters.map(({ subjectId }) => subjectId);
    const fairs = await fairsById(db, gatheringIds);
    const stops = await stopsOf(db, { gatheringIds, personIds: letters.map(({ personId }) => personId) });
    return new Map(
      letters.flatMap(({ id, subjectId, personId }) => {
        const fair = fairs.get(subjectId);
        const own = stops.filter((stop) => stop.gatheringId === subjectId && stop.personId === personId);
        return fair && fair.endsAt > now && own.length > 0 ? [[id, { title: fair.title, stops: own }]] : [];
      }),
    );
  },
  words({ title: named, stops }, { speech, link }) {
    const { say } = speech;
    const title = plainLine(named);
    return {
      subject: say('fair.route.subject', { title }),
      heading: say('fair.route.subject', { title }),
      preview: say('fair.route.what'),
      blocks: [
        { kind: 'paragraph', text: say('fair.route.what') },
        {
          kind: 'facts',
          rows: [{ label: say('fair.route.heading'), lines: stops.map((stop) => stopText(stop, speech)) }],
        },
        { kind: 'action', label: say('fair.route.button'), url: link },
      ],
    };
  },
  sample: {
    title: 'Knowledge fair',
    stops: [
      { round: 1, title: 'Data migration without tears', onDuty: false },
      { round: 2, title: 'العقود والمناقصات', onDuty: true },
    ],
  },
  page: visitorPage,
});
