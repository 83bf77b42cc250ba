import { plainLine } from '../calendar/plain-text.ts';
import { htmlDocument } from '../languages/html-document.ts';
import { Isolated } from '../languages/isolated.tsx';
import { type Speech, speak } from '../languages/speak.ts';
import type { Block, FooterLine, MailContent } from './content.ts';

/**
 * Colours for programs that keep a style sheet; the inline ones below serve those that drop it. All pairs have a
 * contrast of at least 4.5:1.
 */
const STYLES = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
body,.paper{background:#16181b!important}
.card{background:#1f2226!important;border-color:#3b3f45!important}
.ink{color:#eceae4!important}.soft{color:#b1aea6!important}
.link{color:#6fd0bb!important}
.button{background:#6fd0bb!important;border-color:#6fd0bb!important;color:#06231d!important}}
@media (max-width:480px){.card{padding:20px 16px!important}.button{display:block!important}}`;

const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif;';
const INK = `${FONT}color:#1b1f24;font-size:16px;line-height:24px;`;
const SOFT = `${FONT}color:#57606a;font-size:14px;line-height:21px;`;
/** Alone on a line of at least 21 px, with 12 px above and below: 45 px, more than the 44 that a finger needs. */
const LINK = 'color:#0b5d4f;text-decoration:underline;display:inline-block;padding:12px 0;';
/** 12 px above and below a line of 24 px, and the border: 50 px, more than the 44 that a finger needs. */
const BUTTON =
  'display:inline-block;padding:12px 28px;background:#0b5d4f;border:1px solid #0b5d4f;border-radius:8px;' +
  'color:#ffffff;font-weight:600;line-height:24px;text-align:center;text-decoration:none;';
/** As wide as there is room, with no gaps between cells. */
const TABLE = 'width:100%;border-spacing:0;';
const CARD = 'background:#ffffff;border:1px solid #d8d5cd;border-radius:12px;padding:28px 32px;';

/** The HTML part, from the same content as the text. No image, no script, nothing from elsewhere. */
export function renderHtml(content: MailContent): string {
  return htmlDocument(<Mail {...content} />);
}

function Mail({ language, subject, heading, preview, blocks, footer }: MailContent) {
  const speech = speak(language);
  const { dir } = speech;
  return (
    <html lang={language} dir={dir}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{plainLine(subject)}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLES }} />
      </head>
      <body dir={dir} style="margin:0;padding:0;background:#fbfaf7;">
        <div style="display:none;max-height:0;overflow:hidden;">
          <Isolated text={preview} />
        </div>
        <main>
          <table role="presentation" dir={dir} class="paper" style={`${TABLE}background:#fbfaf7;`}>
            <tbody>
              <tr>
                <td style="padding:24px 12px;">
                  <table role="presentation" style={`${TABLE}max-width:600px;margin:0 auto;`}>
                    <tbody>
                      <tr>
                        <td class="card" style={CARD}>
                          <h1
                            class="ink"
                            style={`${FONT}color:#1b1f24;font-size:24px;line-height:31px;margin:0 0 16px;`}
                          >
                            <bdi>
                              <Isolated text={heading} />
                            </bdi>
                          </h1>
                          {blocks.map((block) => (
                            <BlockHtml block={block} speech={speech} />
                          ))}
                        </td>
                      </tr>
                      <tr>
                        <td style="padding:16px 12px;">
                          {footer.map((line) => (
                            <FooterHtml {...line} />
                          ))}
                        </td>
                      </tr>
                    </tbody>
                  </table>
                </td>
              </tr>
            </tbody>
          </table>
        </main>
      </body>
    </html>
  );
}

function BlockHtml({ block, speech }: { block: Block; speech: Speech }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p class="ink" dir="auto" style={`${INK}margin:0 0 16px;white-space:pre-line;`}>
          <Isolated text={block.text} />
        </p>
      );
    case 'facts':
      return block.rows.map(({ label, lines, url, language }) => (
        <p class="ink" style={`${INK}margin:0 0 12px;`}>
          <span class="soft" style={SOFT}>
            {label}
          </span>
          {lines.map((line) => (
            <>
              <br />
              <span dir="auto" lang={language}>
                <Isolated text={line} />
              </span>
            </>
          ))}
          {url && (
            <>
              <br />
              <a class="link" href={url} style={LINK}>
                {speech.say('facts.join')}
              </a>
            </>
          )}
        </p>
      ));
    case 'agenda':
      return (
        <>
          <h2 class="ink" style={`${FONT}color:#1b1f24;font-size:18px;line-height:24px;margin:20px 0 8px;`}>
            {block.title}
          </h2>
          <table role="presentation" style={`${TABLE}margin:0 0 16px;`}>
            <tbody>
              {block.rows.map((row) => (
                <tr>
                  <td
                    class="soft"
                    style={`${SOFT}width:72px;padding:0;vertical-align:top;line-height:24px;white-space:nowrap;`}
                  >
                    {speech.say('agenda.minutes', { count: row.minutes })}
                  </td>
                  <td class="ink" style={`${INK}padding:0;`}>
                    <bdi>{row.title}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      );
    case 'action':
      return (
        <p style="margin:24px 0;">
          <a class="button" href={block.url} style={FONT + BUTTON}>
            {block.label}
          </a>
        </p>
      );
  }
}

function FooterHtml({ text, link }: FooterLine) {
  return (
    <p class="soft" style={`${SOFT}margin:0 0 8px;`}>
      {text}
      {link && <br />}
      {link && (
        <a class="link" href={link.url} style={LINK}>
          {link.label}
        </a>
      )}
    </p>
  );
}
