import type { en } from './en.ts';

/** One text for each plural category of a language (CLDR): `{count}` decides which is said. */
export type Plural<Category extends Intl.LDMLPluralRule> = Record<Category, string>;

export type Key = keyof typeof en;

/** A language's file: every text of the English one, with the plural categories of its own. */
export type Catalogue<Category extends Intl.LDMLPluralRule> = {
  [K in Key]: (typeof en)[K] extends string ? string : Plural<Category>;
};

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<Entry> = Entry extends string ? NamesIn<Entry> : NamesIn<Entry[keyof Entry]> | 'count';

/** What a text has to be told: a value for each of its placeholders, a number for `{count}`. */
export type Values<K extends Key> = {
  [Name in NamesOf<(typeof en)[K]>]: Name extends 'count' ? number : string;
};
