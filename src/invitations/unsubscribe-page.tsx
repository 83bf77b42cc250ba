import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { maskAddress } from './mask-address.ts';
import type { Subscription } from './pause-invitations.ts';

/** What the one form of the page sends. A mail program's own button sends something else (RFC 8058) and means stop. */
export const RESUME = 'resume';
export const STOP = 'stop';

/** Asks before stopping, tells what has been stopped, and how to undo it. */
export function UnsubscribePage({ subscription, speech }: { subscription: Subscription; speech: Speech }) {
  const { say } = speech;
  const address = maskAddress(subscription.email);
  return subscription.paused ? (
    <>
      <h1>{say('unsubscribe.stopped')}</h1>
      <p role="status">
        <Isolated text={say('unsubscribe.stopped-what', { address })} />
      </p>
      <Choice action={RESUME} label={say('unsubscribe.resume')} />
    </>
  ) : (
    <>
      <h1>{say('unsubscribe.ask')}</h1>
      <p>
        <Isolated text={say('unsubscribe.ask-what', { address })} />
      </p>
      <Choice action={STOP} label={say('unsubscribe.stop')} />
    </>
  );
}

function Choice({ action, label }: { action: string; label: string }) {
  return (
    <form method="post">
      <div class="actions">
        <button type="submit" class="primary" name="action" value={action}>
          {label}
        </button>
      </div>
    </form>
  );
}
