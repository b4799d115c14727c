import { useState } from 'react';
import { Link } from 'react-router';
import { readPublicNumber } from '#kernel/public-number.ts';
import type { Translate } from '#kernel/translate.ts';
import { write } from '../../../kit/api.ts';
import { Pairs } from '../../../kit/pairs.tsx';
import { routes } from '../../../kit/paths.ts';
import { SideDrawer } from '../../../kit/side-drawer.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys, type DataRequest } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import { FoundCases } from './found-cases.tsx';

type FormProps = { readonly request: DataRequest; readonly onClose: () => void };

/** Which request it is about, as far as a list may say it. */
export const titled = (title: string, { kind }: DataRequest, t: Translate): string =>
  t(`administration:dataRequests.${title}`, { kind: t(`administration:dataRequests.kinds.${kind}`) });

const isComplaint = (request: DataRequest): request is DataRequest & { readonly number: string } =>
  request.number !== null && readPublicNumber('Q', request.number) === undefined;

/** In a case found, by an act of its own. */
const isCarriedOut = ({ kind }: DataRequest): boolean => kind === 'delete' || kind === 'correct';

/** Where the complaint or the question lies that the request is about. */
export const addressOf = (number: string): string =>
  readPublicNumber('Q', number) === undefined ? routes.caseOf(number) : routes.questionOf(number);

type Opened = {
  readonly text: string;
  readonly answer: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly address: string | null;
  readonly agent: string | null;
};

/** The reason is asked for first, then what was asked and by whom is shown. */
export const OpenRequest = ({ request, onClose }: FormProps) => {
  const t = useTexts();
  const [opened, setOpened] = useState<Opened>();
  if (opened === undefined)
    return (
      <ChangeDrawer<Opened>
        title={titled('openTitle', request, t)}
        consequence={t('administration:dataRequests.openConsequence')}
        act={t('administration:dataRequests.open')}
        said={t('administration:dataRequests.opened')}
        refresh={[]}
        fields={[{ kind: 'text', name: 'reason', label: t('administration:reason'), most: 500 }]}
        send={(values) => write(`/data-requests/${request.id}/open`, values)}
        onClose={onClose}
        onDone={setOpened}
      />
    );
  return (
    <SideDrawer size={480} title={titled('openedTitle', request, t)} onClose={onClose}>
      <Pairs
        pairs={[
          [t('administration:people.name'), opened.name ?? t('desk:notGiven')],
          [t('administration:people.phone'), opened.phone ?? t('desk:notGiven')],
          ...(request.identityCheck === null
            ? []
            : ([
                [t('administration:dataRequests.idNumber'), opened.idNumber],
                [t('administration:dataRequests.address'), opened.address],
                [t('administration:dataRequests.agent'), opened.agent],
                [
                  t('administration:dataRequests.identityCheck'),
                  t(`administration:dataRequests.identityChecks.${request.identityCheck}`),
                ],
                [t('administration:dataRequests.requestId'), request.id],
              ] as const)),
        ]}
      />
      <h3>{t('administration:dataRequests.asked')}</h3>
      <p className="breakable">{opened.text === '' ? t('administration:dataRequests.noWords') : opened.text}</p>
      {opened.answer !== null && (
        <>
          <h3>{t('administration:dataRequests.answered')}</h3>
          <p className="breakable">{opened.answer}</p>
        </>
      )}
      {request.state === 'open' && isCarriedOut(request) && (
        <p className="quiet">{t('administration:dataRequests.inFound')}</p>
      )}
      <FoundCases request={request} />
      {request.state === 'open' && request.kind === 'withdraw-consent' && isComplaint(request) && (
        <p>
          <Link to={addressOf(request.number)}>{t('administration:dataRequests.toConsents')}</Link>
        </p>
      )}
    </SideDrawer>
  );
};

const outcomes = ['granted', 'partly-granted', 'refused'] as const;

export const AnswerRequest = ({ request, onClose }: FormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={titled('answerTitle', request, t)}
      consequence={
        <>
          {t('administration:dataRequests.answerConsequence')}
          {(request.kind === 'access' || request.kind === 'copy') && ` ${t('administration:dataRequests.answerGives')}`}
        </>
      }
      act={t('administration:dataRequests.answer')}
      said={t('administration:saved')}
      refresh={[adminKeys.dataRequests]}
      fields={[
        {
          kind: 'choice',
          name: 'outcome',
          label: t('administration:dataRequests.outcome'),
          options: outcomes.map((value) => ({ value, label: t(`administration:dataRequests.states.${value}`) })),
        },
        {
          kind: 'text',
          name: 'basis',
          label: t('administration:basis'),
          hint: t('administration:dataRequests.basisHint'),
          optional: true,
          most: 500,
        },
        { kind: 'long', name: 'text', label: t('administration:dataRequests.words'), most: 5000 },
      ]}
      send={(values) => write(`/data-requests/${request.id}/answer`, { basis: '', ...values, tenant: request.tenant })}
      onClose={onClose}
    />
  );
};
