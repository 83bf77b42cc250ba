import type { FastifyReply } from 'fastify';
import type { ComponentChildren } from 'preact';
import { Type } from 'typebox';

import { htmlDocument } from '../languages/html-document.ts';
import { LANGUAGES, type Language, MANNERS } from '../languages/languages.ts';
import { speak } from '../languages/speak.ts';
import { STYLES, STYLES_HASH } from './styles.ts';

export type PageProps = {
  title: string;
  /** English where it is not given. */
  language?: Language;
  /** Offers the other languages at the foot, by `?lang=`. */
  choice?: boolean;
  /** For tables and messages; running text is easier to read in narrow lines. */
  wide?: boolean;
  children: ComponentChildren;
};

/** What every page shares: readable on a phone, usable by keyboard, no script. */
function Page({ title, language = 'en', choice = false, wide = false, children }: PageProps) {
  const { say, dir } = speak(language);
  return (
    <html lang={language} dir={dir}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Acquaint`}</title>
        <link rel="icon" href="data:," />
        {/* Unescaped because it is our own constant; the policy allows it by its hash. */}
        <style dangerouslySetInnerHTML={{ __html: STYLES }} />
      </head>
      <body>
        <a class="skip" href="#main">
          {say('page.skip')}
        </a>
        <header class={wide ? 'wide' : undefined}>
          <a href="/">Acquaint</a>
        </header>
        <main id="main" class={wide ? 'wide' : undefined}>
          {children}
        </main>
        <footer>
          <p>{say('acquaint.purpose')}</p>
          {choice && <LanguageChoice shown={language} />}
        </footer>
      </body>
    </html>
  );
}

/** A `lang` in the query of a page, over the language it would have by itself. */
export const LanguageQuery = Type.Optional(
  Type.String({ maxLength: 35, description: `The language of the page: ${LANGUAGES.join(', ')}` }),
);

function LanguageChoice({ shown }: { shown: Language }) {
  return (
    <nav aria-label={speak(shown).say('page.language')}>
      <ul class="languages">
        {LANGUAGES.map((language) => (
          <li key={language}>
            <a
              href={`?lang=${language}`}
              lang={language}
              dir={MANNERS[language].dir}
              hreflang={language}
              aria-current={language === shown ? 'true' : undefined}
            >
              {MANNERS[language].name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Only our own style and one script of ours where a page has one, forms back to us, nothing from elsewhere, never framed. */
export function pagePolicy(scriptHash?: string): string {
  return [
    "default-src 'none'",
    `style-src '${STYLES_HASH}'`,
    ...(scriptHash ? [`script-src '${scriptHash}'`] : []),
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** How a page is sent. */
export type SendOptions = {
  status?: number;
  /** Replaces the content security policy where a page frames something. */
  policy?: string;
  /**
   * A page whose forms act under a session sends `same-origin`: without a referrer browsers name no origin either
   * (Fetch, "append a request `Origin` header"), and the change is refused as one from elsewhere.
   */
  referrer?: 'no-referrer' | 'same-origin';
};

/** Sends a page. Pages hold what is meant for one person, so they are not kept, not indexed and name no referrer. */
export function sendPage(reply: FastifyReply, page: PageProps & SendOptions): FastifyReply {
  const { status = 200, policy = pagePolicy(), referrer = 'no-referrer', ...props } = page;
  return reply
    .status(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-language': props.language ?? 'en',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': referrer,
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    })
    .send(htmlDocument(<Page {...props} />));
}
