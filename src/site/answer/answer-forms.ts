import { PROOF_CODE_LENGTHS } from '#kernel/proof-code.ts';
import { formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';
import { type FieldSizes, keptFields } from '#site/kit/kept-fields.ts';

export const answerSteps = ['statement', 'evidence', 'mediation', 'agent', 'check'] as const;
export type AnswerStep = (typeof answerSteps)[number];

/** Who acts for the operator is asked only where it is an agent. */
export const stepsOf = (represented: boolean): readonly AnswerStep[] =>
  answerSteps.filter((step) => represented || step !== 'agent');

/** What the case says to whom its answer came after the end. */
export const tooLate = 'too-late';

export const statementMost = 4000;

/**
 * The code in the words of the notice: letters and digits in any grouping and case. The code that proves a paper genuine
 * stands beside the square code of every paper, and is longer.
 */
export function readNoticeCode(raw: RawForm): Reading<{ readonly code: string }> {
  const read = formReader(raw);
  const code = read.requiredText('code', 'answer:fault.code', 60).normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (PROOF_CODE_LENGTHS.includes(code.length)) read.fault('code', 'answer:fault.proofCode');
  return read.done({ code });
}

export function readStatement(raw: RawForm): Reading<{ readonly statement?: string }> {
  const read = formReader(raw);
  const statement = read.optionalText('statement', statementMost);
  return read.done(statement === undefined ? {} : { statement });
}

export type MediationAnswer = {
  readonly mediation: boolean;
  readonly entrust?: boolean;
  readonly wishedTimes?: string;
  /** An agent takes part for the operator. */
  readonly represented?: true;
};

/** Entrusting is asked only where mediation is agreed to. */
export function readMediation(raw: RawForm): Reading<MediationAnswer> {
  const read = formReader(raw);
  const mediation = read.yesNo('mediation', 'answer:fault.mediation');
  if (!mediation) return read.done({ mediation });
  const entrust = read.optionalChoice('entrust', ['yes', 'no']);
  const wishedTimes = read.optionalText('wishedTimes', 500);
  const represented = read.optionalChoice('who', ['self', 'agent']) === 'agent';
  return read.done({
    mediation,
    ...(represented ? { represented } : {}),
    ...(entrust === undefined ? {} : { entrust: entrust === 'yes' }),
    ...(wishedTimes === undefined ? {} : { wishedTimes }),
  });
}

export function readAnswerCheck(raw: RawForm): Reading<{ readonly by: string; readonly phone?: string }> {
  const read = formReader(raw);
  const phone = read.optionalPhone('byPhone');
  const by = read.requiredText('by', 'answer:fault.by', 100);
  read.ticked('truthful', 'answer:fault.truthful');
  return read.done({ by, ...(phone === undefined ? {} : { phone }) });
}

const word = 60;

/** As the pages ask and the readings take it. */
const sizes: Readonly<Record<AnswerStep, FieldSizes>> = {
  statement: { statement: statementMost },
  evidence: {},
  mediation: { mediation: word, entrust: word, wishedTimes: 500, who: word },
  agent: {
    ...{ name: 200, phone: word, address: 300, idKind: word, idNumber: word },
    ...{ powers: word, matters: 300, until: word },
  },
  check: { by: 100, byPhone: word, truthful: word },
};

export const keptAnswer = (step: AnswerStep, raw: RawForm): RawForm => keptFields(raw, sizes[step]);
