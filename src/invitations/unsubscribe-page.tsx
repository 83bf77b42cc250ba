import { maskAddress } from './mask-address.ts';
import type { Subscription } from './pause-invitations.ts';

/** What the one form of the page sends. A mail program's own button sends something else (RFC 8058) and means stop. */
export const RESUME = 'resume';
export const STOP = 'stop';

/** Asks before stopping, tells what has been stopped, and how to undo it. */
export function UnsubscribePage({ subscription }: { subscription: Subscription }) {
  const address = maskAddress(subscription.email);
  return subscription.paused ? (
    <>
      <h1>You get no more invitations</h1>
      <p role="status">
        We will not invite {address} to gatherings any more. About gatherings you have accepted you still get
        news.
      </p>
      <Choice action={RESUME} label="Invite me again" />
    </>
  ) : (
    <>
      <h1>Stop all invitations?</h1>
      <p>We would not invite {address} to gatherings any more. You can undo this here at any time.</p>
      <Choice action={STOP} label="Stop invitations" />
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
