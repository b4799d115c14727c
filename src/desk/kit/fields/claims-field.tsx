import { Checkbox, Input } from 'antd';
import { claimKinds } from '#modules/complaints/vocabulary.ts';
import { useTexts } from '../texts.ts';

const withMoney: ReadonlySet<string> = new Set(['return', 'refund', 'damages', 'make-up-quantity']);

export type ClaimChoice = { readonly kind: string; readonly amount?: string };
type ClaimsProps = {
  readonly id?: string;
  readonly value?: readonly ClaimChoice[];
  readonly onChange?: (value: readonly ClaimChoice[]) => void;
};

/** The seven claims of the official form, each with its amount where one makes sense. */
export const ClaimsField = ({ id, value = [], onChange }: ClaimsProps) => {
  const t = useTexts();
  const chosen = new Map(value.map((claim) => [claim.kind, claim]));
  const emit = (next: Map<string, ClaimChoice>) => onChange?.(claimKinds.flatMap((kind) => next.get(kind) ?? []));
  const toggle = (kind: string) => {
    const next = new Map(chosen);
    if (!next.delete(kind)) next.set(kind, { kind });
    emit(next);
  };
  return (
    <fieldset className="claims" {...(id === undefined ? {} : { id })}>
      {claimKinds.map((kind) => {
        const claim = chosen.get(kind);
        const name = t(`complaint:claim.${kind}`);
        return (
          <div key={kind}>
            <Checkbox checked={claim !== undefined} onChange={() => toggle(kind)}>
              {name}
            </Checkbox>
            {claim !== undefined && withMoney.has(kind) && (
              <Input
                size="small"
                inputMode="decimal"
                prefix="¥"
                className="claim-amount"
                aria-label={`${name} ${t('desk:acts.claimAmount')}`}
                value={claim.amount ?? ''}
                onChange={(event) => emit(new Map(chosen).set(kind, { kind, amount: event.target.value }))}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
};
