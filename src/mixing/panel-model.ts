/** Somebody who may be asked to help, as far as the choice of a panel looks at people. */
export type Assister = {
  id: string;
  unit: string;
  location: string;
  /** id of the person they report to, where that is known */
  managerId: string | null;
  /** 0 to 1: how near what they offer, and how far ahead their unit is, comes to what is asked for */
  expertise: number;
  /** whether they met somebody of the host's team within the time that counts */
  metHosts: boolean;
  /** whether they assisted, or are to assist, within the days of rest */
  resting: boolean;
  /** whether they assist often */
  frequent: boolean;
  /** invitations in the last 365 days: those invited least come first among equals */
  invitedLately: number;
};

/** What a panel keeps; our defaults stand in `PANEL_RULES`. */
export type PanelRules = {
  /** fewer than this are no panel: every other rule that can be relaxed is relaxed before it */
  sizeMin: number;
  unitMax: number;
  unitsMin: number;
  locationsMin: number;
  /** share of the panel that the host's team has not met */
  notMetShareMin: number;
  frequentMax: number;
};

/** Of the domain rules (§1, peer assist). */
export const PANEL_RULES: PanelRules = {
  sizeMin: 4,
  unitMax: 2,
  unitsMin: 3,
  locationsMin: 2,
  notMetShareMin: 0.5,
  frequentMax: 1,
};

/**
 * The rules of a panel, those that are never broken first: nobody of the host's unit, nobody beside the one they report
 * to, nobody within their days of rest, and at most so many who assist often. The others are relaxed, and told, where
 * the people who can be asked leave no other way.
 */
export const HARD_PANEL_RULES = ['own-unit', 'reporting-line', 'load-cap', 'frequent'] as const;
export const SOFT_PANEL_RULES = [
  'size',
  'unit-max',
  'units-min',
  'locations-min',
  'not-met',
  'expertise',
] as const;
export type HardPanelRule = (typeof HARD_PANEL_RULES)[number];
export type SoftPanelRule = (typeof SOFT_PANEL_RULES)[number];
export type PanelRule = HardPanelRule | SoftPanelRule;

/** What a choice of a panel reads. */
export type PanelInput = {
  candidates: Assister[];
  /** how many are wanted */
  size: number;
  hostUnit: string;
  /** ids of those who are on the panel already and stay; whatever they break, nobody is added who breaks more */
  seated?: string[];
  rules: PanelRules;
  seed: number;
};
