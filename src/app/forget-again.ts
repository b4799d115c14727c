import { forgetPersonAgain } from '#modules/complaints/facade.ts';
import { forgetAskerAgain } from '#modules/intake/facade.ts';
import { forgetReporterAgain } from '#modules/reports/facade.ts';
import type { Forget } from '#platform/erasures.ts';

/** Everything that was drawn from somebody a backup brought back, whichever module drew it. */
export const forgetAgain: Forget = async (tx, at) => {
  await forgetPersonAgain(tx, at);
  await forgetAskerAgain(tx, at);
  await forgetReporterAgain(tx, at);
};
