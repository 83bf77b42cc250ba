/** The rules that refuse a request; each is the `code` of a problem too. */
export const ASSIST_REFUSALS = [
  'peer-assist-incomplete',
  'peer-assist-problem-too-long',
  'peer-assist-decision-taken',
  'peer-assist-after-decision',
  'peer-assist-in-the-past',
  'peer-assist-length',
  'peer-assist-facilitator-unit',
  'peer-assist-agenda-length',
  'peer-assist-presentations',
  'peer-assist-assisters-alone',
  'peer-assist-getting-to-know',
] as const;
export type AssistRefusal = (typeof ASSIST_REFUSALS)[number];
/** What is pointed out and not refused. */
export const ASSIST_WARNINGS = [
  'peer-assist-no-facilitator',
  'peer-assist-close-to-decision',
  'peer-assist-nothing-to-learn',
  'peer-assist-few-assisters',
  'peer-assist-split',
  'peer-assist-unusual-length',
] as const;

/** A rule that a request breaks, in plain words, and how to put it right. */
export interface AssistFinding {
  code: AssistRefusal | (typeof ASSIST_WARNINGS)[number];
  message: string;
  remedy: string;
  severity: 'refuse' | 'warn';
  pointer: string;
}

type Code = AssistFinding['code'];
/** A finding that refuses. */
export const refuse = (code: Code, pointer: string, message: string, remedy: string): AssistFinding[] => [
  { code, message, remedy, severity: 'refuse', pointer },
];
/** A finding that is pointed out. */
export const warn = (code: Code, pointer: string, message: string, remedy: string): AssistFinding[] => [
  { code, message, remedy, severity: 'warn', pointer },
];
