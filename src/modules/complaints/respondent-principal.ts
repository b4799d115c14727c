/** The principal by which an operator without an account reaches this one case. */
export const respondentPrincipal = (number: string): string => `respondent:${number}`;
