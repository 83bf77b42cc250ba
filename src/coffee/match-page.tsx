import type { DbOrTx } from '../db/connect.ts';
import { COFFEE_ANSWERS } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import type { LetterPage, LetterPageHandlers } from '../letters/define-letter.ts';
import { answerMatch } from './answer-match.ts';
import { factsOf, namesOf } from './letters/match-words.ts';
import { type MyMatch, matchesFor } from './queries.ts';

/** The page behind every mail of a match: who and when, and one click that says whether they met. */
export const matchPage: LetterPageHandlers = {
  show: (db, { subjectId: matchId, personId }, { speech }) => shown(db, { matchId, personId }, speech),
  async act(tx, { letter: { subjectId: matchId, personId }, form }, { speech, now }) {
    const answer = COFFEE_ANSWERS.find((one) => one === form.answer);
    if (!answer) return shown(tx, { matchId, personId }, speech);
    const match = await answerMatch(tx, { matchId, personId, answer, stay: form.stay === 'yes' }, now);
    return match && pageOf(match, speech);
  },
};

async function shown(
  db: DbOrTx,
  asked: { matchId: string; personId: string },
  speech: Speech,
): Promise<LetterPage | null> {
  const match = (await matchesFor(db, [asked])).get(`${asked.matchId} ${asked.personId}`);
  return match ? pageOf(match, speech) : null;
}

function pageOf(match: MyMatch, speech: Speech): LetterPage {
  return { title: speech.say('coffee.page'), children: <MatchPage match={match} speech={speech} /> };
}

function MatchPage({ match, speech }: { match: MyMatch; speech: Speech }) {
  const { say } = speech;
  const { answer, stay } = match.me;
  const names = namesOf(match, speech);
  return (
    <>
      <h1>
        <Isolated text={say('coffee.match.subject', { names })} />
      </h1>
      {answer && (
        <p class="notice" role="status">
          {say(`coffee.said.${answer}`)}
        </p>
      )}
      {answer === 'yes' && (
        <form method="post" class="card">
          <p>
            <Isolated text={say(stay ? 'coffee.staying' : 'coffee.stay-ask', { names })} />
          </p>
          <input type="hidden" name="answer" value="yes" />
          <div class="actions">
            <button
              type="submit"
              name="stay"
              value={stay ? 'no' : 'yes'}
              class={stay ? undefined : 'primary'}
            >
              {say(stay ? 'coffee.stay-not' : 'coffee.stay')}
            </button>
          </div>
        </form>
      )}
      <form method="post" class="card">
        <h2 id="did-you-meet">{say('coffee.did-you-meet')}</h2>
        <fieldset aria-labelledby="did-you-meet">
          <div class="actions">
            {COFFEE_ANSWERS.map((one) => (
              <button
                type="submit"
                name="answer"
                value={one}
                key={one}
                class={one === answer || (answer === null && one === 'yes') ? 'primary' : undefined}
                aria-pressed={one === answer ? 'true' : undefined}
              >
                {say(`coffee.answer.${one}`)}
              </button>
            ))}
          </div>
        </fieldset>
        <p class="soft">{say('coffee.private')}</p>
      </form>
      <dl>
        {factsOf(match, speech).map(({ label, lines }) => (
          <>
            <dt>{label}</dt>
            <dd>
              {lines.map((line) => (
                <div key={line}>
                  <Isolated text={line} />
                </div>
              ))}
            </dd>
          </>
        ))}
      </dl>
    </>
  );
}
