import { ATTENDANCES, type Attendance, type OutsideGuest } from '../db/schema/index.ts';
import type { Speech } from '../languages/speak.ts';

type WordsFieldProps = { name: 'note' | 'needs'; label: string; hint: string; value: string | null };

/** A field for some words; the hint says who reads them. */
export function WordsField({ name, label, hint, value }: WordsFieldProps) {
  return (
    <div class="words">
      <label for={name}>{label}</label>
      <Words {...{ name, hint, value }} />
    </div>
  );
}

/** The same, folded away while it is empty, so that the buttons are near. */
export function FoldedWordsField({ name, label, hint, value }: WordsFieldProps) {
  return (
    <details class="words" open={value !== null}>
      <summary id={`${name}-label`}>{label}</summary>
      <Words {...{ name, hint, value }} labelledBy={`${name}-label`} />
    </details>
  );
}

type WordsProps = Omit<WordsFieldProps, 'label'> & { labelledBy?: string };

function Words({ name, hint, value, labelledBy }: WordsProps) {
  return (
    <>
      <textarea
        id={name}
        name={name}
        rows={2}
        maxLength={500}
        dir="auto"
        aria-labelledby={labelledBy}
        aria-describedby={`${name}-hint`}
      >
        {value ?? ''}
      </textarea>
      <p class="soft" id={`${name}-hint`}>
        {hint}
      </p>
    </>
  );
}

type GuestFieldsProps = { number: number; guest: OutsideGuest | undefined; speech: Speech };

/** Somebody from outside whom the person brings. */
export function GuestFields({ number, guest, speech: { say } }: GuestFieldsProps) {
  const name = `guest${number}Name`;
  const email = `guest${number}Email`;
  return (
    <fieldset class="words fields">
      <legend>{say('answer.guest')}</legend>
      <div>
        <label for={name}>{say('answer.guest-name')}</label>
        <input
          id={name}
          name={name}
          maxLength={100}
          dir="auto"
          autocomplete="off"
          value={guest?.name ?? ''}
        />
      </div>
      <div>
        <label for={email}>{say('answer.guest-email')}</label>
        <input id={email} name={email} type="email" autocomplete="off" value={guest?.email ?? ''} />
      </div>
    </fieldset>
  );
}

/** Whether somebody comes to the room or joins remotely. */
export function AttendsField({
  name,
  value,
  speech: { say },
}: {
  name: string;
  value: Attendance;
  speech: Speech;
}) {
  return (
    <fieldset class="words">
      <legend>{say('answer.attends')}</legend>
      {ATTENDANCES.map((attends) => (
        <label key={attends} class="choice">
          <input type="radio" name={name} value={attends} checked={attends === value} />{' '}
          {say(`answer.attends.${attends}`)}
        </label>
      ))}
    </fieldset>
  );
}
