import type { Gathering } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { QrCode } from '../pages/qr-code.tsx';
import type { Expected } from './queries.ts';
import { RoomLinks } from './room-links.tsx';
import { StrangerFields, type StrangerProps } from './stranger-fields.tsx';

export type DoorPageProps = {
  gathering: Gathering;
  speech: Speech;
  isOpen: boolean;
  expected: Expected[];
  /** What the list was searched for. */
  search: string;
  /** Null where the room has no limit. */
  placesLeft: number | null;
  /** What the QR code leads to, right after it was made. */
  codeUrl?: string | undefined;
  notice?: 'saved' | 'full' | 'refused' | 'not-listed' | undefined;
  walkIn?: Omit<StrangerProps, 'speech'> | undefined;
};

/** The door, for those who run the gathering: the QR code, the list and who is not on it. */
export function DoorPage(props: DoorPageProps) {
  const { gathering, speech, isOpen, expected, search, placesLeft, codeUrl, notice, walkIn } = props;
  const { say } = speech;
  const url = `/gatherings/${gathering.id}/door`;
  return (
    <>
      <h1>
        <Isolated text={say('room.door.title', { title: gathering.title })} />
      </h1>
      {notice && (
        <p class="notice" role="status">
          {say(`room.${notice}`)}
        </p>
      )}
      <RoomLinks id={gathering.id} shown="door" speech={speech} />
      {codeUrl && <Code url={codeUrl} speech={speech} />}
      {isOpen ? (
        <>
          <form method="post" action={`${url}/code`}>
            <p class="soft" id="code-rule">
              {say('room.door.code-rule')}
            </p>
            <button type="submit" aria-describedby="code-rule">
              {say('room.door.code')}
            </button>
          </form>
          <h2>{say('room.door.expected')}</h2>
          {placesLeft !== null && <p>{say('room.places', { count: placesLeft })}</p>}
          <form class="search" method="get" action={url}>
            <div>
              <label for="q">{say('room.door.search')}</label>
              <input id="q" name="q" type="search" maxLength={100} value={search} />
            </div>
            <button type="submit">{say('room.door.find')}</button>
          </form>
          <List url={url} expected={expected} search={search} speech={speech} />
          <h2>{say('room.door.walk-in')}</h2>
          <form method="post" action={`${url}/walk-ins`} class="card">
            <StrangerFields speech={speech} {...walkIn} />
            <label class="choice">
              <input type="checkbox" name="overCapacity" value="yes" />
              {say('room.door.over-capacity')}
            </label>
            <button type="submit">{say('room.door.admit')}</button>
          </form>
        </>
      ) : (
        <p>{say('room.door.closed')}</p>
      )}
    </>
  );
}

function Code({ url, speech: { say } }: { url: string; speech: Speech }) {
  return (
    <div class="card">
      <h2>{say('room.door.scan')}</h2>
      <QrCode url={url} alt={say('room.door.code-alt')} />
      <p>
        <bdi>{url}</bdi>
      </p>
    </div>
  );
}

type ListProps = { url: string; expected: Expected[]; search: string; speech: Speech };

function List({ url, expected, search, speech: { say } }: ListProps) {
  if (expected.length === 0) return <p class="soft">{say('room.door.nobody')}</p>;
  return (
    <ul class="rows">
      {expected.map(({ personId, name, unit, checkedInAt }) => (
        <li key={personId}>
          <div>
            <p>
              <strong>
                <bdi>{name}</bdi>
              </strong>{' '}
              {checkedInAt && <span>✓ {say('room.door.is-here')}</span>}
            </p>
            <p class="soft">
              <bdi>{unit}</bdi>
            </p>
          </div>
          <form method="post" action={`${url}/check-ins`}>
            <input type="hidden" name="personId" value={personId} />
            <input type="hidden" name="q" value={search} />
            <button type="submit" name="action" value={checkedInAt ? 'undo' : 'check-in'}>
              <Isolated text={say(checkedInAt ? 'room.door.undo' : 'room.door.check-in', { name })} />
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
