import type { DbOrTx } from '../../db/connect.ts';
import { Isolated } from '../../languages/isolated.tsx';
import type { Speech } from '../../languages/speak.ts';
import type { LetterPage, ReadLetter } from '../../letters/define-letter.ts';
import { boxState } from '../box-answer.ts';
import { type CountedQuestion, listQuestions, townHallsOf, votesOfPerson } from '../queries.ts';

/** What has just happened. */
export type Notice = 'asked' | 'voted' | 'too-many' | 'empty';

/** The questions of a town hall as one of those invited sees them: to ask and to vote while the box is open. */
export async function questionPage(
  db: DbOrTx,
  { subjectId, personId }: ReadLetter,
  { speech, now, notice }: { speech: Speech; now: Date; notice?: Notice },
): Promise<LetterPage | null> {
  const townHall = (await townHallsOf(db, [subjectId])).get(subjectId);
  if (!townHall || townHall.status === 'cancelled') return null;
  const { box, title: named } = townHall;
  const state = boxState(townHall, box, now);
  const questions = await listQuestions(db, box);
  const mine = await votesOfPerson(db, box, personId);
  const { say } = speech;
  const title = say('town-hall.heading', { title: named });
  const open = questions.filter((one) => one.state === 'open');
  const gone = questions.filter((one) => one.state !== 'open');
  return {
    title,
    children: (
      <>
        {notice && (
          <p class="notice" role="status">
            {say(`town-hall.${notice}`)}
          </p>
        )}
        <h1>
          <Isolated text={title} />
        </h1>
        {state !== 'open' && state !== 'published' && (
          <p>{say(state === 'closed' ? 'town-hall.closed' : 'town-hall.not-yet')}</p>
        )}
        {open.length === 0 && <p class="soft">{say('town-hall.none')}</p>}
        <ul class="cards">
          {open.map((question) => (
            <li key={question.id} class="card">
              <QuestionText question={question} speech={speech} />
              {state === 'published' && <Outcome question={question} speech={speech} />}
              {state === 'open' && (
                <Vote question={question} isMine={mine.has(question.id)} speech={speech} />
              )}
            </li>
          ))}
        </ul>
        {state === 'open' && <AskForm speech={speech} />}
        {gone.length > 0 && (
          <>
            <h2>{say('town-hall.gone')}</h2>
            <ul>
              {gone.map((question) => (
                <li key={question.id} dir="auto">
                  <Isolated text={goneText(question, questions, speech)} />
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  };
}

function QuestionText({ question, speech: { say } }: { question: CountedQuestion; speech: Speech }) {
  const votes = say('town-hall.votes', { count: question.votes });
  const from =
    question.location === null ? '' : ` · ${say('town-hall.from', { location: question.location })}`;
  return (
    <>
      <p dir="auto">{question.text}</p>
      <p class="soft">
        <Isolated text={`${votes}${from}`} />
      </p>
    </>
  );
}

function Vote({
  question: { id },
  isMine,
  speech: { say },
}: {
  question: CountedQuestion;
  isMine: boolean;
  speech: Speech;
}) {
  return (
    <form method="post">
      {isMine && <p class="soft">{say('town-hall.yours')}</p>}
      <div class="actions">
        <button type="submit" name={isMine ? 'take-back' : 'vote'} value={id}>
          {say(isMine ? 'town-hall.take-back' : 'town-hall.vote')}
        </button>
      </div>
    </form>
  );
}

function AskForm({ speech: { say } }: { speech: Speech }) {
  return (
    <form method="post" class="words">
      <label for="text">{say('town-hall.ask')}</label>
      <textarea
        id="text"
        name="text"
        rows={3}
        maxLength={500}
        required
        aria-describedby="text-hint"
        dir="auto"
      />
      <p class="soft" id="text-hint">
        {say('town-hall.ask-hint')}
      </p>
      <div class="actions">
        <button type="submit" class="primary">
          {say('town-hall.send')}
        </button>
      </div>
    </form>
  );
}

function Outcome({ question, speech }: { question: CountedQuestion; speech: Speech }) {
  const { outcome, answer } = question;
  if (outcome === null) return null;
  return (
    <>
      <p>
        <strong>
          <Isolated text={outcomeText(question, speech)} />
        </strong>
      </p>
      {answer && <p dir="auto">{answer}</p>}
    </>
  );
}

function outcomeText({ outcome, promisedBy, promisedOn }: CountedQuestion, { say, locale }: Speech): string {
  if (outcome === 'answered') return say('town-hall.outcome.answered');
  if (outcome !== 'promised') return say('town-hall.outcome.not-answered');
  const name = promisedBy ?? '';
  if (promisedOn === null) return say('town-hall.outcome.promised', { name });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(promisedOn),
  );
  return say('town-hall.outcome.promised-on', { name, day });
}

function goneText(
  { state, removalReason, mergedInto }: CountedQuestion,
  questions: readonly CountedQuestion[],
  { say }: Speech,
): string {
  if (state === 'removed') return say('town-hall.removed', { reason: removalReason ?? '' });
  return say('town-hall.merged', { text: questions.find(({ id }) => id === mergedInto)?.text ?? '' });
}
