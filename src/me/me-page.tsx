import type { Person } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import type { OwnProgramme } from '../programmes/queries.ts';
import { AbsenceForm, type AbsenceFormProps } from './absence-form.tsx';
import { CalendarForm, type CalendarFormProps } from './calendar-form.tsx';
import { LanguageForm } from './language-form.tsx';
import { type Met, MetList } from './met-list.tsx';
import { ProgrammeList, type ProgrammeRefusal } from './programme-list.tsx';
import type { MyInvitation } from './schemas.ts';
import { UpcomingList } from './upcoming-list.tsx';

/** What an action on the page came to, by the word that the address carries afterwards. */
export const DONE = ['struck-out', 'saved', 'joined', 'left'] as const;

/** What the page of a person shows: names and days, and no figure about anybody. */
export type MePageProps = {
  speech: Speech;
  person: Person;
  upcoming: MyInvitation[];
  programmes: OwnProgramme[];
  /** A form about a programme that could not be done. */
  refused?: { id: string; why: ProgrammeRefusal } | undefined;
  met: Met[];
  /** Where the earlier encounters begin, when there are some. */
  earlier: string | null;
  unitsNotMet: string[];
  done?: (typeof DONE)[number] | undefined;
  /** Since when there is a private calendar address, and the address itself right after it was made. */
  calendar: Pick<CalendarFormProps, 'since' | 'url'>;
  absence?: Omit<AbsenceFormProps, 'person' | 'speech'>;
};

/** The page of the person who is signed in. */
export function MePage(props: MePageProps) {
  const {
    speech,
    person,
    upcoming,
    programmes,
    refused,
    met,
    earlier,
    unitsNotMet,
    done,
    calendar,
    absence = {},
  } = props;
  const { say } = speech;
  return (
    <>
      <h1>
        <Isolated text={say('me.hello', { name: person.name })} />
      </h1>
      {done && (
        <p class="notice" role="status">
          {say(`me.${done}`)}
        </p>
      )}
      <h2>{say('me.coming-up')}</h2>
      <UpcomingList upcoming={upcoming} timeZone={person.timeZone} speech={speech} />
      {programmes.length > 0 && (
        <>
          <h2 id="programmes">{say('me.programmes')}</h2>
          <ProgrammeList programmes={programmes} refused={refused} speech={speech} />
        </>
      )}
      <h2 id="coffee">{say('coffee.me.title')}</h2>
      <p>
        <a class="button" href="/me/coffee">
          {say('coffee.me.open')}
        </a>
      </p>
      <h2 id="met">{say('me.met')}</h2>
      <MetList met={met} earlier={earlier} timeZone={person.timeZone} speech={speech} />
      {unitsNotMet.length > 0 && <NotMet units={unitsNotMet} speech={speech} />}
      <h2 id="absence">{say('me.break')}</h2>
      <AbsenceForm person={person} speech={speech} {...absence} />
      <h2 id="language">{say('me.language')}</h2>
      <LanguageForm person={person} speech={speech} />
      <h2 id="calendar">{say('me.calendar')}</h2>
      <CalendarForm {...calendar} timeZone={person.timeZone} speech={speech} />
      <h2>{say('me.kept')}</h2>
      <Kept person={person} speech={speech} />
      <form method="post" action="/sign-out" class="actions">
        <button type="submit">{say('me.sign-out')}</button>
      </form>
    </>
  );
}

function NotMet({ units, speech: { say } }: { units: string[]; speech: Speech }) {
  return (
    <>
      <h2>{say('me.not-met')}</h2>
      <ul class="names">
        {units.map((unit) => (
          <li key={unit}>{unit}</li>
        ))}
      </ul>
    </>
  );
}

function Kept({ person, speech: { say } }: { person: Person; speech: Speech }) {
  const { location, timeZone } = person;
  return (
    <>
      <dl>
        <dt>{say('me.address')}</dt>
        <dd>
          <bdi>{person.email}</bdi>
        </dd>
        <dt>{say('me.unit')}</dt>
        <dd>
          <bdi>{person.unit}</bdi>
        </dd>
        <dt>{say('me.location')}</dt>
        <dd>
          <Isolated text={say('me.in-zone', { location, timeZone })} />
        </dd>
      </dl>
      <p>{say('me.file')}</p>
      <p>
        <a class="button" href="/me/export">
          {say('me.download')}
        </a>
      </p>
    </>
  );
}
