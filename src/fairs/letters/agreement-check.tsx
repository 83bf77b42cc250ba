import { plainLine } from '../../calendar/plain-text.ts';
import { Isolated } from '../../languages/isolated.tsx';
import type { Speech } from '../../languages/speak.ts';
import { defineLetter, type LetterPage, type ReadLetter } from '../../letters/define-letter.ts';
import { type AgreementSays, checkAgreement } from '../check-agreement.ts';
import { agreementsOf, type NamedAgreement } from '../queries.ts';

type Agreed = { with: string; topic: string; firstStep: string };
const SAYS: readonly AgreementSays[] = ['kept', 'not-yet', 'no'];

/** Asks each of the two 90 days later whether what they agreed is kept; the page takes the answer in one click. */
export const agreementCheckLetter = defineLetter<Agreed>({
  kind: 'fair.agreement-check',
  async load(db, letters) {
    const found = await agreementsOf(db, { ids: [...new Set(letters.map(({ subjectId }) => subjectId))] });
    const byId = new Map(found.map((one) => [one.agreement.id, one]));
    return new Map(
      letters.flatMap((letter) => {
        const one = byId.get(letter.subjectId);
        if (!one || saidBy(one, letter.personId) !== null) return [];
        return [[letter.id, agreedWith(one, letter.personId)]];
      }),
    );
  },
  words(agreed, { speech: { say }, link }) {
    const name = plainLine(agreed.with);
    return {
      subject: say('fair.check.subject', { name }),
      heading: say('fair.check.subject', { name }),
      preview: say('fair.check.what'),
      blocks: [
        { kind: 'paragraph', text: say('fair.check.what') },
        {
          kind: 'facts',
          rows: [
            { label: say('fair.agreed.topic'), lines: [plainLine(agreed.topic)] },
            { label: say('fair.agreed.first-step'), lines: [plainLine(agreed.firstStep)] },
          ],
        },
        { kind: 'action', label: say('fair.check.button'), url: link },
      ],
    };
  },
  sample: {
    with: 'مريم الحداد',
    topic: 'Data migration',
    firstStep: 'Look at the old tables together for an hour',
  },
  page: {
    async show(db, letter, { speech }) {
      const [one] = await agreementsOf(db, { ids: [letter.subjectId], personId: letter.personId });
      return one ? checkPage(one, letter, speech) : null;
    },
    async act(tx, { letter, form }, { speech }) {
      const { subjectId: id, personId } = letter;
      const says = SAYS.find((one) => one === form.says);
      if (says) await checkAgreement(tx, { id, personId, says });
      const [one] = await agreementsOf(tx, { ids: [id], personId });
      return one ? checkPage(one, letter, speech) : null;
    },
  },
});

function saidBy({ agreement, supplier }: NamedAgreement, personId: string): AgreementSays | null {
  return supplier.id === personId ? agreement.supplierSays : agreement.demanderSays;
}

function agreedWith({ agreement, supplier, demander }: NamedAgreement, personId: string): Agreed {
  const { topic, firstStep } = agreement;
  return { with: supplier.id === personId ? demander.name : supplier.name, topic, firstStep };
}

function checkPage(one: NamedAgreement, { personId }: ReadLetter, { say }: Speech): LetterPage {
  const { with: name, topic, firstStep } = agreedWith(one, personId);
  const title = say('fair.check.subject', { name });
  const said = saidBy(one, personId);
  return {
    title,
    children: (
      <>
        {said && (
          <p class="notice" role="status">
            {say('fair.check.thanks')} {say(`fair.says.${said}`)}
          </p>
        )}
        <h1>
          <Isolated text={title} />
        </h1>
        <dl>
          <dt>{say('fair.agreed.topic')}</dt>
          <dd dir="auto">{topic}</dd>
          <dt>{say('fair.agreed.first-step')}</dt>
          <dd dir="auto">{firstStep}</dd>
        </dl>
        <p class="soft">{say('fair.check.privacy')}</p>
        <form method="post">
          <div class="actions">
            {SAYS.map((says) => (
              <button key={says} type="submit" name="says" value={says}>
                {say(`fair.says.${says}`)}
              </button>
            ))}
          </div>
        </form>
      </>
    ),
  };
}
