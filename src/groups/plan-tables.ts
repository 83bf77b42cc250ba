import type { Db, Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import { type Engine, LONG_FROM_PEOPLE } from '../engine/engine.ts';
import type { TaskResult } from '../engine/tasks.ts';
import { MixingError } from '../mixing/index.ts';
import { formTables, minutesOfRound } from './form-tables.ts';
import { asStored, type ScoredRounds, scoredRounds } from './scored-rounds.ts';
import {
  type FormTables,
  isSameQuestion,
  type NothingToKeep,
  type TablesQuestion,
  tablesQuestion,
} from './tables-question.ts';

type Asked = FormTables & { gathering: Gathering; engine: Engine };
type Planned = TaskResult<'formRounds'> | TaskResult<'replanRounds'> | MixingError;

/** A question asked before the gathering was locked, and the engine's answer where that takes long. */
export type EarlyPlan = { question: TablesQuestion; planned: Planned | null };

/** The tables as they are now; `tablesKept` where those there were have been kept: how many to come stay as they were. */
export type PlannedTables = ScoredRounds & { tablesKept?: number };

/**
 * Plans tables for many people before the gathering is locked, so that neither answers to it nor a connection wait for
 * the engine; null where there is nothing to plan from. `planTables` takes it if nothing has changed until then.
 */
export async function planAhead(db: Db, asked: Asked, now: Date): Promise<EarlyPlan | null> {
  const question = await tablesQuestion(db, asked, now, null);
  if ('planned' in question) return null;
  const isLong = question.input.people.length >= LONG_FROM_PEOPLE;
  return { question, planned: isLong ? await askEngine(asked.engine, question) : null };
}

/**
 * Makes the tables of a gathering, in place of any it had or, with `roundsDone`, keeping as many of those as it can.
 * The caller holds the gathering's lock; the question is put again where its people or tables have changed since `early`.
 * Returns the engine's own refusal when no plan can be made of these people.
 */
export async function planTables(
  tx: Tx,
  { early, ...asked }: Asked & { early: EarlyPlan | null },
  now: Date,
): Promise<PlannedTables | NothingToKeep | MixingError> {
  const { gathering, engine, roundsDone = 0 } = asked;
  const question = await tablesQuestion(tx, asked, now, early?.question ?? null);
  if ('planned' in question) return question;
  const ready = early && (await isSameQuestion(early.question, question)) ? early.planned : null;
  const planned = ready ?? (await askEngine(engine, question));
  if (planned instanceof MixingError) return planned;
  const formed = planned.rounds;
  const { hosts } = question.input;
  await formTables(tx, { gathering, formed, roundsDone, hosts }, now);
  // Read back where it is told who sits where: a sentence names people in the order in which they are stored.
  if ('limits' in planned && planned.relaxed.length === 0)
    return asStored(planned, {
      minutesOf: () => minutesOfRound(gathering, formed.length),
      hostOf: (_, table) => hosts?.[table - 1] ?? null,
    });
  const stored = await scoredRounds(tx, asked, now);
  return 'tablesKept' in planned ? { ...stored, tablesKept: planned.tablesKept } : stored;
}

async function askEngine(engine: Engine, { task, input }: TablesQuestion): Promise<Planned> {
  try {
    return await engine.run<'formRounds' | 'replanRounds'>(task, input.people.length, input);
  } catch (error) {
    if (error instanceof MixingError) return error;
    throw error;
  }
}
