import { type Speech, speak } from '../languages/speak.ts';
import type { Block, FooterLine, MailContent } from './content.ts';

/** The text part: every fact and link of the content, links in full on lines of their own. */
export function renderText(content: MailContent): string {
  const speech = speak(content.language);
  return [
    content.heading,
    ...content.blocks.map((block) => blockText(block, speech)),
    `-- \n${content.footer.map((line) => footerText(line, speech)).join('\n')}`,
    '',
  ].join('\n\n');
}

function blockText(block: Block, { say }: Speech): string {
  const titled = (label: string) => say('mail.label', { label });
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'facts':
      return block.rows
        .map(({ label, lines, url }) => [titled(label), ...lines, ...(url ? [url] : [])].join('\n  '))
        .join('\n');
    case 'agenda':
      return [
        titled(block.title),
        ...block.rows.map((row) => `${say('agenda.minutes', { count: row.minutes })}  ${row.title}`),
      ].join('\n  ');
    case 'action':
      return `${titled(block.label)}\n${block.url}`;
  }
}

function footerText({ text, link }: FooterLine, { say }: Speech): string {
  return link ? `${text} ${say('mail.label', { label: link.label })}\n${link.url}` : text;
}
