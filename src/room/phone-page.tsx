import type { Gathering, Person } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { StrangerFields, type StrangerProps } from './stranger-fields.tsx';

export type PhonePageProps = {
  gathering: Gathering;
  token: string;
  speech: Speech;
  /** Who is signed in on this phone. */
  person: Person | null;
  hostName: string | null;
  result?: 'welcome' | 'full' | 'ask' | 'refused' | undefined;
  walkIn?: Omit<StrangerProps, 'speech'> | undefined;
};

/** What a phone shows that scanned the code at the door. Nobody on it is named but whoever is signed in. */
export function PhonePage(props: PhonePageProps) {
  const { gathering, token, speech, person, hostName, result, walkIn } = props;
  const { say } = speech;
  const action = `/d/${token}`;
  return (
    <>
      <h1>
        <Isolated text={say('room.phone.title', { title: gathering.title })} />
      </h1>
      {result && (
        <p class="notice" role="status">
          <Isolated text={said(result, hostName, speech)} />
        </p>
      )}
      {result !== 'welcome' && (
        <>
          {person && (
            <form method="post" action={action} class="actions">
              <button type="submit" name="action" value="me" class="primary">
                <Isolated text={say('room.phone.as', { name: person.name })} />
              </button>
            </form>
          )}
          <form method="post" action={action} class="card">
            <h2>{say('room.phone.invited')}</h2>
            <label for="email">{say('room.field.email')}</label>
            <input id="email" name="email" type="email" required maxLength={254} autoComplete="email" />
            <div class="actions">
              <button type="submit" name="action" value="invited" class={person ? undefined : 'primary'}>
                {say('room.phone.check-in')}
              </button>
            </div>
          </form>
          <form method="post" action={action} class="card">
            <h2>{say('room.phone.walk-in')}</h2>
            <StrangerFields speech={speech} {...walkIn} />
            <div class="actions">
              <button type="submit" name="action" value="walk-in">
                {say('room.phone.come-in')}
              </button>
            </div>
          </form>
        </>
      )}
    </>
  );
}

function said(
  result: NonNullable<PhonePageProps['result']>,
  hostName: string | null,
  { say }: Speech,
): string {
  if (result === 'welcome') return say('room.phone.welcome');
  if (result === 'refused') return say('room.refused');
  const why = say(result === 'full' ? 'room.full' : 'room.phone.not-done');
  return `${why} ${hostName ? say('room.phone.ask-host', { name: hostName }) : say('room.phone.ask')}`;
}
