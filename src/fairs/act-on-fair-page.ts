import { plainLine, plainText } from '../calendar/plain-text.ts';
import type { Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import { OWN_ID } from '../http/formats.ts';
import { chooseAsks } from './choose-asks.ts';
import type { FairNotice } from './fair-page.tsx';
import { recordAgreement } from './record-agreement.ts';

/** As the API's schemas say. */
const TOPICS_MAX = 20;
const TOPIC_MAX = 200;
const STEP_MAX = 500;
const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

type Sent = { fair: Gathering; personId: string; form: Record<string, string> };

/** Does what a form of the fair's page asks for; null where it was none of them, or came too late. */
export async function actOnFairPage(tx: Tx, sent: Sent, now: Date): Promise<FairNotice | null> {
  const { fair, personId, form } = sent;
  if (form.do === 'asks' && fair.status === 'scheduled' && fair.startsAt > now) {
    const ticked = Object.entries(form).flatMap(([name, value]) =>
      name.startsWith('offer-') ? [value] : [],
    );
    const asks = [...ticked, ...plainText(form.asks ?? '').split('\n')]
      .map((ask) => plainLine(ask).slice(0, TOPIC_MAX))
      .filter((ask) => ask !== '')
      .slice(0, TOPICS_MAX);
    await chooseAsks(
      tx,
      { gatheringId: fair.id, personId, asks, stepFree: form['step-free'] === 'yes' },
      now,
    );
    return 'fair.asks.saved';
  }
  return form.do === 'agreement' && fair.startsAt <= now ? agree(tx, sent, now) : null;
}

async function agree(tx: Tx, { fair, personId, form }: Sent, now: Date): Promise<FairNotice> {
  const { partner = '', date = '' } = form;
  const topic = plainLine(form.topic ?? '').slice(0, TOPIC_MAX);
  const firstStep = plainLine(form['first-step'] ?? '').slice(0, STEP_MAX);
  if (!OWN_ID.test(partner) || !isDay(date) || topic === '' || firstStep === '') return 'fair.agreed.mistake';
  const [supplierId, demanderId] = form.helper === 'me' ? [personId, partner] : [partner, personId];
  const agreement = { supplierId, demanderId, topic, firstStep, date };
  const result = await recordAgreement(tx, { gathering: fair, agreement, createdBy: personId }, now);
  return 'errors' in result ? 'fair.agreed.mistake' : 'fair.agreed.saved';
}

/** A date that the calendar has: not 31 February. */
function isDay(text: string): boolean {
  return DAY.test(text) && new Date(text).toISOString().startsWith(text);
}
