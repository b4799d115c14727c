import { useBureaus, useSession } from '../questions.ts';
import { useTexts } from '../texts.ts';
import { asDay, dayText } from '../when.ts';
import type { Filter } from './filters.ts';

/** Bureaus one sees, for a filter of the name `bureau`; nothing where there is only one. */
export const useBureauFilter = (): readonly Filter[] => {
  const t = useTexts();
  const session = useSession();
  const bureaus = useBureaus();
  const mine = new Set(session.data?.bureaus ?? []);
  const choices = (bureaus.data ?? [])
    .filter((one) => mine.has(one.id) && one.kind !== 'station')
    .map((one) => ({ value: one.id, label: one.name }));
  return choices.length > 1 ? [{ name: 'bureau', label: t('desk:list.bureau'), choices }] : [];
};

/** Some of the ways in which a due day stands to today. */
export const useDueFilter = (values: readonly ('overdue' | 'today' | 'soon' | 'later' | 'provisional')[]): Filter => {
  const t = useTexts();
  const session = useSession();
  const [today, until] = [asDay(session.data?.today), asDay(session.data?.soonUntil)];
  const soon = session.data?.soonProvisional === true ? 'desk:list.soonProvisional' : 'desk:list.soonUntil';
  return {
    name: 'due',
    label: t('desk:list.due'),
    choices: values.map((value) => ({
      value,
      label:
        value === 'soon' && today !== undefined && until !== undefined
          ? t(soon, { day: dayText(until, today, t) })
          : t(`desk:list.dueIs.${value}`),
    })),
  };
};

/** A filter that is on or not there. */
export const onlyFilter = (name: string, label: string, only: string): Filter => ({
  name,
  label,
  choices: [{ value: 'true', label: only }],
});
