import { Select } from 'antd';
import { useCodes } from '../questions.ts';
import { useTexts } from '../texts.ts';
import { useClear } from '../use-clear.tsx';

export const CodeSelect = ({ system, ...rest }: { readonly system: string }) => {
  const t = useTexts();
  const clear = useClear();
  const codes = useCodes(system);
  const english = t.language === 'en';
  return (
    <Select
      {...rest}
      allowClear={clear}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('desk:acts.choose')}
      options={(codes.data ?? []).map((one) => ({ value: one.code, label: english ? one.titleEn : one.titleZh }))}
    />
  );
};
