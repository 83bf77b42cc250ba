import { likeText } from '../coffee/like-text.ts';
import type { Person } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { COFFEE_TABLE_MAX, COFFEE_TABLE_MIN } from '../mixing/index.ts';
import type { CoffeeChoices } from '../programmes/formats/coffee.ts';

const WAYS = ['either', 'remote', 'in-person'] as const;
const SIZES = Array.from({ length: COFFEE_TABLE_MAX - COFFEE_TABLE_MIN + 1 }, (_, k) => COFFEE_TABLE_MIN + k);

/** What could not be done with the form of the list. */
export type ApartProblem = 'nobody' | 'yourself' | 'full';

/** What the page shows: the choices in each coffee trial, and whom the person does not want to be matched with. */
export type CoffeePageProps = {
  speech: Speech;
  person: Pick<Person, 'offers' | 'asks'>;
  trials: { id: string; title: string; choices: CoffeeChoices }[];
  apart: { personId: string; name: string; unit: string }[];
  saved?: boolean;
  /** The trial whose choices could not be saved. */
  wrong?: string | undefined;
  problem?: ApartProblem | undefined;
};

/** How somebody takes part in coffee trials, for them alone. */
export function CoffeePage({ speech, person, trials, apart, saved, wrong, problem }: CoffeePageProps) {
  const { say } = speech;
  return (
    <>
      <h1>{say('coffee.me.title')}</h1>
      {saved && (
        <p class="notice" role="status">
          {say('coffee.me.saved')}
        </p>
      )}
      {trials.length === 0 && <p class="soft">{say('coffee.me.none')}</p>}
      {trials.map((trial) => (
        <Choices key={trial.id} {...trial} person={person} wrong={wrong === trial.id} speech={speech} />
      ))}
      <h2 id="apart">{say('coffee.apart')}</h2>
      <p>{say('coffee.apart.how')}</p>
      <ul class="rows">
        {apart.map(({ personId, name, unit }) => (
          <li key={personId}>
            <div>
              <strong id={`apart-${personId}`}>
                <bdi>{name}</bdi>
              </strong>
              <p>
                <bdi>{unit}</bdi>
              </p>
            </div>
            <form method="post" action="/me/coffee/apart">
              <input type="hidden" name="remove" value={personId} />
              <button
                type="submit"
                id={`off-${personId}`}
                aria-labelledby={`off-${personId} apart-${personId}`}
              >
                {say('coffee.apart.remove')}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action="/me/coffee/apart" class="card">
        <label for="email">{say('coffee.apart.email')}</label>
        <input
          id="email"
          name="email"
          type="email"
          required
          autocomplete="off"
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={problem ? 'apart-problem' : undefined}
        />
        {problem && (
          <p class="warn" id="apart-problem">
            {say(`coffee.apart.${problem}`)}
          </p>
        )}
        <div class="actions">
          <button type="submit">{say('coffee.apart.add')}</button>
        </div>
      </form>
      <p>
        <a href="/me">{say('coffee.me.back')}</a>
      </p>
    </>
  );
}

type ChoicesProps = CoffeePageProps['trials'][number] &
  Pick<CoffeePageProps, 'speech' | 'person'> & { wrong: boolean };

function Choices({ id, title, choices, person, wrong, speech: { say } }: ChoicesProps) {
  const offered = [...new Set([...person.offers, ...person.asks])];
  // The same point in other letters, as both of a match are compared.
  const ticked = new Set(choices.shared.map(likeText));
  const known = new Set(offered.map(likeText));
  const more = choices.shared.filter((point) => !known.has(likeText(point)));
  const named = (name: string) => `${name}-${id}`;
  return (
    <form method="post" action={`/me/coffee/${id}`} class="card">
      <h2>
        <Isolated text={title} />
      </h2>
      {wrong && (
        <p class="warn" role="alert">
          {say('coffee.me.wrong')}
        </p>
      )}
      <div class="fields">
        <div>
          <label for={named('way')}>{say('coffee.me.way')}</label>
          <select id={named('way')} name="way">
            {WAYS.map((way) => (
              <option key={way} value={way} selected={way === choices.way}>
                {say(`coffee.me.way.${way}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for={named('size')}>{say('coffee.me.size')}</label>
          <select id={named('size')} name="tableSizeMax">
            <option value="" selected={choices.tableSizeMax === null}>
              {say('coffee.me.size-any')}
            </option>
            {SIZES.map((size) => (
              <option key={size} value={size} selected={size === choices.tableSizeMax}>
                {size}
              </option>
            ))}
          </select>
        </div>
        {(['workFrom', 'workTo'] as const).map((name) => (
          <div key={name}>
            <label for={named(name)}>{say(`coffee.me.${name}`)}</label>
            <input id={named(name)} name={name} type="time" required value={choices[name]} />
          </div>
        ))}
        <div>
          <label for={named('languages')}>{say('coffee.me.languages')}</label>
          <input
            id={named('languages')}
            name="languages"
            value={choices.languages.join(', ')}
            aria-describedby={named('languages-how')}
          />
          <p class="soft" id={named('languages-how')}>
            {say('coffee.me.languages-how')}
          </p>
        </div>
      </div>
      <fieldset class="words">
        <legend>{say('coffee.me.shared')}</legend>
        <p>{say('coffee.me.shared-how')}</p>
        {offered.map((point) => (
          <label class="choice" key={point}>
            <input type="checkbox" name="shared" value={point} checked={ticked.has(likeText(point))} />
            <bdi>{point}</bdi>
          </label>
        ))}
        <label for={named('more')}>{say('coffee.me.more')}</label>
        <textarea id={named('more')} name="more" rows={3} dir="auto">
          {more.join('\n')}
        </textarea>
      </fieldset>
      <div class="actions">
        <button class="primary" type="submit">
          {say('coffee.me.save')}
        </button>
      </div>
    </form>
  );
}
