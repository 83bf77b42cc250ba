import type { Person } from '../db/schema/index.ts';
import { AbsenceForm, type AbsenceFormProps } from './absence-form.tsx';
import { type Met, MetList } from './met-list.tsx';
import type { MyInvitation } from './schemas.ts';
import { UpcomingList } from './upcoming-list.tsx';

/** What an action on the page came to, by the word that the address carries afterwards. */
export const DONE = {
  'struck-out': 'The encounter is struck out. The other person is not told.',
  saved: 'Saved.',
} as const;

/** What the page of a person shows: names and days, and no figure about anybody. */
export type MePageProps = {
  person: Person;
  upcoming: MyInvitation[];
  met: Met[];
  /** Where the earlier encounters begin, when there are some. */
  earlier: string | null;
  unitsNotMet: string[];
  done?: string | undefined;
  absence?: Omit<AbsenceFormProps, 'person'>;
};

/** The page of the person who is signed in. */
export function MePage({ person, upcoming, met, earlier, unitsNotMet, done, absence = {} }: MePageProps) {
  return (
    <>
      <h1>Hello, {person.name}</h1>
      {done && (
        <p class="notice" role="status">
          {done}
        </p>
      )}
      <h2>Coming up</h2>
      <UpcomingList upcoming={upcoming} timeZone={person.timeZone} />
      <h2 id="met">Whom you met</h2>
      <MetList met={met} earlier={earlier} timeZone={person.timeZone} />
      {unitsNotMet.length > 0 && <NotMet units={unitsNotMet} />}
      <h2 id="absence">A break from invitations</h2>
      <AbsenceForm person={person} {...absence} />
      <h2>What is kept about you</h2>
      <Kept person={person} />
      <form method="post" action="/sign-out" class="actions">
        <button type="submit">Sign out</button>
      </form>
    </>
  );
}

function NotMet({ units }: { units: string[] }) {
  return (
    <>
      <h2>Units you have not met yet</h2>
      <ul class="names">
        {units.map((unit) => (
          <li key={unit}>{unit}</li>
        ))}
      </ul>
    </>
  );
}

function Kept({ person }: { person: Person }) {
  return (
    <>
      <dl>
        <dt>Address</dt>
        <dd>{person.email}</dd>
        <dt>Unit</dt>
        <dd>{person.unit}</dd>
        <dt>Location</dt>
        <dd>
          {person.location} ({person.timeZone})
        </dd>
      </dl>
      <p>
        The file holds everything: your entry in the directory, invitations and answers, check-ins, seats,
        mails and whom you met. Only you can open it.
      </p>
      <p>
        <a class="button" href="/me/export">
          Download your data
        </a>
      </p>
    </>
  );
}
