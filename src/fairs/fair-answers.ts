import type { FairPlanRow } from '../db/schema/index.ts';
import type { NamedAgreement, RouteStop, StaffedStall } from './queries.ts';
import type { AgreementAnswer, StallAnswer } from './schemas.ts';

/** A stall as answered; what is to be looked after is for who runs the fair and for the staff. */
export function stallAnswer(
  { stall, staff }: StaffedStall,
  reader: { personId: string | null; managed: boolean },
): StallAnswer {
  const { gatheringId: _, createdBy: __, createdAt: ___, updatedAt: ____, security, ...fields } = stall;
  const trusted = reader.managed || staff.some(({ id }) => id === reader.personId);
  return {
    ...fields,
    security: trusted ? security : null,
    staff: staff.map(({ id, name }) => ({ id, name })),
  };
}

/** How routes were planned, as answered. */
export function planAnswer({ gatheringId: _, plannedAt, ...plan }: FairPlanRow) {
  return { ...plan, plannedAt: plannedAt.toISOString() };
}

/** The stops of each person of a list, as answered. */
export function routeAnswers(persons: { id: string; name: string }[], stops: RouteStop[]) {
  return persons.map(({ id, name }) => ({
    id,
    name,
    stops: stops
      .filter(({ personId }) => personId === id)
      .map(({ round, stallId, onDuty }) => ({ round, stallId, onDuty })),
  }));
}

/** An agreement as answered; of what was said after 90 days each sees their own word alone. */
export function agreementAnswer(
  { agreement, supplier, demander }: NamedAgreement,
  personId: string | null,
): AgreementAnswer {
  const { id, topic, firstStep, firstStepOn, supplierSays, demanderSays, createdAt } = agreement;
  const said = personId === demander.id ? demanderSays : null;
  return {
    ...{ id, supplier, demander, topic, firstStep },
    date: firstStepOn,
    youSay: personId === supplier.id ? supplierSays : said,
    createdAt: createdAt.toISOString(),
  };
}
