import { ar } from './ar.ts';
import type { Key, Values } from './catalogue.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { frenchSpaces } from './french-spaces.ts';
import { isolate } from './isolate.ts';
import { type Direction, LANGUAGES, type Language, MANNERS } from './languages.ts';

/** One language, ready to say things in. */
export type Speech = {
  language: Language;
  dir: Direction;
  /** What Intl formats by. */
  locale: string;
  /**
   * A text of the catalogue with its values put in. What runs in the other direction is set apart by isolates
   * (U+2068, U+2069), which pages and mails turn into `bdi` and headers and calendars leave out.
   */
  say<K extends Key>(key: K, ...values: keyof Values<K> extends never ? [] : [Values<K>]): string;
  /** Names as the language lists them: "A, B and C". */
  list(names: string[]): string;
  /** Names of which one is meant: "A or B". */
  either(names: string[]): string;
  /** Names in a row that something follows: "A, B, C". */
  row(names: string[]): string;
};

type Texts = Record<Key, string | Partial<Record<Intl.LDMLPluralRule, string>>>;

const CATALOGUES: Record<Language, Texts> = {
  en,
  fr: typeset(fr, frenchSpaces),
  es,
  ar,
};

const SPEECHES = new Map(LANGUAGES.map((language) => [language, speechOf(language)]));

/** How to say things in a language. */
export function speak(language: Language): Speech {
  const speech = SPEECHES.get(language);
  if (!speech) throw new RangeError(`nobody here speaks ${language}`);
  return speech;
}

function speechOf(language: Language): Speech {
  const { dir, locale, comma } = MANNERS[language];
  const texts: Texts = CATALOGUES[language];
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const either = new Intl.ListFormat(locale, { type: 'disjunction' });
  const written = (value: string | number) =>
    typeof value === 'number' ? number.format(value) : isolate(value, dir);
  return {
    language,
    dir,
    locale,
    say(key, ...[values]) {
      const entry = texts[key];
      if (values === undefined && typeof entry === 'string') return entry;
      const given: Record<string, string | number> = values ?? {};
      const text = typeof entry === 'string' ? entry : entry[plural.select(Number(given.count))];
      return (text ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => written(given[name] ?? ''));
    },
    list: (names) => list.format(names.map((name) => isolate(name, dir))),
    either: (names) => either.format(names.map((name) => isolate(name, dir))),
    row: (names) => names.map((name) => isolate(name, dir)).join(comma),
  };
}

function typeset(texts: Texts, rule: (text: string) => string): Texts {
  const entries = Object.entries(texts).map(([key, entry]) => [
    key,
    typeof entry === 'string'
      ? rule(entry)
      : Object.fromEntries(Object.entries(entry).map(([category, text]) => [category, rule(text)])),
  ]);
  return Object.fromEntries(entries);
}
