import fc from 'fast-check';
import t from 'tap';
import { plainLine, plainText } from '../../src/calendar/plain-text.ts';

t.test('a line has no break, no control and nothing that turns its direction', async (t) => {
  t.equal(plainLine('Town hall\r\nBcc: all@example.org'), 'Town hall Bcc: all@example.org');
  t.equal(plainLine('a\u2028b\u2029c\u0085d\vе\ff'), 'a b c d е f');
  t.equal(plainLine('x\u0000\u0007\u001b[31m\u007f\u009by'), 'x[31my');
  t.equal(plainLine('in\u202evoice\u2066\u200f\u061c\ufeff'), 'invoice');
  t.equal(plainLine('  two \t spaces  '), 'two spaces');
  t.equal(plainLine('a\ud800b\udc00'), 'ab');
  t.equal(plainLine(' \r\n '), '');
});

t.test('joiners, emoji and every script stay', async (t) => {
  for (const text of ['می‌خواهم', '👩‍💻 🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'Ünïcödé', '東京', 'क्‍ष', 'عربي']) t.equal(plainLine(text), text);
});

t.test('a text keeps its lines and tabs', async (t) => {
  t.equal(plainText('one\r\ntwo\rthree\u2028four\n\n\tfive\n'), 'one\ntwo\nthree\nfour\n\n\tfive');
});

t.test('cleaning twice changes nothing', async (t) => {
  const texts = fc.array(
    fc.constantFrom('\r', '\n', '\t', ' ', '\u2028', '\u202e', '\ud83d', '\ude00', 'a', '\0'),
  );
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('');
      t.equal(plainLine(plainLine(text)), plainLine(text));
      t.equal(plainText(plainText(text)), plainText(text));
    }),
  );
});
