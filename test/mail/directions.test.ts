import t from 'tap';

import { LANGUAGES } from '../../src/languages/languages.ts';
import { PREVIEW_KINDS, previewMail, variantsOf } from '../../src/previews/preview-mails.ts';

const SENDER = { publicUrl: 'https://acquaint.test', mailFrom: 'acquaint@example.org' };
const MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

t.test('marks of direction stand in the text alone, in pairs; pages have elements for them', async (t) => {
  for (const kind of PREVIEW_KINDS) {
    for (const language of LANGUAGES) {
      for (const variant of variantsOf(kind)) {
        const mail = previewMail(kind, { language, variant, ...SENDER });
        const name = `${kind} ${language} ${variant}`;
        const fields = [
          mail.subject,
          mail.from.name,
          mail.to.name,
          ...[mail.replyTo ?? []].flat().map(({ name }) => name),
        ];
        const lines = [...fields, ...Object.values(mail.headers ?? {}), mail.calendar?.object ?? ''];
        for (const line of lines) t.notMatch(line, MARKS, name);
        t.notMatch(mail.html, MARKS, name);
        t.notMatch(mail.text.replaceAll(/\u2068[^\u2066-\u2069\n]*\u2069/g, ''), MARKS, name);
      }
    }
  }
});

t.test('a name in another script is set apart in both bodies', async (t) => {
  const english = previewMail('invitation', { language: 'en', variant: 'remote', ...SENDER });
  t.equal(english.from.name, 'مريم الحداد via Acquaint');
  t.match(english.text, '\u2068مريم الحداد\u2069 invites you.');
  t.match(english.html, '<bdi>مريم الحداد</bdi> invites you.');
  const arabic = previewMail('invitation', { language: 'ar', variant: 'room', ...SENDER });
  t.match(arabic.text, 'هذه دعوة لكم من \u2068Ana Silva\u2069.');
  t.match(arabic.html, 'هذه دعوة لكم من <bdi>Ana Silva</bdi>.');
  t.match(
    arabic.html,
    '>لا أحد غيركم من <bdi>Finance</bdi> أو <bdi>Lima</bdi>؛ ',
    'why the reader, in their language',
  );
});
