import { CloseCircleFilled } from '@ant-design/icons';
import { useTexts } from './texts.ts';

/** What empties a field, named in the language shown: the library calls it "Clear", and in a text field "close-circle". */
export const useClear = () => {
  const label = useTexts()('desk:clear');
  return { label, clearIcon: <CloseCircleFilled aria-label={label} /> };
};
