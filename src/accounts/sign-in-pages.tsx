import { SIGN_IN_LINK_MS } from './add-sign-in-link.ts';

const LINK_MINUTES = SIGN_IN_LINK_MS / 60_000;

/** Asks for the address that the link goes to. */
export function AskForLink() {
  return (
    <>
      <h1>Sign in</h1>
      <p>There is no password: we mail you a link.</p>
      <form method="post" action="/sign-in">
        <label for="email">Your address at work</label>
        <input id="email" name="email" type="email" autocomplete="email" required />
        <div class="actions">
          <button class="primary" type="submit">
            Mail me a link
          </button>
        </div>
      </form>
    </>
  );
}

/** The same for known and unknown addresses: it tells nobody who is in the directory. */
export function LinkRequested() {
  return (
    <>
      <h1>Look into your mail</h1>
      <p>
        If the address is in the directory, a link to sign in is on its way. It works once, for {LINK_MINUTES}{' '}
        minutes.
      </p>
      <p class="soft">
        Nothing came? Check the spelling and the spam folder, then <a href="/sign-in">ask again</a> in a
        quarter of an hour.
      </p>
    </>
  );
}

/** Mail scanners open links; only a person presses the button. */
export function PressToSignIn() {
  return (
    <>
      <h1>Sign in</h1>
      <p>Press the button to sign in in this browser.</p>
      <form method="post">
        <div class="actions">
          <button class="primary" type="submit">
            Sign in
          </button>
        </div>
      </form>
    </>
  );
}

/** One page for links that are wrong, old or used. */
export function LinkNotOpen() {
  return (
    <>
      <h1>This link does not work</h1>
      <p>
        A sign-in link works once, for {LINK_MINUTES} minutes. <a href="/sign-in">Ask for a new one.</a>
      </p>
    </>
  );
}
