import type { CaseView } from '#modules/complaints/facade.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { RawForm, Reading } from '#site/kit/form-reader.ts';
import type { Safe } from '#site/kit/html.ts';
import type { Visit } from '#site/visit/visit.ts';
import type { ActView } from './acts.page.ts';

export type ApiAct =
  | 'choose-telling'
  | 'confirm-settlement'
  | 'name-agent'
  | 'end-agent'
  | 'supply'
  | 'add-evidence'
  | 'rate'
  | 'interrupt'
  | 'state-consents'
  | 'leave-joint'
  | 'end-representative'
  | 'take-back-withdrawal'
  | 'withdraw';

export type SiteAct = {
  readonly api: ApiAct;
  readonly files: boolean;
  /** Rests on what the person saw: somebody else's act in between is told first. */
  readonly bound: boolean;
  /** `phone` is the number whoever looks signs in with. */
  readonly page: (view: ActView, shown: CaseView, visit: Visit, phone?: string) => Safe;
  /** Reads the form into the body of the act. */
  readonly read: (raw: RawForm, files: number, visit: Visit) => Reading<Record<string, unknown>>;
  /** Shows what would follow before it is done, or says at the fields what stands in the way. */
  readonly check?: (
    view: ActView,
    answer: Record<string, unknown>,
    shown: CaseView,
    visit: Visit,
  ) => { readonly page: Safe } | { readonly faults: readonly FieldFault[] };
  /** Somebody else has done it meanwhile: there is nothing to put right on the form. */
  readonly isOver?: (view: CaseView | undefined) => boolean;
};

export const mapped = <T extends object>(
  reading: Reading<T>,
  body: (answer: T) => Record<string, unknown>,
): Reading<Record<string, unknown>> =>
  'answer' in reading ? { answer: body(reading.answer), warnings: reading.warnings } : reading;
