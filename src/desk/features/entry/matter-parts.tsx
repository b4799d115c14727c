import { Input, Radio } from 'antd';
import { objectSystem, problemSystem } from '../../kit/code-names.ts';
import { ClaimsField } from '../../kit/fields/claims-field.tsx';
import { FilesField } from '../../kit/fields/files-field.tsx';
import { CodeSelect } from '../../kit/particulars/code-select.tsx';
import { EntryField, EntryText, Part } from '../../kit/particulars/part.tsx';
import { useTexts } from '../../kit/texts.ts';
import type { EntryKind } from './filing-of.ts';

const matterOf = {
  complaint: { title: 'facts', problems: problemSystem },
  report: { title: 'breach', problems: 'report-12315' },
  question: { title: 'question', problems: problemSystem },
} as const;

export const MatterPart = ({ kind }: { readonly kind: EntryKind }) => {
  const t = useTexts();
  const { title, problems } = matterOf[kind];
  return (
    <Part title={t(`desk:entry.${title}`)}>
      <EntryField name="facts" label={title} required wide bare>
        <Input.TextArea rows={5} className="field-long" maxLength={5000} showCount />
      </EntryField>
      {kind === 'complaint' && (
        <EntryField name="objectCode" label="object">
          <CodeSelect system={objectSystem} />
        </EntryField>
      )}
      {kind === 'report' && (
        <EntryField name="basis" label="factualBasis" wide hint={t('desk:entry.factualBasisHint')}>
          <Input.TextArea rows={3} className="field-long" maxLength={5000} />
        </EntryField>
      )}
      {kind === 'report' && <EntryText name="place" label="breachPlace" />}
      <EntryField name="problemCode" label="problem">
        <CodeSelect key={problems} system={problems} />
      </EntryField>
      {kind !== 'question' && (
        <EntryField name="evidence" wide>
          <FilesField />
        </EntryField>
      )}
    </Part>
  );
};

export const ClaimPart = () => {
  const t = useTexts();
  const yesNo = [
    { value: true, label: t('desk:yes') },
    { value: false, label: t('desk:no') },
  ];
  return (
    <Part title={t('desk:entry.claims')}>
      <EntryField name="claims" required bare missing={t('desk:entry.claimNeeded')}>
        <ClaimsField />
      </EntryField>
      <EntryField name="claimText">
        <Input.TextArea rows={3} className="field-long" maxLength={2000} />
      </EntryField>
      <h3 className="wide">{t('desk:entry.consents')}</h3>
      <EntryField name="publicity" required missing={t('desk:entry.consentNeeded')}>
        <Radio.Group options={yesNo} />
      </EntryField>
      <EntryField name="entrust" required missing={t('desk:entry.consentNeeded')}>
        <Radio.Group options={yesNo} />
      </EntryField>
    </Part>
  );
};
