import { isRefusal } from '#kernel/refusal.ts';
import { type EvidenceItem, placeOfNumber } from '#modules/complaints/facade.ts';
import { draftAccount } from '#modules/intake/facade.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { bindFiles } from '#platform/files/bind-files.ts';
import { itemOf, purposesOf } from '#platform/files/in-hand.ts';
import { draftFiles } from '#platform/files/list-files.ts';
import { Refused } from '#platform/http/errors.ts';
import type { SiteKit } from './visit.ts';

/** Files handed in with a form, as the act that takes them names them. Leaves the transaction in the draft's scope. */
export const itemsOf = async (
  kit: SiteKit,
  tx: Tx,
  draft: string,
  by: 'complainant' | 'respondent',
): Promise<EvidenceItem[]> => {
  await tx.rescope({ ...nobody, account: draftAccount(draft) });
  return (await draftFiles(kit.context.files, tx, draft)).map((file) => ({
    ...itemOf(file),
    by,
    ...statedPurpose(file.purpose),
  }));
};

/** A paper about a person says so by the field it was chosen in; of the others the act says what they are. */
const statedPurpose = (purpose: string): Pick<EvidenceItem, 'purpose'> =>
  purpose === 'power-of-attorney' || purpose === 'identity' || purpose === 'representation' ? { purpose } : {};

/** Gives those files to the case, in the transaction of the act. */
export const bindToCase = async (
  kit: SiteKit,
  tx: Tx,
  draft: string,
  to: {
    readonly number: string;
    readonly givenBy: string;
    readonly principals: readonly string[];
    /** Which of the draft; all of them when silent. */
    readonly files?: readonly string[];
    /** As the act put them on file. */
    readonly items: readonly EvidenceItem[];
  },
): Promise<void> => {
  const at = await placeOfNumber(tx, to.number);
  await tx.rescope({ ...nobody, principals: to.principals, account: draftAccount(draft), writes: [at.tenant] });
  const bound = await bindFiles(kit.context.files, tx, {
    draft,
    ...at,
    givenBy: to.givenBy,
    purposes: purposesOf(to.items),
    ...(to.files === undefined ? {} : { files: to.files }),
  });
  if (isRefusal(bound)) throw new Refused(bound);
};
