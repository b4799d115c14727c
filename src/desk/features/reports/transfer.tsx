import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { basisText } from '#kernel/article.ts';
import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { UnitItem } from '#modules/directory/contract.ts';
import { type ReportView, TellBody, TransferBody, toldWays } from '#modules/reports/contract.ts';
import { write } from '../../kit/api.ts';
import type { Asked, AskField } from '../../kit/ask-field.ts';
import { linkedWords } from '../../kit/linked-words.ts';
import type { Pair } from '../../kit/pairs.tsx';
import { useTexts } from '../../kit/texts.ts';
import { transferFields } from '../../kit/transfer-fields.ts';
import { useToday } from '../../kit/use-today.ts';
import { VersionedAsk } from '../../kit/versioned-ask.tsx';
import { dayOrText } from '../../kit/when.ts';
import { reportSeen } from './report-seen.ts';

type Act = 'transfer' | 'tell';

/** Where the rule lets it go: for food to any bureau but the one it came from; else from the intake body down and back to it. */
const isOffered = (view: ReportView, unit: UnitItem, all: readonly UnitItem[], food: boolean): boolean => {
  const home = all.find((one) => one.id === view.bureau)?.tenant;
  if (unit.id === view.bureau) return false;
  if (unit.id === view.intake) return true;
  if (unit.kind !== 'bureau') return false;
  if (view.bureau === view.intake && unit.tenant === home) return true;
  return food && unit.id !== view.linkedFrom?.bureau;
};

const fieldsOfTransfer = (view: ReportView, t: Translate): readonly AskField[] =>
  transferFields(
    {
      unit: {
        name: 'unit',
        label: t('complaint:field.transferUnit'),
        kind: 'unit',
        offers: (unit, all, values) => isOffered(view, unit, all, view.food || values['foodMatter'] === true),
        hint: t('desk:reports.transferUnitHint'),
      },
      food: view.food,
      within: true,
    },
    { reasons: t('desk:reports.transferReasons'), foodMatter: t('desk:reports.foodMatter') },
    t,
  );

const tellFields = (view: ReportView, t: Translate): readonly AskField[] => [
  {
    name: 'paper',
    label: t('desk:reports.paper'),
    kind: 'choice',
    required: true,
    choices: view.papers
      .filter((paper) => paper.owed)
      .map((paper) => ({ value: paper.n, label: `${t(`complaint:paper.${paper.code}`)} ${paper.number}` })),
  },
  {
    name: 'channel',
    label: t('desk:reports.told'),
    kind: 'choice',
    required: true,
    choices: toldWays.map((way) => ({ value: way, label: t(`complaint:contactChannel.${way}`) })),
  },
  {
    name: 'outcome',
    label: t('desk:reports.outcome'),
    kind: 'choice',
    required: true,
    choices: (['delivered', 'sent', 'failed'] as const).map((one) => ({
      value: one,
      label: t(`complaint:deliveryOutcome.${one}`),
    })),
  },
];

/** A report that is another bureau's leaves for it, and the letters about it are told of (FSL art. 115, Order 121 art. 41). */
export const TransferActs = ({ view, path }: { readonly view: ReportView; readonly path: string }) => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [act, setAct] = useState<Act>();
  const doing = useMutation({
    mutationFn: ({ name, body, version }: { name: Act; body: Asked; version: number }) =>
      write<unknown>(`${path}/${name}`, body, { version, idempotencyKey: crypto.randomUUID() }),
    onSuccess: (_, { name }) => {
      setAct(undefined);
      void message.success(t(`desk:reports.${name}Done`));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['reports'] }),
  });
  return (
    <>
      {view.mayTransfer && <Button onClick={() => setAct('transfer')}>{t('desk:reports.transfer')}</Button>}
      {view.mayTell && <Button onClick={() => setAct('tell')}>{t('desk:reports.tell')}</Button>}
      {act !== undefined && (
        <VersionedAsk
          key={act}
          title={t(`desk:reports.${act}`)}
          submit={t(`desk:reports.${act}`)}
          fields={act === 'transfer' ? fieldsOfTransfer(view, t) : tellFields(view, t)}
          body={act === 'transfer' ? TransferBody : TellBody}
          seen={reportSeen(view, today, t)}
          isGone={act === 'transfer' ? !view.mayTransfer : !view.mayTell}
          draft={view.number}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setAct(undefined);
          }}
          onAsked={(body, version) => doing.mutate({ name: act, body, version })}
        >
          <p>
            {t(`desk:reports.${act}Note`, {
              within: basisText(view.transferBasis.within, t),
              elsewhere: basisText(view.transferBasis.elsewhere, t),
            })}
          </p>
        </VersionedAsk>
      )}
    </>
  );
};

/** Another authority's report: its number and its bureau are all that is to be seen here. */
export const transferPairs = (view: ReportView, today: Day, t: Translate): readonly Pair[] => {
  const { linkedTo, linkedFrom, transferredTo, transferredOn } = view;
  const day = (on: string | null | undefined): string | null => (on == null ? null : dayOrText(on, today, t));
  return [
    [t('desk:reports.transferredTo'), linkedTo === null ? transferredTo : linkedWords(linkedTo, t)],
    [t('desk:reports.transferredOn'), day(transferredOn)],
    [t('desk:case.linkedFrom'), linkedFrom && linkedWords(linkedFrom, t)],
    [t('desk:reports.firstReceived'), day(linkedFrom?.firstReceivedOn)],
    [t('desk:reports.handedReasons'), linkedFrom?.reasons],
  ];
};
