import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { maskAddress } from '../pages/mask-address.ts';
import type { Subscription } from './pause-invitations.ts';

/**
 * What the forms of the page send, and those of the page of letters, where all is their topic and everything is more. A
 * mail program's own button sends something else (RFC 8058) and means `stop`.
 */
export const ACTIONS = {
  stop: { scope: 'all', stopped: true },
  resume: { scope: 'all', stopped: false },
  'stop-everything': { scope: 'everything', stopped: true },
  'resume-everything': { scope: 'everything', stopped: false },
  'stop-host': { scope: 'host', stopped: true },
  'resume-host': { scope: 'host', stopped: false },
  'stop-series': { scope: 'series', stopped: true },
  'resume-series': { scope: 'series', stopped: false },
} as const;
export type Action = keyof typeof ACTIONS;

type Props = { subscription: Subscription; speech: Speech; done?: boolean };

/**
 * Asks before stopping, tells what has been stopped, and how to undo it: all invitations first, because all mail comes
 * from one sender, then those of the host and of the series that the mail was about.
 */
export function UnsubscribePage({ subscription, speech, done }: Props) {
  const { say } = speech;
  const address = maskAddress(subscription.email);
  return subscription.paused ? (
    <>
      <h1>{say('unsubscribe.stopped')}</h1>
      <p role="status">
        <Isolated text={say('unsubscribe.stopped-what', { address })} />
      </p>
      <Choice action="resume" label={say('unsubscribe.resume')} primary />
    </>
  ) : (
    <>
      {done && <p role="status">{say('unsubscribe.done')}</p>}
      <h1>{say('unsubscribe.ask')}</h1>
      <p>
        <Isolated text={say('unsubscribe.ask-what', { address })} />
      </p>
      <Choice action="stop" label={say('unsubscribe.stop')} primary />
      <Some subscription={subscription} speech={speech} />
    </>
  );
}

function Some({ subscription: { host, series }, speech: { say } }: Props) {
  if (!host && !series) return null;
  return (
    <>
      <h2>{say('unsubscribe.some')}</h2>
      {host && (
        <Choice
          action={host.stopped ? 'resume-host' : 'stop-host'}
          label={say(host.stopped ? 'unsubscribe.host.resume' : 'unsubscribe.host.stop', { host: host.name })}
        />
      )}
      {series && (
        <Choice
          action={series.stopped ? 'resume-series' : 'stop-series'}
          label={say(series.stopped ? 'unsubscribe.series.resume' : 'unsubscribe.series.stop', {
            title: series.name,
          })}
        />
      )}
    </>
  );
}

function Choice({ action, label, primary }: { action: Action; label: string; primary?: boolean }) {
  return (
    <form method="post">
      <div class="actions">
        <button type="submit" class={primary ? 'primary' : undefined} name="action" value={action}>
          <Isolated text={label} />
        </button>
      </div>
    </form>
  );
}
