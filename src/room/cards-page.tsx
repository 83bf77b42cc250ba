import type { Gathering } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import type { Expected } from './queries.ts';
import { RoomLinks } from './room-links.tsx';

type CardsPageProps = { gathering: Gathering; cards: Expected[]; speech: Speech };

/** Table cards to print and cut: name, unit and one topic offered. */
export function CardsPage({ gathering, cards, speech }: CardsPageProps) {
  const { say, language } = speech;
  return (
    <>
      <h1 class="no-print">
        <Isolated text={say('room.cards.title', { title: gathering.title })} />
      </h1>
      <p class="no-print">
        <a class="button" href={`/api/v1/gatherings/${gathering.id}/cards.pdf?lang=${language}`}>
          {say('room.cards.pdf')}
        </a>
      </p>
      <RoomLinks id={gathering.id} shown="cards" speech={speech} />
      <ul class="table-cards">
        {cards.map(({ personId, name, unit, topic }) => (
          <li key={personId}>
            <h2>
              <bdi>{name}</bdi>
            </h2>
            <p>
              <bdi>{unit}</bdi>
            </p>
            {topic && (
              <p>
                <span class="soft">{say('room.cards.ask-about')}</span> <bdi>{topic}</bdi>
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
