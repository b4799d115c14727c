import { type ClaimKind, claimKinds } from '#modules/complaints/vocabulary.ts';
import type { FieldFault, FormState } from '#site/kit/form.ts';
import { formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';
import { amountField, type StandingClaim } from './claims.page.ts';

export type ClaimsAnswer = { readonly claims: readonly StandingClaim[]; readonly representedConsent?: true };

/** Which of the claims go on being made: one at least, else it is withdrawn and not said here. */
export function readClaims(raw: RawForm): Reading<ClaimsAnswer> {
  const read = formReader(raw);
  const kinds = read.choices('claims', claimKinds);
  if (kinds.length === 0) read.fault('claims', 'follow:fault.no-claim-stands');
  const claims = kinds.map((kind) => {
    const amountFen = read.optionalMoney(amountField(kind));
    return { kind, ...(amountFen === undefined ? {} : { amountFen }) };
  });
  const represented = read.optionalChoice('representedConsent', ['yes']);
  return read.done({ claims, ...(represented === undefined ? {} : { representedConsent: true as const }) });
}

/** Said before the check page is shown, at the field: nothing is asked for anew here, and the others have agreed. */
export const claimsFaults = (
  { claims, representedConsent }: ClaimsAnswer,
  asked: { readonly claims: readonly { readonly kind: ClaimKind }[]; readonly joint: boolean },
): readonly FieldFault[] => [
  ...(claims.every(({ kind }) => asked.claims.some((one) => one.kind === kind))
    ? []
    : [{ field: 'claims', says: 'follow:fault.claim-not-made' }]),
  ...(asked.joint && representedConsent !== true
    ? [{ field: 'representedConsent', says: 'follow:fault.represented' }]
    : []),
];

/** What the check page carries along, to be sent or changed. */
export const claimsSent = ({ claims, representedConsent }: ClaimsAnswer): FormState['values'] => ({
  claims: claims.map(({ kind }) => kind),
  ...Object.fromEntries(
    claims.flatMap(({ kind, amountFen }) =>
      amountFen === undefined ? [] : [[amountField(kind), (amountFen / 100).toFixed(2)]],
    ),
  ),
  ...(representedConsent === true ? { representedConsent: 'yes' } : {}),
});
