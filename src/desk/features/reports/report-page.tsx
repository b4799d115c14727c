import { ArrowLeftOutlined, EyeOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { idKindText } from '#kernel/identity-words.ts';
import type { Reckoning } from '#kernel/reckoning.ts';
import { ProlongBody, type ReportView, RevealReporterBody } from '#modules/reports/contract.ts';
import { read, write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import { ClockBox } from '../../kit/clock-box.tsx';
import { fileKindOf } from '../../kit/file-kind.ts';
import { LegalHolds } from '../../kit/legal-holds.tsx';
import { LinkedPapers } from '../../kit/linked-papers.tsx';
import { Pairs } from '../../kit/pairs.tsx';
import { routes } from '../../kit/paths.ts';
import { ReceiptCorrections } from '../../kit/receipt-day.tsx';
import { sizeText } from '../../kit/size-text.ts';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { VersionedAsk } from '../../kit/versioned-ask.tsx';
import { dayOrText, instantText } from '../../kit/when.ts';
import { CorrectReceipt } from './correct-receipt.tsx';
import { CorrectReporter } from './correct-reporter.tsx';
import { ReckonedAnew } from './reckoned-anew.tsx';
import { reportSeen } from './report-seen.ts';
import { TransferActs, transferPairs } from './transfer.tsx';

const fields = ['name', 'phone', 'address', 'id-type', 'id-number'] as const;
type ReporterField = (typeof fields)[number];

export const ReportPage = () => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const { number = '' } = useParams();
  const [prolonging, setProlonging] = useState(false);
  const [asked, setAsked] = useState<ReporterField>();
  const [opened, setOpened] = useState<Partial<Record<ReporterField, string>>>({});
  useTitle(number);
  const path = `/reports/${encodeURIComponent(number)}`;
  const found = useQuery({
    queryKey: ['reports', 'one', number],
    queryFn: ({ signal }) => read<ReportView>(path, signal),
  });
  const prolong = useMutation({
    mutationFn: ({ reasons, version }: { reasons: string; version: number }) =>
      write(`${path}/prolong`, { reasons }, { version, idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => {
      setProlonging(false);
      void message.success(t('desk:reports.prolongDone'));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['reports'] }),
  });
  const reveal = useMutation({
    mutationFn: (wish: { field: ReporterField; reason: string }) => write<{ value: string }>(`${path}/reveal`, wish),
    onSuccess: ({ value }, { field }) => {
      setOpened((before) => ({ ...before, [field]: value }));
      setAsked(undefined);
    },
  });
  if (found.data === undefined)
    return found.isError ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : <Loading />;
  const view = found.data;
  const masked = view.reporter?.masked ?? {};
  const shown = (field: ReporterField): string => {
    const value = opened[field] ?? masked[field] ?? '';
    return field === 'id-type' ? idKindText(value, t) : value;
  };
  return (
    <div className="page">
      <Link className="back" to={routes.reports}>
        <ArrowLeftOutlined aria-hidden /> {t('desk:case.back')}
      </Link>
      <div className="page-head">
        <h1>
          {view.number} <small>{t(`desk:reports.sourceIs.${view.source}`)}</small>{' '}
          {view.phase === 'transferred' && <small>{t('desk:reports.phase.transferred')}</small>}
        </h1>
        <div className="page-acts">
          {view.mayProlong && <Button onClick={() => setProlonging(true)}>{t('desk:reports.prolong')}</Button>}
          <CorrectReceipt view={view} path={path} />
          <TransferActs view={view} path={path} />
        </div>
      </div>
      <div className="clocks">
        {view.clocks.map((clock) => (
          <ClockBox
            key={clock.rule}
            today={today}
            clock={{
              rule: clock.rule,
              state: clock.state,
              metOn: null,
              reckoning: clock.reckoning as Reckoning,
            }}
          />
        ))}
      </div>
      <h2>{t('desk:reports.clue')}</h2>
      <p className="facts">{view.clue ?? <em>{t('desk:case.erased')}</em>}</p>
      <Pairs
        pairs={[
          [t('desk:reports.basis'), view.basis],
          [t('desk:reports.place'), view.place],
          [t('desk:reports.reported'), view.reported.name],
          [t('desk:case.address'), view.reported.address],
          [t('desk:case.phone'), view.reported.phone],
          [t('desk:case.contact'), view.reported.contact],
          [t('desk:reports.from'), view.complaint && <Link to={routes.caseOf(view.complaint)}>{view.complaint}</Link>],
          [t('desk:case.external'), view.externalNumber],
          [t('complaint:field.receivedOn'), dayOrText(view.receivedOn, today, t)],
          ...transferPairs(view, today, t),
          [t(view.linkedFrom === null ? 'desk:case.filed' : 'desk:case.entered'), instantText(view.filedAt, today, t)],
        ]}
      />
      <ReceiptCorrections list={view.receiptCorrections} today={today} />
      <ReckonedAnew list={view.reckonedAnew} today={today} />
      {view.reporter !== null && (
        <section>
          <h2>
            {t('desk:reports.reporter')} <CorrectReporter view={view} path={path} onDone={() => setOpened({})} />
          </h2>
          {view.reporter.erased !== null && (
            <p>{t('desk:reports.reporterErased', { on: dayOrText(view.reporter.erased.on, today, t) })}</p>
          )}
          <Pairs
            pairs={fields.map((field) => [
              t(`desk:reports.field.${field}`),
              masked[field] ? (
                <>
                  {shown(field)}
                  {opened[field] === undefined && (
                    <Button
                      size="small"
                      type="text"
                      icon={<EyeOutlined aria-hidden />}
                      aria-label={t('desk:case.reveal', { field: t(`desk:reports.field.${field}`) })}
                      onClick={() => setAsked(field)}
                    />
                  )}
                </>
              ) : null,
            ])}
          />
          {view.reporter.earlier.length > 0 && (
            <p>
              {t('desk:reports.earlier')}
              {t('desk:colon')}
              {view.reporter.earlier.map((one) => (
                <Link key={one} to={routes.reportOf(one)}>
                  {one}{' '}
                </Link>
              ))}
            </p>
          )}
        </section>
      )}
      {view.evidence.length > 0 && (
        <section>
          <h2>{t('desk:reports.evidence')}</h2>
          <ul>
            {view.evidence.map((item, i) => (
              <li key={item.file}>
                <a href={item.url} target="_blank" rel="noreferrer">
                  {t('desk:case.file', { n: i + 1 })}
                </a>{' '}
                <span className="quiet">
                  {t(`desk:fileKind.${fileKindOf(item.mediaType)}`)} · {sizeText(item.bytes)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <LinkedPapers papers={view.papers} linkedTo={view.linkedTo} today={today} of="reports" />
      {view.retiredOn !== null && <p>{t('desk:reports.retired', { on: dayOrText(view.retiredOn, today, t) })}</p>}
      <LegalHolds path={path} mayHold={view.mayHold && view.retiredOn === null} mayLift={view.mayLiftHold} />
      {prolonging && (
        <VersionedAsk
          title={t('desk:reports.prolong')}
          submit={t('desk:reports.prolong')}
          fields={[{ name: 'reasons', label: t('desk:reports.reasons'), kind: 'long', required: true }]}
          body={ProlongBody}
          seen={reportSeen(view, today, t)}
          isGone={!view.mayProlong}
          draft={number}
          busy={prolong.isPending}
          error={prolong.error}
          onClose={() => setProlonging(false)}
          onAsked={({ reasons }, version) => prolong.mutate({ reasons: String(reasons), version })}
        />
      )}
      {asked !== undefined && (
        <AskDrawer
          title={t('desk:case.reveal', { field: t(`desk:reports.field.${asked}`) })}
          submit={t('desk:case.revealDo')}
          fields={[{ name: 'reason', label: t('desk:case.revealWhy'), kind: 'text', required: true }]}
          body={RevealReporterBody}
          draft={null}
          busy={reveal.isPending}
          error={reveal.error}
          onClose={() => setAsked(undefined)}
          onAsked={({ reason }) => reveal.mutate({ field: asked, reason: String(reason) })}
        >
          <p>{t('desk:case.revealNote')}</p>
        </AskDrawer>
      )}
    </div>
  );
};
