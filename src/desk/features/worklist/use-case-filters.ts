import { objectSystem, problemSystem } from '../../kit/code-names.ts';
import type { Filter } from '../../kit/list/filters.ts';
import { onlyFilter, useBureauFilter, useDueFilter } from '../../kit/list/shared-filters.ts';
import { useBureaus, useCodes, useSession, useStaff } from '../../kit/questions.ts';
import { phaseLooks } from '../../kit/state-tag.tsx';
import { useTexts } from '../../kit/texts.ts';

const dueNames = ['overdue', 'today', 'soon', 'later', 'provisional'] as const;

export const useCaseFilters = (): readonly Filter[] => {
  const t = useTexts();
  const session = useSession();
  const bureaus = useBureaus();
  const bureau = useBureauFilter();
  const due = useDueFilter(dueNames);
  const staff = useStaff(session.data?.bureau ?? undefined);
  const objects = useCodes(objectSystem);
  const problems = useCodes(problemSystem);
  const english = t.language === 'en';
  const codeChoices = (items: typeof objects.data) =>
    (items ?? []).map((item) => ({ value: item.code, label: english ? item.titleEn : item.titleZh }));
  const mine = new Set(session.data?.bureaus ?? []);
  const stations = (bureaus.data ?? []).filter((one) => one.kind === 'station' && mine.has(one.parent ?? ''));
  return [
    {
      name: 'phase',
      label: t('desk:list.phase'),
      choices: Object.keys(phaseLooks).map((phase) => ({ value: phase, label: t(`complaint:phase.${phase}`) })),
    },
    due,
    {
      name: 'handler',
      label: t('desk:list.handler'),
      choices: [
        { value: 'me', label: t('desk:list.handlerMe') },
        { value: 'none', label: t('desk:list.handlerNone') },
        ...(staff.data ?? []).map((one) => ({ value: one.account, label: one.name })),
      ],
    },
    ...bureau,
    ...(stations.length > 0
      ? [
          {
            name: 'station',
            label: t('desk:list.station'),
            choices: [
              { value: 'none', label: t('desk:list.stationNone') },
              ...stations.map((one) => ({ value: one.id, label: one.name })),
            ],
          },
        ]
      : []),
    { name: 'objectCode', label: t('desk:list.object'), choices: codeChoices(objects.data) },
    { name: 'problemCode', label: t('desk:list.problem'), choices: codeChoices(problems.data) },
    onlyFilter('duplicates', t('desk:list.duplicates'), t('desk:list.duplicatesOnly')),
  ];
};
