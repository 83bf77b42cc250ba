import type { Framework } from '../../db/schema/index.ts';
import { Isolated } from '../../languages/isolated.tsx';
import type { Speech } from '../../languages/speak.ts';

/** The ballot of a team's session, or that the reader has voted. */
export function VotePage({
  title,
  framework,
  voted,
  notice,
  speech: { say },
}: {
  title: string;
  framework: Framework;
  voted: boolean;
  notice?: 'assessment.none' | 'assessment.thanks' | 'assessment.before';
  speech: Speech;
}) {
  return (
    <>
      {(notice || voted) && (
        <p class="notice" role="status">
          {say(notice ?? 'assessment.before')}
        </p>
      )}
      <h1>
        <Isolated text={title} />
      </h1>
      {!voted && (
        <>
          <p>
            <Isolated text={say('assessment.what', { framework: framework.name })} />
          </p>
          <form method="post">
            {framework.practices.map(({ key, name, levels }) => (
              <fieldset key={key} class="card">
                <legend dir="auto">{name}</legend>
                {levels.map((text, i) => (
                  <label key={text} class="choice">
                    <input type="radio" name={key} value={i + 1} />{' '}
                    <Isolated text={say('assessment.level', { level: String(i + 1), text })} />
                  </label>
                ))}
              </fieldset>
            ))}
            <p class="soft">{say('assessment.once')}</p>
            <div class="actions">
              <button type="submit" class="primary">
                {say('assessment.vote')}
              </button>
            </div>
          </form>
        </>
      )}
    </>
  );
}
