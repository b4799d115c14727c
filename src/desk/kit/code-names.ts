import { useMemo } from 'react';
import type { CodeItem } from '#modules/directory/contract.ts';
import { useCodes } from './questions.ts';
import { useTexts } from './texts.ts';

export const objectSystem = 'object-12315';
export const problemSystem = 'problem-12315';

const namesOf = (items: readonly CodeItem[] | undefined, english: boolean): ReadonlyMap<string, string> =>
  new Map((items ?? []).map((item) => [item.code, english ? item.titleEn : item.titleZh]));

/** Names of the code tables in the language shown; a code without a name shows itself. */
export const useCodeNames = () => {
  const english = useTexts().language === 'en';
  const objects = useCodes(objectSystem).data;
  const problems = useCodes(problemSystem).data;
  return useMemo(() => {
    const ofObjects = namesOf(objects, english);
    const ofProblems = namesOf(problems, english);
    const named = (names: ReadonlyMap<string, string>) => (code: string | null) =>
      code === null ? '' : (names.get(code) ?? code);
    return { object: named(ofObjects), problem: named(ofProblems) };
  }, [objects, problems, english]);
};
