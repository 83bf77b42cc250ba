import t from 'tap';

import { acceptedLanguage } from '../../src/languages/accepted-language.ts';
import { isolatedParts } from '../../src/languages/isolate.ts';
import { languageOf } from '../../src/languages/language-of.ts';
import { LANGUAGES } from '../../src/languages/languages.ts';
import { speak } from '../../src/languages/speak.ts';

t.test('numbers choose the plural form of the language', async (t) => {
  const said = (language: 'en' | 'fr' | 'es' | 'ar', counts: number[]) =>
    counts.map((count) => speak(language).say('mail.sign-in.once', { count }).split(/[,،] /)[1]);
  t.same(said('en', [1, 2, 1_000]), ['within 1 minute.', 'within 2 minutes.', 'within 1,000 minutes.']);
  t.same(said('fr', [0, 1, 2, 1_000_000]), [
    'pendant 0 minute.',
    'pendant 1 minute.',
    'pendant 2 minutes.',
    'pendant 1\u202f000\u202f000 de minutes.',
  ]);
  t.same(said('es', [1, 30]), ['durante 1 minuto.', 'durante 30 minutos.']);
  t.same(said('ar', [0, 1, 2, 3, 30, 100]), [
    'ولأقل من دقيقة.',
    'خلال دقيقة واحدة.',
    'خلال دقيقتين.',
    'خلال 3 دقائق.',
    'خلال 30 دقيقة.',
    'خلال 100 دقيقة.',
  ]);
});

t.test('a value is put in once and is never taken for a placeholder', async (t) => {
  const { say } = speak('en');
  t.equal(say('mail.invitation.subject', { title: 'Ask {host} {title}' }), 'Invitation: Ask {host} {title}');
  t.equal(say('mail.invitation.subject', { title: '$& $1' }), 'Invitation: $& $1');
});

t.test('what runs in the other direction is set apart, and only that', async (t) => {
  const english = (host: string) => speak('en').say('mail.invitation.by-host', { host });
  t.equal(english('Ana Silva'), 'Ana Silva invites you.');
  t.equal(english('مريم 2'), '\u2068مريم 2\u2069 invites you.');
  const arabic = (host: string) => speak('ar').say('mail.invitation.by-host', { host });
  t.equal(arabic('مريم'), 'هذه دعوة لكم من مريم.');
  t.equal(arabic('Ana Silva'), 'هذه دعوة لكم من \u2068Ana Silva\u2069.');
  t.equal(arabic('12'), 'هذه دعوة لكم من \u206812\u2069.');
  t.same(isolatedParts(english('مريم')), [
    { text: 'مريم', isolated: true },
    { text: ' invites you.', isolated: false },
  ]);
  t.same(isolatedParts(''), []);
});

t.test('names are listed as the language lists them, each set apart', async (t) => {
  const names = ['Legal', 'مالية', 'IT'];
  t.same(
    LANGUAGES.map((language) => speak(language).list(names)),
    [
      'Legal, \u2068مالية\u2069 and IT',
      'Legal, \u2068مالية\u2069 et IT',
      'Legal, \u2068مالية\u2069 e IT',
      '\u2068Legal\u2069 ومالية و\u2068IT\u2069',
    ],
  );
  t.equal(speak('ar').row(names), '\u2068Legal\u2069، مالية، \u2068IT\u2069');
  const { say, list } = speak('ar');
  t.equal(
    say('mail.invitation.units', { names: list(['A', 'B']) }),
    'من فرق أخرى: \u2068A\u2069 و\u2068B\u2069',
    'a list is not set apart again',
  );
});

t.test('spaces of French punctuation do not break', async (t) => {
  const { say } = speak('fr');
  t.equal(say('mail.invitation.subject', { title: 'Café : oui ?' }), 'Invitation\u00a0: Café : oui ?');
  t.match(say('mail.invitation.question'), /eux\u202f\?$/);
});

t.test(
  'a person is written to in their choice, else in the first of their languages that we speak',
  async (t) => {
    const of = (languages: string[], preferredLanguage: 'en' | 'ar' | null = null) =>
      languageOf({ languages, preferredLanguage });
    t.equal(of([]), 'en');
    t.equal(of(['sw', 'fr-CD', 'en']), 'fr');
    t.equal(of(['fr'], 'ar'), 'ar');
    t.equal(of(['fr'], 'en'), 'en');
    t.equal(of(['frr', 'zh-Hans']), 'en', 'North Frisian is not French');
  },
);

t.test('without a person the browser’s wish decides', async (t) => {
  t.equal(acceptedLanguage(undefined), 'en');
  t.equal(acceptedLanguage('fr'), 'fr');
  t.equal(acceptedLanguage('de-CH, ar;q=0.8, fr;q=0.9, en;q=0.1'), 'fr');
  t.equal(acceptedLanguage('fr, es'), 'fr', 'the first of equals');
  t.equal(acceptedLanguage('fr;q=0, es;q=0.5'), 'es', 'zero is a refusal');
  t.equal(acceptedLanguage('*'), 'en');
  t.equal(acceptedLanguage('de;q=x, ;;;, ar;q=NaN'), 'en');
  t.equal(acceptedLanguage(`${'de,'.repeat(5_000)}fr`), 'en', 'a long field is not read to its end');
});
