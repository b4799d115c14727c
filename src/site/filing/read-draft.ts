import type { Day } from '#kernel/day.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { RawForm, Reading } from '#site/kit/form-reader.ts';
import type { FilingAnswers } from './answer-rows.ts';
import { readClaim, readConsents, readFacts, readMatter, readPurchase, readRespondent, readRole } from './answers.ts';
import { ownAmong, readAgent, readHelper, readJoint, readPerson } from './read-people.ts';
import { type FilingRole, type FilingStep, type Matter, stepsFor } from './steps.ts';

export type DraftSteps = Readonly<Record<string, RawForm>>;

export type ReadDraft = {
  readonly matter: Matter | undefined;
  readonly role: FilingRole | undefined;
  readonly answers: Omit<FilingAnswers, 'matter' | 'evidence'>;
  readonly warnings: readonly FieldFault[];
  /** First step not answered yet, in the order asked; undefined when all are. */
  readonly missing: FilingStep | undefined;
};

/** Reads one step's form; steps without fields of their own (evidence, check) read as answered. */
export const readStep = (
  step: FilingStep,
  raw: RawForm,
  { matter, role }: { readonly matter: Matter; readonly role?: FilingRole | undefined },
  today: Day,
): Reading<unknown> => {
  switch (step) {
    case 'matter':
      return readMatter(raw);
    case 'respondent':
      return readRespondent(raw);
    case 'purchase':
      return readPurchase(raw, today, role);
    case 'facts':
      return readFacts(raw, matter, today, role);
    case 'claim':
      return readClaim(raw);
    case 'role':
      return readRole(raw);
    case 'person':
      return readPerson(raw, matter, role);
    case 'agent':
      return readAgent(raw, today);
    case 'joint':
      return readJoint(raw);
    case 'helper':
      return readHelper(raw);
    case 'consents':
      return readConsents(raw);
    case 'evidence':
    case 'check':
      return { answer: {}, warnings: [] };
  }
};

const answerOf = <T>(reading: Reading<T>): T | undefined => ('answer' in reading ? reading.answer : undefined);

/** Everything a draft says, read anew each time: what was typed is what is kept. */
export const readDraft = (steps: DraftSteps, today: Day): ReadDraft => {
  const matter = steps['matter'] === undefined ? undefined : answerOf(readMatter(steps['matter']))?.matter;
  const said = steps['role'] === undefined ? undefined : answerOf(readRole(steps['role']))?.role;
  // An answer left over from before the matter was changed counts for nothing.
  const role = matter === undefined || stepsFor(matter, said).includes('role') ? said : undefined;
  if (matter === undefined) return { matter, role, answers: {}, warnings: [], missing: 'matter' };
  const asked = stepsFor(matter, role).filter((step) => step !== 'check');
  const warnings: FieldFault[] = [];
  const found: Record<string, unknown> = {};
  let missing: FilingStep | undefined;
  for (const step of asked) {
    const raw = steps[step];
    const reading = raw === undefined ? undefined : readStep(step, raw, { matter, role }, today);
    if (reading !== undefined && 'answer' in reading) {
      found[step] = reading.answer;
      warnings.push(...reading.warnings);
    } else {
      missing ??= step;
    }
  }
  const { respondent, purchase, facts, claim, person, agent, joint, helper, consents } = found as FilingAnswers;
  if (person !== undefined && joint !== undefined && ownAmong(person, joint) !== 'no')
    warnings.push({ field: 'others', says: 'filing:warning.own-name-listed' });
  const answers = Object.fromEntries(
    Object.entries({ respondent, purchase, facts, claim, person, agent, joint, helper, consents, role }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as ReadDraft['answers'];
  return { matter, role, answers, warnings, missing };
};
