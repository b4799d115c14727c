import type { CaseParty } from '#modules/complaints/case-contract.ts';
import type { RevealField } from '#modules/complaints/reveal-contract.ts';
import { write } from '../../kit/api.ts';
import { Reveal } from '../../kit/reveal.tsx';
import { useTexts } from '../../kit/texts.ts';

type RevealProps = {
  readonly number: string;
  readonly party: CaseParty;
  readonly field: RevealField;
  readonly onClose: () => void;
  readonly onOpened: (value: string) => void;
};

/** One masked value of a party, with a reason. */
export const RevealValue = ({ number, party, field, ...rest }: RevealProps) => {
  const t = useTexts();
  return (
    <Reveal
      {...rest}
      name={party.masked.name ?? t(`complaint:party.${party.kind}`)}
      field={t(`desk:case.${field}`)}
      ask={(reason) =>
        write<{ value: string }>(`/complaints/${encodeURIComponent(number)}/reveal`, {
          person: party.person,
          field,
          reason,
        })
      }
    />
  );
};
