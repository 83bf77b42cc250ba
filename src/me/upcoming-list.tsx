import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import type { MyInvitation } from './schemas.ts';
import { readableTime } from './when.ts';

type UpcomingListProps = { upcoming: MyInvitation[]; timeZone: string; speech: Speech };

/** What somebody was invited to, the next one first, in their own time; the later dates of a series behind their first. */
export function UpcomingList({ upcoming, timeZone, speech }: UpcomingListProps) {
  const { say, locale } = speech;
  if (upcoming.length === 0) return <p class="soft">{say('me.nothing-coming-up')}</p>;
  return (
    <ul class="cards">
      {bySeries(upcoming).map(([{ id, gathering, answer }, later]) => (
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
          {later.length > 0 && (
            <details>
              <summary>{say('me.more-dates', { count: later.length })}</summary>
              <ul>
                {later.map((date) => (
                  <li key={date.id}>
                    {readableTime(date.gathering, timeZone, locale)}
                    <LaterDate date={date} next={{ gathering, answer }} speech={speech} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What is different on a later date. */
function LaterDate({
  date: { gathering, answer },
  next,
  speech: { say },
}: {
  date: MyInvitation;
  next: Pick<MyInvitation, 'gathering' | 'answer'>;
  speech: Speech;
}) {
  if (gathering.status === 'cancelled') return <p class="warn">{say('me.cancelled')}</p>;
  return (
    <>
      {gathering.place && gathering.place !== next.gathering.place && (
        <p>
          <bdi>{gathering.place}</bdi>
        </p>
      )}
      {(answer !== next.answer || next.gathering.status === 'cancelled') && (
        <p>{say(`me.answer.${answer}`)}</p>
      )}
    </>
  );
}

/** Each with the later dates of its series, which stand with it; in the order of the next ones. */
function bySeries(upcoming: readonly MyInvitation[]): [MyInvitation, MyInvitation[]][] {
  const groups = new Map<string, [MyInvitation, MyInvitation[]]>();
  for (const invitation of upcoming) {
    const { id, seriesId } = invitation.gathering;
    const group = groups.get(seriesId ?? id);
    if (group) group[1].push(invitation);
    else groups.set(seriesId ?? id, [invitation, []]);
  }
  return [...groups.values()];
}
