import type { Speech } from '../languages/speak.ts';

/** What somebody sees who opens the bare address. `mailbox`: whether the built-in one runs. */
export function FrontPage({ mailbox, speech: { language, say } }: { mailbox: boolean; speech: Speech }) {
  return (
    <>
      <h1>{say('front.heading')}</h1>
      <p>{say('front.what')}</p>
      <div class="actions">
        <a class="button primary" href={`/sign-in?lang=${language}`}>
          {say('sign-in.title')}
        </a>
        <a class="button" href="/docs" hreflang="en">
          {say('front.docs')}
        </a>
        {mailbox && (
          <a class="button" href="/mailbox" hreflang="en">
            {say('front.mailbox')}
          </a>
        )}
      </div>
      {mailbox && <p class="soft">{say('front.no-mail-server')}</p>}
    </>
  );
}
