/** Which questions a person is asked, in which order: it follows from the first answer and from who files. */
export const matters = ['complaint', 'report', 'both', 'question'] as const;
export type Matter = (typeof matters)[number];

export const filingRoles = ['self', 'helper', 'agent', 'joint'] as const;
export type FilingRole = (typeof filingRoles)[number];

export const filingSteps = [
  'matter',
  'role',
  'helper',
  'respondent',
  'purchase',
  'facts',
  'claim',
  'evidence',
  'person',
  'agent',
  'joint',
  'consents',
  'check',
] as const;
export type FilingStep = (typeof filingSteps)[number];

export const isFilingStep = (text: string): text is FilingStep => filingSteps.some((step) => step === text);

export const asksForDispute = (matter: Matter): boolean => matter === 'complaint' || matter === 'both';

/** A question asserts nothing that could be declared true. */
export const isDeclared = (matter: Matter): boolean => matter !== 'question';

/**
 * Until it is known who files, the shorter way is counted. A helper is known first: what was told to them as a recording
 * or a photo then need not be typed.
 */
export function stepsFor(matter: Matter, role: FilingRole = 'self'): readonly FilingStep[] {
  if (matter === 'question') return ['matter', 'facts', 'person', 'check'];
  if (matter === 'report') return ['matter', 'respondent', 'facts', 'evidence', 'person', 'check'];
  const told = ['respondent', 'purchase', 'facts', 'claim', 'evidence', 'person'] as const;
  const beside = role === 'agent' || role === 'joint' ? [role] : [];
  return ['matter', 'role', ...(role === 'helper' ? [role] : []), ...told, ...beside, 'consents', 'check'];
}

/** What a file of these steps is handed in for. */
const purposeOfStep: Readonly<Partial<Record<FilingStep, string>>> = {
  evidence: 'evidence',
  agent: 'power-of-attorney',
  joint: 'representation',
  helper: 'telling',
};

/**
 * The files a filing takes along: those its own questions ask for. Others stay from questions asked before matter or
 * role was changed; nobody is shown them, and a report without a name could carry one that names its reporter.
 */
export const filesAsked = <T extends { readonly purpose: string }>(
  files: readonly T[],
  matter: Matter,
  role?: FilingRole,
): T[] => {
  const purposes = stepsFor(matter, role).map((step) => purposeOfStep[step]);
  return files.filter(({ purpose }) => purposes.includes(purpose));
};

export function progressOf(step: FilingStep, matter: Matter, role?: FilingRole): { step: number; total: number } {
  const steps = stepsFor(matter, role);
  return { step: Math.max(1, steps.indexOf(step) + 1), total: steps.length };
}

export function stepAfter(step: FilingStep, matter: Matter, role?: FilingRole): FilingStep | undefined {
  const steps = stepsFor(matter, role);
  return steps[steps.indexOf(step) + 1];
}

export function stepBefore(step: FilingStep, matter: Matter, role?: FilingRole): FilingStep | undefined {
  const steps = stepsFor(matter, role);
  return steps[steps.indexOf(step) - 1];
}
