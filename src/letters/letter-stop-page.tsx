import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { maskAddress } from '../pages/mask-address.ts';
import type { LetterSubscription } from './stop-letters.ts';

type Props = { subscription: LetterSubscription; speech: Speech };

/** Asks before letters of one topic are stopped, or everything; tells when they are, and how to undo it. */
export function LetterStopPage({ subscription, speech }: Props) {
  const { topic, stopped, paused, email } = subscription;
  const { say } = speech;
  const address = maskAddress(email);
  if (paused) {
    return (
      <>
        <h1>{say('unsubscribe.stopped')}</h1>
        <p role="status">
          <Isolated text={say('unsubscribe.stopped-what', { address })} />
        </p>
        <Choice action="resume-everything" label={say('unsubscribe.resume')} primary />
      </>
    );
  }
  const values = { topic: say(`letter.topic.${topic}`), address };
  return (
    <>
      <h1>{say(stopped ? 'letter.stopped' : 'letter.ask')}</h1>
      <p role={stopped ? 'status' : undefined}>
        <Isolated text={stopped ? say('letter.stopped-what', values) : say('letter.ask-what', values)} />
      </p>
      <Choice
        action={stopped ? 'resume' : 'stop'}
        label={say(stopped ? 'letter.resume' : 'letter.stop')}
        primary
      />
      <h2>{say('letter.everything')}</h2>
      <p>
        <Isolated text={say('unsubscribe.ask-what', { address })} />
      </p>
      <Choice action="stop-everything" label={say('letter.everything.stop')} />
    </>
  );
}

function Choice({ action, label, primary }: { action: string; label: string; primary?: boolean }) {
  return (
    <form method="post">
      <div class="actions">
        <button type="submit" class={primary ? 'primary' : undefined} name="action" value={action}>
          {label}
        </button>
      </div>
    </form>
  );
}
