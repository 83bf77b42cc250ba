/** What can be wrong with a question put to the engine; callers turn each into a 422. */
export type MixingErrorCode =
  | 'too-few-people'
  | 'table-size-too-small'
  | 'rounds-out-of-range'
  | 'places-out-of-range'
  | 'aims-out-of-range'
  | 'duplicate-person'
  | 'unknown-person'
  | 'too-many-hosts'
  | 'unknown-table'
  | 'seated-twice'
  | 'not-seated'
  | 'bad-date'
  | 'rules-contradict'
  | 'rules-not-met'
  | 'bad-file'
  | 'too-large';

/** The only error the engine throws on purpose: a code for programs and a plain sentence for people. */
export class MixingError extends Error {
  readonly code: MixingErrorCode;

  constructor(code: MixingErrorCode, message: string) {
    super(message);
    this.name = 'MixingError';
    this.code = code;
  }
}
