import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';

import { ar } from '../../src/languages/ar.ts';
import { en } from '../../src/languages/en.ts';
import { es } from '../../src/languages/es.ts';
import { fr } from '../../src/languages/fr.ts';
import { LANGUAGES, type Language, MANNERS } from '../../src/languages/languages.ts';

type Texts = Record<string, string | Record<string, string>>;

const CATALOGUES: Record<Language, Texts> = { en, fr, es, ar };
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const textsOf = (entry: Texts[string]) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();
/** Plural forms may say a number in words. */
const named = (entry: Texts[string]) =>
  textsOf(entry).map((text) => placeholders(text).filter((name) => name !== 'count'));

t.test('no language lacks a text or has one more, and none is empty', async (t) => {
  for (const language of LANGUAGES) {
    const texts = CATALOGUES[language];
    t.same(Object.keys(texts).sort(), Object.keys(en).sort(), language);
    const blank = Object.entries(texts).filter(([, entry]) =>
      textsOf(entry).some((text) => text.trim() !== text || text === ''),
    );
    t.same(blank, [], `${language}: nothing empty, no loose spaces`);
  }
});

t.test('every translation puts in what the English text puts in', async (t) => {
  for (const language of LANGUAGES) {
    for (const [key, entry] of Object.entries(CATALOGUES[language])) {
      const english = (en as Texts)[key] ?? '';
      t.equal(typeof entry, typeof english, `${language} ${key}`);
      const expected = named(english)[0];
      for (const names of named(entry)) t.same(names, expected, `${language} ${key}`);
      const counts = textsOf(entry).some((text) => placeholders(text).includes('count'));
      t.equal(counts, typeof english !== 'string', `${language} ${key}: counts where English does`);
    }
  }
});

t.test('every plural has exactly the categories of its language', async (t) => {
  for (const language of LANGUAGES) {
    const rules = new Intl.PluralRules(MANNERS[language].locale);
    const categories = [...rules.resolvedOptions().pluralCategories].sort();
    for (const [key, entry] of Object.entries(CATALOGUES[language])) {
      if (typeof entry !== 'string') t.same(Object.keys(entry).sort(), categories, `${language} ${key}`);
    }
  }
});

t.test('every text is used', async (t) => {
  const code = ['src', 'jobs']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => /\.tsx?$/.test(name) && !name.includes(join('src', 'languages')))
    .map((name) => readFileSync(join(ROOT, name), 'utf8'))
    .join('\n');
  // Keys that are put together, such as `answer.${answer}.now`.
  const templates = [...code.matchAll(/`([a-z-]+\.[^`\s]*\$\{[^`\s]*)`/g)].map(
    ([, text = '']) => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[^.]+')}$`),
  );
  const isUsed = (key: string) =>
    code.includes(`'${key}'`) || templates.some((template) => template.test(key));
  t.same(
    Object.keys(en).filter((key) => !key.startsWith('agenda: ') && !isUsed(key)),
    [],
  );
});

t.test('the scripts are those of the languages, without characters that nobody sees', async (t) => {
  const unseen = /[\u00a0\u200b-\u200f\u202a-\u202f\u2066-\u2069\ufeff]/;
  for (const language of LANGUAGES) {
    for (const [key, entry] of Object.entries(CATALOGUES[language])) {
      for (const text of textsOf(entry)) {
        t.notMatch(text, unseen, `${language} ${key}`);
        t.notMatch(text, /['"]|\.\.\./, `${language} ${key}: the apostrophe is ’, the ellipsis …`);
        const words = text.replaceAll(/\{\w+\}|Acquaint/g, '');
        if (language === 'ar' && /\p{L}/u.test(words)) t.match(words, /\p{Script=Arabic}/u, key);
      }
    }
  }
});
