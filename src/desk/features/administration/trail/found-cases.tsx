import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FoundForRequest } from '#modules/complaints/keeping/request-contract.ts';
import { problemOf, write } from '../../../kit/api.ts';
import { routes } from '../../../kit/paths.ts';
import { useTexts } from '../../../kit/texts.ts';
import { dayOrText } from '../../../kit/when.ts';
import { type DataRequest, useHasRole, useToday } from '../ask.ts';
import { CarryOut } from './carry-out.tsx';

type Found = FoundForRequest['found'][number];

/** The cases in which the keyed marks find who asks; nothing is looked for before somebody says so. */
export const FoundCases = ({ request }: { readonly request: DataRequest }) => {
  const t = useTexts();
  const today = useToday();
  const find = useMutation({ mutationFn: () => write<FoundForRequest>(`/data-requests/${request.id}/find`, {}) });
  const address = ({ kind, number }: Found) =>
    kind === 'consultation'
      ? routes.questionOf(number)
      : kind === 'report'
        ? routes.reportOf(number)
        : routes.caseOf(number);
  const [doing, setDoing] = useState<Found>();
  const isHead = useHasRole('bureau-head');
  const mayCarryOut = ({ kind, number, done, erasureBar }: Found): boolean =>
    done === null && (isAnswered(kind) || (request.state === 'open' && isChanged(number, erasureBar)));
  /** About a report its own desk answers, before or after the other letter. */
  const isAnswered = (kind: string): boolean =>
    kind === 'report' && (request.kind === 'access' || request.kind === 'copy') && request.state !== 'refused';
  const isChanged = (number: string, erasureBar: Found['erasureBar']): boolean =>
    (request.number === null || request.number === number) &&
    (request.kind === 'correct' || (request.kind === 'delete' && isHead && erasureBar === null));
  const stateOf = ({ done, erasureBar }: Found): string => {
    if (done !== null) return t(`administration:dataRequests.done.${done}`);
    if (request.kind !== 'delete') return '';
    return t(
      erasureBar === null ? 'administration:dataRequests.mayErase' : `administration:dataRequests.bar.${erasureBar}`,
    );
  };
  return (
    <section aria-live="polite">
      <h3>{t('administration:dataRequests.found')}</h3>
      <p className="quiet">{t('administration:dataRequests.findNote')}</p>
      <Button loading={find.isPending} onClick={() => find.mutate()}>
        {t('administration:dataRequests.find')}
      </Button>
      {find.isError && <p className="failed">{problemOf(find.error)?.detail ?? t('desk:state.errorText')}</p>}
      {find.data?.found.length === 0 && <p>{t('administration:dataRequests.noneFound')}</p>}
      <ul>
        {find.data?.found.map((one) => (
          <li key={`${one.number} ${one.person}`}>
            <Link to={address(one)}>{one.number}</Link>{' '}
            <span className="quiet">
              {[
                t(`administration:dataRequests.foundBy.${one.foundBy}`),
                one.isOther === true ? t('administration:dataRequests.isOther') : '',
                stateOf(one),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>{' '}
            {mayCarryOut(one) && (
              <Button size="small" onClick={() => setDoing(one)}>
                {t(
                  isAnswered(one.kind)
                    ? 'administration:dataRequests.answer'
                    : `administration:dataRequests.kinds.${request.kind}`,
                )}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {doing !== undefined && (
        <CarryOut
          request={request}
          kind={doing.kind}
          number={doing.number}
          person={doing.person}
          what={isAnswered(doing.kind) ? 'copy' : request.kind === 'correct' ? 'correct' : 'delete'}
          onClose={() => setDoing(undefined)}
          onDone={() => find.mutate()}
        />
      )}
      {find.data !== undefined && find.data.elsewhere.length > 0 && (
        <>
          <h4>{t('administration:dataRequests.elsewhere')}</h4>
          <ul>
            {find.data.elsewhere.map((one) => (
              <li key={one.number}>
                {one.bureau} · {one.number} · {dayOrText(one.filedOn, today, t)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
