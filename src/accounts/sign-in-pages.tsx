import type { Speech } from '../languages/speak.ts';
import { SIGN_IN_LINK_MS } from './add-sign-in-link.ts';

const LINK_MINUTES = SIGN_IN_LINK_MS / 60_000;

type Spoken = { speech: Speech };

/** Asks for the address that the link goes to. */
export function AskForLink({ speech: { say } }: Spoken) {
  return (
    <>
      <h1>{say('sign-in.title')}</h1>
      <p>{say('sign-in.by-link')}</p>
      <form method="post">
        <label for="email">{say('sign-in.address')}</label>
        <input id="email" name="email" type="email" dir="ltr" autocomplete="email" required />
        <div class="actions">
          <button class="primary" type="submit">
            {say('sign-in.mail-me')}
          </button>
        </div>
      </form>
    </>
  );
}

/** The same for known and unknown addresses: it tells nobody who is in the directory. */
export function LinkRequested({ speech }: Spoken) {
  const { say } = speech;
  return (
    <>
      <h1>{say('sign-in.look')}</h1>
      <p>{say('sign-in.on-its-way', { count: LINK_MINUTES })}</p>
      <p class="soft">
        {say('sign-in.nothing-came')} <AskAgain speech={speech} />
      </p>
    </>
  );
}

/** Mail scanners open links; only a person presses the button. */
export function PressToSignIn({ speech: { say } }: Spoken) {
  return (
    <>
      <h1>{say('sign-in.title')}</h1>
      <p>{say('sign-in.press')}</p>
      <form method="post">
        <div class="actions">
          <button class="primary" type="submit">
            {say('mail.sign-in.button')}
          </button>
        </div>
      </form>
    </>
  );
}

/** One page for links that are wrong, old or used. */
export function LinkNotOpen({ speech }: Spoken) {
  const { say } = speech;
  return (
    <>
      <h1>{say('sign-in.dead')}</h1>
      <p>
        {say('mail.sign-in.once', { count: LINK_MINUTES })} <AskAgain speech={speech} />
      </p>
    </>
  );
}

function AskAgain({ speech: { language, say } }: Spoken) {
  return <a href={`/sign-in?lang=${language}`}>{say('sign-in.ask-again')}</a>;
}
