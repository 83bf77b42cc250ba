import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { maskAddress } from '../pages/mask-address.ts';
import type { LetterSubscription } from './stop-letters.ts';

/** Asks before letters of one topic are stopped, tells when they are, and how to undo it. */
export function LetterStopPage({
  subscription: { topic, stopped, email },
  speech: { say },
}: {
  subscription: LetterSubscription;
  speech: Speech;
}) {
  const values = { topic: say(`letter.topic.${topic}`), address: maskAddress(email) };
  return (
    <>
      <h1>{say(stopped ? 'letter.stopped' : 'letter.ask')}</h1>
      <p role={stopped ? 'status' : undefined}>
        <Isolated text={stopped ? say('letter.stopped-what', values) : say('letter.ask-what', values)} />
      </p>
      <form method="post">
        <div class="actions">
          <button type="submit" class="primary" name="action" value={stopped ? 'resume' : 'stop'}>
            {say(stopped ? 'letter.resume' : 'letter.stop')}
          </button>
        </div>
      </form>
    </>
  );
}
