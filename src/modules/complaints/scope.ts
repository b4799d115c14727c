import type { Context } from '#platform/context.ts';
import type { LawFacts } from './clocks.ts';

export { scopeOf } from '#platform/actor-scope.ts';

export const lawFor = (context: Context, tenant: string): LawFacts => {
  const law = context.law();
  return { calendar: law.calendar, rulebook: law.rulebook, settings: law.settingsOf(tenant) };
};
