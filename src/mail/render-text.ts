import type { Block, FooterLine, MailContent } from './content.ts';

/** The text part: every fact and link of the content, links in full on lines of their own. */
export function renderText(content: MailContent): string {
  return [
    content.heading,
    ...content.blocks.map(blockText),
    `-- \n${content.footer.map(footerText).join('\n')}`,
    '',
  ].join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'facts':
      return block.rows
        .map(({ label, lines, url }) => [`${label}:`, ...lines, ...(url ? [url] : [])].join('\n  '))
        .join('\n');
    case 'agenda':
      return [`${block.title}:`, ...block.rows.map((row) => `${row.minutes} min  ${row.title}`)].join('\n  ');
    case 'action':
      return `${block.label}:\n${block.url}`;
  }
}

function footerText({ text, link }: FooterLine): string {
  return link ? `${text} ${link.label}:\n${link.url}` : text;
}
