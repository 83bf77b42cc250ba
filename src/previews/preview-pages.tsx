import { LANGUAGES, type Language, MANNERS } from '../languages/languages.ts';
import { MessageParts } from '../platform/mailbox/message-page.tsx';
import type { ReadMessage } from '../platform/mailbox/read-message.ts';
import { PREVIEW_KINDS, type Variant, variantsOf } from './preview-mails.ts';

/** Which preview a page shows. */
export type Shown = { kind: string; language: Language; variant: Variant };

const VARIANT_NAMES: Record<Variant, string> = {
  room: 'in the room',
  remote: 'remote',
  series: 'a whole series',
  moved: 'one moved date',
};

const pathOf = ({ kind, language, variant }: Shown) => `/mailbox/preview/${kind}/${language}/${variant}`;

/** Every kind of mail in every language. */
export function PreviewIndex() {
  return (
    <>
      <p>
        <a href="/mailbox">Mailbox</a>
      </p>
      <h1>Previews</h1>
      <p class="soft">Every mail in every language, made from sample data. Nothing is sent.</p>
      {PREVIEW_KINDS.map((kind) => (
        <section key={kind} class="card" aria-labelledby={kind}>
          <h2 id={kind}>{kind}</h2>
          {LANGUAGES.map((language) => (
            <p key={language}>
              <bdi lang={language}>{MANNERS[language].name}</bdi>
              {': '}
              {variantsOf(kind).map((variant) => (
                <>
                  <a href={pathOf({ kind, language, variant })}>{VARIANT_NAMES[variant]}</a>{' '}
                </>
              ))}
            </p>
          ))}
        </section>
      ))}
    </>
  );
}

/** One mail as its reader would get it, with ways to the others. */
export function PreviewPage({ shown, message }: { shown: Shown; message: ReadMessage }) {
  return (
    <>
      <p>
        <a href="/mailbox/preview">Previews</a>
      </p>
      <h1 dir="auto">{message.subject}</h1>
      <nav aria-label="The same mail otherwise">
        <ul class="languages">
          {LANGUAGES.map((language) => (
            <li key={language}>
              <a
                href={pathOf({ ...shown, language })}
                lang={language}
                aria-current={language === shown.language ? 'true' : undefined}
              >
                {MANNERS[language].name}
              </a>
            </li>
          ))}
          {variantsOf(shown.kind).map((variant) => (
            <li key={variant}>
              <a
                href={pathOf({ ...shown, variant })}
                aria-current={variant === shown.variant ? 'true' : undefined}
              >
                {VARIANT_NAMES[variant]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <MessageParts message={message} />
    </>
  );
}
