import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import type { MyInvitation } from './schemas.ts';
import { readableTime } from './when.ts';

type UpcomingListProps = { upcoming: MyInvitation[]; timeZone: string; speech: Speech };

/** What somebody was invited to, the next one first, in their own time. */
export function UpcomingList({ upcoming, timeZone, speech }: UpcomingListProps) {
  const { say, locale } = speech;
  if (upcoming.length === 0) return <p class="soft">{say('me.nothing-coming-up')}</p>;
  return (
    <ul class="cards">
      {upcoming.map(({ id, gathering, answer }) => (
        <li key={id} class="card">
          <h3>
            <bdi>{gathering.title}</bdi>
          </h3>
          {gathering.status === 'cancelled' ? (
            <p class="warn">{say('me.cancelled')}</p>
          ) : (
            <p>{say(`me.answer.${answer}`)}</p>
          )}
          <dl>
            <dt>{say('facts.when')}</dt>
            <dd>{readableTime(gathering, timeZone, locale)}</dd>
            {gathering.place && (
              <>
                <dt>{say('facts.where')}</dt>
                <dd>
                  <bdi>{gathering.place}</bdi>
                </dd>
              </>
            )}
            {gathering.onlineUrl && gathering.status !== 'cancelled' && (
              <>
                <dt>{say('facts.online')}</dt>
                <dd>
                  <a href={gathering.onlineUrl} rel="noreferrer">
                    <Isolated text={say('me.join', { title: gathering.title })} />
                  </a>
                </dd>
              </>
            )}
          </dl>
        </li>
      ))}
    </ul>
  );
}
