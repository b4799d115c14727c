import type { Problem } from '#modules/complaints/case-contract.ts';

/** What the server said no to: at a field, or about the act as a whole. */
export type Fault = { readonly field: string; readonly text: string };

export const faultsOf = (problem: Problem): readonly Fault[] => {
  const text = problem.detail ?? problem.title;
  if (problem.field !== undefined) return [{ field: problem.field, text }];
  return (problem.faults ?? []).map((fault) => ({ field: fault.field, text: fault.message }));
};

export const isConflict = (problem: Problem | undefined): boolean => problem?.status === 412;

/** What stands at a field of the form needs no second place, unless another act is named for it: its button stands above. */
export const isToldAbove = ({ field, instead = [] }: Problem, fields: readonly string[]): boolean =>
  instead.length > 0 || field === undefined || !fields.includes(field);
