import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/**
 * Letters of Europe, Arabic, Hebrew and more. Those of Chinese, Japanese and Korean are left to browsers, which bring
 * them: packages of fonts that hold them take 20 MB and more, or seconds to cut a subset.
 */
const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const PRINTABLE =
  /^[\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Armn}\p{scx=Geor}\p{scx=Hebr}\p{scx=Arab}\p{sc=Zyyy}\p{sc=Zinh}]*$/u;
/** A4 in points, two cards beside each other and four below. */
const COLUMNS = 2;
const ROWS = 4;
const MARGIN = 28;
const WIDTH = (595.28 - 2 * MARGIN) / COLUMNS;
const HEIGHT = (841.89 - 2 * MARGIN) / ROWS;
const PADDING = 14;
const NAME_SIZE = 26;
const TEXT_SIZE = 13;
const SIZE_MIN = 7;

/** What stands on a card, line by line; the first is the name. */
export type Card = { name: string; lines: string[] };

/**
 * Writes table cards as a PDF to cut out, eight to a page of A4; each line on one line, smaller where it is long. A line
 * whose letters the font lacks is left empty, to be written by hand, and `elsewhere` says where the card can be printed.
 */
export async function cardsPdf(
  { title, cards, elsewhere }: { title: string; cards: readonly Card[]; elsewhere: string },
  now: Date,
): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    info: { Title: title, Creator: 'Acquaint', CreationDate: now },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  doc.font(FONT);
  if (cards.length === 0) doc.addPage();
  cards.forEach(({ name, lines }, i) => {
    const place = i % (COLUMNS * ROWS);
    if (place === 0) doc.addPage();
    const x = MARGIN + (place % COLUMNS) * WIDTH;
    const y = MARGIN + Math.floor(place / COLUMNS) * HEIGHT;
    doc.lineWidth(0.5).dash(4, { space: 3 }).rect(x, y, WIDTH, HEIGHT).stroke('#777777').undash();
    doc.fillColor('#000000');
    let below = y + HEIGHT / 4;
    const lacking = [name, ...lines].some((line) => !PRINTABLE.test(line));
    for (const [text, size] of [
      [name, NAME_SIZE] as const,
      ...lines.map((line) => [line, TEXT_SIZE] as const),
      ...(lacking ? [[elsewhere, SIZE_MIN] as const] : []),
    ]) {
      if (PRINTABLE.test(text)) writeLine(doc, text, size, { x, y: below });
      below += size * 1.7;
    }
  });
  doc.end();
  return whole;
}

function writeLine(doc: PDFKit.PDFDocument, text: string, size: number, { x, y }: { x: number; y: number }) {
  // With features named, a line is laid out as one run: Arabic is joined and stands from right to left.
  const options = { lineBreak: false, features: ['kern' as const] };
  const room = WIDTH - 2 * PADDING;
  const wide = doc.fontSize(size).widthOfString(text, options);
  const fitting = wide <= room ? size : Math.max(SIZE_MIN, (size * room) / wide);
  const width = doc.fontSize(fitting).widthOfString(text, options);
  doc.text(text, x + (WIDTH - width) / 2, y, options);
}
