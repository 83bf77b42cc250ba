import type { PeerAssist } from '../db/schema/index.ts';
import {
  ASSIST_REFUSALS,
  type AssistFinding,
  type AssistRefusal,
} from '../gatherings/formats/peer-assist-finding.ts';
import type { HardPanelRule } from '../mixing/index.ts';
import { type InputError, Problem } from '../problems.ts';

/** One and the same 404 for what is not there and for what is not the caller's. */
export function noAssist(): Problem {
  return new Problem('not-found', 'There is no such peer assist, or it is not yours.');
}

/** A step that does not fit where a request is; says what would. */
export function wrongState({ status }: Pick<PeerAssist, 'status'>, remedy: string): Problem {
  return new Problem('peer-assist-state', `The request is ${status}. ${remedy}`);
}

/** The first rule that refuses a request gives the code; all of them are listed with their remedies. */
export function refusedRequest(findings: AssistFinding[]): Problem {
  const [first] = findings;
  const code = ASSIST_REFUSALS.find((refusal) => refusal === first?.code) ?? 'peer-assist-incomplete';
  const detail = first ? `${first.message} ${first.remedy}` : 'The request is not complete.';
  const errors = findings.map(({ pointer, message, remedy, code: of }) => ({
    pointer,
    message: `${message} ${remedy} (${of})`,
  }));
  return new Problem(code satisfies AssistRefusal, detail, { errors });
}

/** Input that the rules for a gathering refuse. */
export function impossibleRequest(errors: InputError[]): Problem {
  const [first] = errors;
  const detail = first ? `${first.pointer} ${first.message}` : 'The request is impossible.';
  return new Problem('impossible', detail, { errors });
}

const REMEDIES: Record<HardPanelRule, string> = {
  'own-unit': 'is from the host’s own unit. Choose somebody of another unit.',
  'reporting-line':
    'reports to somebody on the panel, or somebody on it to them. Choose somebody else, or swap the other one out.',
  'load-cap': 'has another assist within the days of rest. Choose somebody else, or meet later.',
  frequent:
    'assists often, and so does somebody on the panel already. Choose somebody else, or swap the other one out.',
};

/** A rule that no panel breaks, named by the code. */
export function brokenRule(rule: HardPanelRule, name: string): Problem {
  const message = `${name} ${REMEDIES[rule]}`;
  return new Problem(`peer-assist-${rule}`, message, { errors: [{ pointer: '/in', message }] });
}
