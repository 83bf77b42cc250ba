import type { PageOf } from '../../http/paging.ts';
import { Instant } from './instant.tsx';
import { MESSAGES_KEPT } from './keep-newest-messages.ts';
import type { MessageItem } from './mailbox-queries.ts';

/** The list of messages, with a search that works without script. */
export function MessageList({ page, q }: { page: PageOf<MessageItem>; q: string }) {
  const older = new URLSearchParams({ ...(q ? { q } : {}), cursor: page.nextCursor ?? '' });
  return (
    <>
      <h1>Mailbox</h1>
      <p class="soft">
        No mail server is set (SMTP_URL), so mail is received here instead of being delivered. The newest{' '}
        {MESSAGES_KEPT.toLocaleString('en')} messages are kept.{' '}
        <a href="/mailbox/preview">Preview every mail in every language</a>
      </p>
      <form class="search" method="get" action="/mailbox">
        <div>
          <label for="q">Recipient or subject</label>
          <input id="q" name="q" type="search" value={q} maxLength={200} />
        </div>
        <button type="submit">Search</button>
      </form>
      {page.items.length === 0 ? <p>{q ? 'No message matches.' : 'No message has come yet.'}</p> : null}
      <ul class="messages">
        {page.items.map((item) => (
          <li key={item.id}>
            <a href={`/mailbox/${item.id}`}>
              <span class="soft">{item.to.join(', ')}</span>
              <strong>
                <bdi>{item.subject || 'No subject'}</bdi>
              </strong>
              <Instant value={item.receivedAt} />
            </a>
          </li>
        ))}
      </ul>
      {page.nextCursor ? (
        <p class="actions">
          <a class="button" href={`/mailbox?${older}`} rel="next">
            Older messages
          </a>
        </p>
      ) : null}
    </>
  );
}

/** For an address that names no message, or one of long ago. */
export function NoMessage() {
  return (
    <>
      <h1>There is no such message</h1>
      <p>
        The mailbox keeps the newest {MESSAGES_KEPT.toLocaleString('en')} messages.{' '}
        <a href="/mailbox">Go to the mailbox</a>
      </p>
    </>
  );
}
