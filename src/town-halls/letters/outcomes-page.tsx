import type { DbOrTx } from '../../db/connect.ts';
import { Isolated } from '../../languages/isolated.tsx';
import type { Speech } from '../../languages/speak.ts';
import type { LetterPage, ReadLetter } from '../../letters/define-letter.ts';
import { type CountedQuestion, listQuestions, type TownHall, townHallsOf } from '../queries.ts';
import { NAME_MAX, TEXT_MAX } from '../schemas.ts';
import { questionPage } from './question-page.tsx';

const OUTCOMES = ['answered', 'promised', 'not-answered'] as const;

type Shown = { speech: Speech; now: Date; notice?: 'saved' | 'mistake' };

/** The town hall that a letter to its host is about; null where they host it no more, or it was cancelled. */
export async function hostedTownHall(db: DbOrTx, letter: ReadLetter): Promise<TownHall | null> {
  const found = (await townHallsOf(db, [letter.subjectId])).get(letter.subjectId);
  return found && found.host?.id === letter.personId && found.status !== 'cancelled' ? found : null;
}

/** Where the host writes down what became of each question and publishes the list; then the list, as all read it. */
export async function outcomesPage(
  db: DbOrTx,
  letter: ReadLetter,
  { speech, now, notice }: Shown,
): Promise<LetterPage | null> {
  const townHall = await hostedTownHall(db, letter);
  if (!townHall) return null;
  if (townHall.box.publishedAt !== null) return questionPage(db, letter, { speech, now });
  const { say } = speech;
  const questions = (await listQuestions(db, townHall.box)).filter(({ state }) => state === 'open');
  const title = say('town-hall.heading', { title: townHall.title });
  return {
    title,
    children: (
      <>
        {notice && (
          <p class="notice" role={notice === 'saved' ? 'status' : 'alert'}>
            {say(notice === 'saved' ? 'town-hall.voted' : 'town-hall.due.mistake')}
          </p>
        )}
        <h1>
          <Isolated text={title} />
        </h1>
        {questions.length === 0 && <p class="soft">{say('town-hall.none')}</p>}
        <ul class="cards">
          {questions.map((question) => (
            <li key={question.id} class="card">
              <OutcomeForm question={question} speech={speech} />
            </li>
          ))}
        </ul>
        <Publish lacking={questions.filter(({ outcome }) => outcome === null).length} speech={speech} />
      </>
    ),
  };
}

function OutcomeForm({ question, speech: { say } }: { question: CountedQuestion; speech: Speech }) {
  const { id, text, votes, outcome, answer, promisedBy, promisedOn } = question;
  const labels = {
    answered: say('town-hall.outcome.answered'),
    promised: say('town-hall.due.promised'),
    'not-answered': say('town-hall.outcome.not-answered'),
  };
  return (
    <form method="post">
      <h2 dir="auto">{text}</h2>
      <p class="soft">{say('town-hall.votes', { count: votes })}</p>
      <input type="hidden" name="question" value={id} />
      <div class="words">
        <label for={`outcome-${id}`}>{say('town-hall.due.outcome')}</label>
        <select id={`outcome-${id}`} name="outcome">
          {outcome === null && <option value="">{say('town-hall.due.nothing')}</option>}
          {OUTCOMES.map((one) => (
            <option value={one} key={one} selected={one === outcome}>
              {labels[one]}
            </option>
          ))}
        </select>
      </div>
      <div class="words">
        <label for={`answer-${id}`}>{say('town-hall.due.answer')}</label>
        <textarea id={`answer-${id}`} name="answer" rows={2} maxLength={TEXT_MAX} dir="auto">
          {answer ?? ''}
        </textarea>
      </div>
      <div class="fields">
        <div>
          <label for={`by-${id}`}>{say('town-hall.due.by')}</label>
          <input id={`by-${id}`} name="by" maxLength={NAME_MAX} dir="auto" value={promisedBy ?? ''} />
        </div>
        <div>
          <label for={`on-${id}`}>{say('town-hall.due.on')}</label>
          <input id={`on-${id}`} name="on" type="date" value={promisedOn ?? ''} />
        </div>
      </div>
      <div class="actions">
        <button type="submit">{say('town-hall.due.save')}</button>
      </div>
    </form>
  );
}

function Publish({ lacking, speech: { say } }: { lacking: number; speech: Speech }) {
  if (lacking > 0) return <p>{say('town-hall.due.lacking', { count: lacking })}</p>;
  return (
    <form method="post">
      <p>{say('town-hall.due.publish-what')}</p>
      <div class="actions">
        <button type="submit" class="primary" name="publish" value="list">
          {say('town-hall.due.publish')}
        </button>
      </div>
    </form>
  );
}
