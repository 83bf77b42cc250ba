import type { Speech } from '../languages/speak.ts';

const PAGES = ['door', 'screen', 'cards'] as const;

/** Ways between the pages of a room. */
export function RoomLinks({
  id,
  shown,
  speech: { say },
}: {
  id: string;
  shown: (typeof PAGES)[number];
  speech: Speech;
}) {
  return (
    <nav class="actions no-print" aria-label={say('room.pages')}>
      {PAGES.filter((page) => page !== shown).map((page) => (
        <a key={page} class="button" href={`/gatherings/${id}/${page}`}>
          {say(`room.pages.${page}`)}
        </a>
      ))}
    </nav>
  );
}
