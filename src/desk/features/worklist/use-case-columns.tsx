import { Link } from 'react-router';
import { compareDays, type Day, dayOf, daysBetween } from '#kernel/day.ts';
import { moneyText } from '#kernel/money.ts';
import { registrationWait } from '#kernel/registration-wait.ts';
import type { LawRules } from '#modules/complaints/law-contract.ts';
import type { WorklistRow } from '#modules/complaints/worklist-contract.ts';
import { useCodeNames } from '../../kit/code-names.ts';
import { DueMark } from '../../kit/due-mark.tsx';
import { useRules } from '../../kit/law-questions.ts';
import type { ListColumn } from '../../kit/list/list-table.tsx';
import { routes } from '../../kit/paths.ts';
import { StateTag } from '../../kit/state-tag.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { asDay } from '../../kit/when.ts';

const flagsOf = (row: WorklistRow): string[] => [
  ...(row.toEnd === null ? [] : [row.toEnd]),
  ...(row.settlementAsked ? ['settlementAsked'] : []),
  ...(row.untold ? ['untold'] : []),
  ...(row.food ? ['food'] : []),
  ...(row.online ? ['online'] : []),
  ...(row.incident === null ? [] : ['incident']),
  ...(row.possibleDuplicate ? ['duplicate'] : []),
  ...(row.provisional ? ['provisional'] : []),
];

type WaitingProps = { readonly row: WorklistRow; readonly law: LawRules | undefined; readonly today: Day };

/** No limit runs before the registration; how long it has waited is what counts (REG-01, REG-03). */
const Waiting = ({ row, law, today }: WaitingProps) => {
  const t = useTexts();
  const arrivedOn = asDay(row.arrivedOn) ?? dayOf(new Date(row.filedAt));
  const reopenedOn = asDay(row.reopenedOn) ?? null;
  const wait = law === undefined ? undefined : registrationWait({ arrivedOn, reopenedOn }, law);
  const isLapsed = wait !== undefined && compareDays(today, wait.until) > 0;
  const days = daysBetween(wait?.since ?? arrivedOn, today);
  return (
    <span className={`due due-${isLapsed ? 'over' : 'none'}`}>
      {t(`desk:list.flag.${isLapsed ? 'lapsed' : 'waits'}`, { days })}
    </span>
  );
};

export const useCaseColumns = (): readonly ListColumn<WorklistRow>[] => {
  const t = useTexts();
  const today = useToday();
  const codes = useCodeNames();
  const law = useRules().data;
  const title = (name: string): { name: string; title: string } => ({ name, title: t(`desk:list.col.${name}`) });
  const matterOf = (row: WorklistRow): string =>
    [codes.object(row.objectCode), codes.problem(row.problemCode)].filter(Boolean).join(' · ');
  return [
    {
      ...title('due'),
      cell: (row) =>
        row.phase === 'awaiting-registration' ? (
          <Waiting row={row} law={law} today={today} />
        ) : (
          <DueMark dueOn={row.dueOn} today={today} provisional={row.provisional} />
        ),
    },
    { ...title('state'), cell: (row) => <StateTag phase={row.phase} /> },
    {
      ...title('number'),
      cell: (row) => (
        <Link data-row to={routes.caseOf(row.number)}>
          {row.number}
        </Link>
      ),
    },
    {
      ...title('against'),
      hint: (row) => row.respondent ?? undefined,
      cell: (row) => row.respondent ?? <span className="quiet">{t('desk:list.unknownRespondent')}</span>,
    },
    { ...title('what'), only: 'wide', hint: (row) => matterOf(row) || undefined, cell: matterOf },
    { ...title('money'), only: 'middle', cell: (row) => (row.amountFen === null ? '' : moneyText(row.amountFen)) },
    { ...title('who'), only: 'wide', cell: (row) => row.complainant },
    {
      ...title('handler'),
      only: 'middle',
      cell: (row) => (
        <>
          {row.handlerName ?? <span className="nobody">{t('desk:list.nobody')}</span>}
          {row.stationName !== null && <span className="quiet"> {row.stationName}</span>}
        </>
      ),
    },
    {
      ...title('flags'),
      only: 'wide',
      cell: (row) =>
        flagsOf(row).map((flag) => (
          <span key={flag} className="flag">
            {t(`desk:list.flag.${flag}`)}
          </span>
        )),
    },
  ];
};
