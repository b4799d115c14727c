import { Input, Radio } from 'antd';
import { objectSystem, problemSystem } from '../../kit/code-names.ts';
import { ClaimsField } from '../../kit/fields/claims-field.tsx';
import { FilesField } from '../../kit/fields/files-field.tsx';
import { CodeSelect } from '../../kit/particulars/code-select.tsx';
import { EntryField, Part } from '../../kit/particulars/part.tsx';
import { useTexts } from '../../kit/texts.ts';

export const MatterPart = () => {
  const t = useTexts();
  return (
    <Part title={t('desk:entry.facts')}>
      <EntryField name="facts" required wide bare>
        <Input.TextArea rows={5} className="field-long" maxLength={5000} showCount />
      </EntryField>
      <EntryField name="objectCode" label="object">
        <CodeSelect system={objectSystem} />
      </EntryField>
      <EntryField name="problemCode" label="problem">
        <CodeSelect system={problemSystem} />
      </EntryField>
      <EntryField name="evidence" wide>
        <FilesField />
      </EntryField>
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
