import type { MyInvitation } from './schemas.ts';
import { readableTime } from './when.ts';

const ANSWERS: Record<MyInvitation['answer'], string> = {
  none: 'You have not answered yet; the buttons are in your invitation mail',
  accepted: 'You said that you are coming',
  declined: 'You said that you are not coming',
  tentative: 'You said maybe',
  waitlisted: 'You are on the waiting list',
};

/** What somebody was invited to, the next one first, in their own time. */
export function UpcomingList({ upcoming, timeZone }: { upcoming: MyInvitation[]; timeZone: string }) {
  if (upcoming.length === 0) return <p class="soft">Nothing at the moment. Invitations come by mail.</p>;
  return (
    <ul class="cards">
      {upcoming.map(({ id, gathering, answer }) => (
        <li key={id} class="card">
          <h3>{gathering.title}</h3>
          {gathering.status === 'cancelled' ? (
            <p class="warn">Cancelled: it will not take place.</p>
          ) : (
            <p>{ANSWERS[answer]}.</p>
          )}
          <dl>
            <dt>When</dt>
            <dd>{readableTime(gathering, timeZone)}</dd>
            {gathering.place && (
              <>
                <dt>Where</dt>
                <dd>{gathering.place}</dd>
              </>
            )}
            {gathering.onlineUrl && gathering.status !== 'cancelled' && (
              <>
                <dt>Online</dt>
                <dd>
                  <a href={gathering.onlineUrl} rel="noreferrer">
                    Join {gathering.title}
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
