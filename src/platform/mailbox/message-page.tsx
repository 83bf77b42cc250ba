import { Instant } from './instant.tsx';
import type { ReadMessage } from './read-message.ts';

export type MessageViewProps = {
  id: string;
  receivedAt: Date;
  envelopeFrom: string;
  envelopeTo: string[];
  message: ReadMessage;
};

/** One message: who, when, and each of its parts. */
export function MessageView({ id, receivedAt, envelopeFrom, envelopeTo, message }: MessageViewProps) {
  return (
    <>
      <p>
        <a href="/mailbox">Mailbox</a>
      </p>
      <h1 dir="auto">{message.subject || 'No subject'}</h1>
      <p class="soft">
        Received <Instant value={receivedAt} /> for {envelopeTo.join(', ')}, returned to{' '}
        {envelopeFrom || 'nobody'} if it bounces.
      </p>
      <p class="actions">
        <a class="button" href={`/mailbox/${id}.eml`}>
          Download as .eml
        </a>
      </p>
      <MessageParts message={message} />
    </>
  );
}

/** What a message says: its fields, each of its parts, and its headers as they came. */
export function MessageParts({ message }: { message: ReadMessage }) {
  return (
    <>
      <Facts facts={message.fields} />
      {message.html === null ? null : (
        <section>
          <h2>HTML</h2>
          <iframe
            title="The HTML part of this message"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcdoc={frameOf(message.html)}
          />
        </section>
      )}
      {message.text === null ? null : (
        <section>
          <h2>Text</h2>
          <pre dir="auto">
            <Linked text={message.text} />
          </pre>
        </section>
      )}
      {message.calendars.map((calendar) => (
        <section>
          <h2>Calendar{calendar.method ? ` (${calendar.method.toLowerCase()})` : ''}</h2>
          {calendar.facts ? (
            <Facts facts={calendar.facts} />
          ) : (
            <p class="warn">This calendar part cannot be read.</p>
          )}
          <details>
            <summary>As it was sent</summary>
            <pre>{calendar.text}</pre>
          </details>
        </section>
      ))}
      {message.attachments.length === 0 ? null : (
        <section>
          <h2>Attachments</h2>
          <ul>
            {message.attachments.map(({ name, type, size }) => (
              <li>
                {name}, {type}, {size.toLocaleString('en')} bytes
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>Headers</h2>
        <details>
          <summary>Every line as it came</summary>
          <pre>{message.headers}</pre>
        </details>
      </section>
    </>
  );
}

/**
 * A page with a message: nothing is fetched, nothing runs, and its frame cannot leave. The styles of the message need
 * `unsafe-inline`, which takes the place of our own style's hash.
 */
export const MESSAGE_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the HTML part of a message may do: be drawn. The frame has the page's policy as well. */
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Links open in a new tab, since the frame itself may go nowhere. */
function frameOf(html: string): string {
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}"><base target="_blank">${html}`;
}

function Facts({ facts }: { facts: { name: string; value: string }[] }) {
  return (
    <dl>
      {facts.map(({ name, value }) => (
        <>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </>
      ))}
    </dl>
  );
}

/** A text whose web addresses can be followed, as in a mail program. */
function Linked({ text }: { text: string }) {
  const pieces = text.split(/(https?:\/\/[^\s<>"]+)/);
  return (
    <>
      {pieces.map((piece, i) =>
        i % 2 === 0 ? (
          piece
        ) : (
          <a href={piece} target="_blank" rel="noreferrer">
            {piece}
          </a>
        ),
      )}
    </>
  );
}
