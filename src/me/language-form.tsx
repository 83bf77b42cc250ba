import type { Person } from '../db/schema/index.ts';
import { LANGUAGES, MANNERS } from '../languages/languages.ts';
import type { Speech } from '../languages/speak.ts';

type LanguageFormProps = { person: Pick<Person, 'preferredLanguage'>; speech: Speech };

/** The language of mails and pages, each called by its own name. */
export function LanguageForm({ person, speech: { say } }: LanguageFormProps) {
  return (
    <form method="post" action="/me/language" class="card">
      <select name="preferredLanguage" aria-labelledby="language">
        <option value="">{say('me.language-by-itself')}</option>
        {LANGUAGES.map((language) => (
          <option
            key={language}
            value={language}
            lang={language}
            dir={MANNERS[language].dir}
            selected={language === person.preferredLanguage}
          >
            {MANNERS[language].name}
          </option>
        ))}
      </select>
      <div class="actions">
        <button class="primary" type="submit">
          {say('me.change-language')}
        </button>
      </div>
    </form>
  );
}
