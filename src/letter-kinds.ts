import { closingLetter } from './coffee/letters/closing.tsx';
import { halfTimeLetter } from './coffee/letters/half-time.tsx';
import { matchLetter } from './coffee/letters/match.tsx';
import { unmatchedLetter } from './coffee/letters/unmatched.tsx';
import { agreementCheckLetter } from './fairs/letters/agreement-check.tsx';
import { fairAsksLetter } from './fairs/letters/asks.ts';
import { fairRouteLetter } from './fairs/letters/route.ts';
import { stallLeadLetter } from './fairs/letters/stall-lead.ts';
import { askedLetter } from './introductions/letters/asked.tsx';
import { madeLetter } from './introductions/letters/made.ts';
import type { DefinedLetter } from './letters/define-letter.ts';
import { actionsDueLetter } from './peer-assists/letters/actions-due.tsx';
import { outcomeDueLetter } from './peer-assists/letters/outcome-due.tsx';
import { sheetReadyLetter } from './peer-assists/letters/sheet-ready.tsx';
import { actionsToldLetter, outcomeToldLetter } from './peer-assists/letters/told.tsx';
import { askToJoin } from './programmes/letters/ask.tsx';
import { voteLetter } from './self-assessments/letters/vote.tsx';
import { standUpAfter } from './stand-ups/letters/after.tsx';
import { standUpReminder } from './stand-ups/letters/reminder.tsx';
import { standUpRotated } from './stand-ups/letters/rotated.ts';
import { standUpRun } from './stand-ups/letters/run.ts';
import { answersLetter } from './town-halls/letters/answers.ts';
import { answersDueLetter } from './town-halls/letters/answers-due.ts';
import { questionsLetter } from './town-halls/letters/questions.tsx';

/** Every kind of letter there is. A kind that is not here is never sent, and its page is not there. */
export const LETTERS: readonly DefinedLetter[] = [
  askedLetter,
  madeLetter,
  voteLetter,
  askToJoin,
  sheetReadyLetter,
  actionsDueLetter,
  actionsToldLetter,
  outcomeDueLetter,
  outcomeToldLetter,
  questionsLetter,
  answersLetter,
  answersDueLetter,
  standUpReminder,
  standUpRun,
  standUpAfter,
  standUpRotated,
  stallLeadLetter,
  fairAsksLetter,
  fairRouteLetter,
  agreementCheckLetter,
  matchLetter,
  halfTimeLetter,
  closingLetter,
  unmatchedLetter,
];
