import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { type IncidentView, ServeBody, TakeBackServiceBody } from '#modules/complaints/incidents/contract.ts';
import { apiAddress, problemOf, uploadServiceProof, write } from '../../kit/api.ts';
import type { Asked } from '../../kit/ask-field.ts';
import { ScanPicker } from '../../kit/file-picker.tsx';
import { useRequestKey } from '../../kit/request-key.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { VersionedAsk } from '../../kit/versioned-ask.tsx';
import { instantText } from '../../kit/when.ts';
import { serveFields, takeBackFields } from './incident-forms.ts';
import { incidentSeen } from './incident-seen.ts';

type PaperRow = IncidentView['papers'][number];
type ServiceRow = PaperRow['services'][number];
type Asking = { readonly act: 'serve' } | { readonly act: 'take-back-service'; readonly service: number };

/** How a paper of the event was handed over, sent or hung up, with what proves it. */
export const Services = ({ view, paper }: { readonly view: IncidentView; readonly paper: PaperRow }) => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const keyOf = useRequestKey();
  const [asking, setAsking] = useState<Asking>();
  const doing = useMutation({
    mutationFn: ({ act, body, version }: { act: Asking['act']; body: Asked; version: number }) =>
      write(`/incidents/${encodeURIComponent(view.id)}/${act}`, body, { version, idempotencyKey: keyOf(body) }),
    onSuccess: (_, { act }) => {
      setAsking(undefined);
      void message.success(t('desk:incidents.done', { act: t(`desk:incidents.act.${act}`) }));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['incidents'] }),
  });
  const name = `${t(`complaint:paper.${paper.code}`)} ${paper.number ?? ''}`.trim();
  const label = asking === undefined ? '' : t(`desk:incidents.act.${asking.act}`);
  const receipt = t('desk:incidents.service.receipt');
  return (
    <>
      {paper.services.map((one) => (
        <ServiceLine
          key={one.service}
          incident={view.id}
          one={one}
          onTakeBack={() => setAsking({ act: 'take-back-service', service: one.service })}
        />
      ))}
      <p>
        <Button
          size="small"
          aria-label={`${t('desk:incidents.act.serve')} ${name}`}
          onClick={() => setAsking({ act: 'serve' })}
        >
          {t('desk:incidents.act.serve')}
        </Button>{' '}
        <a
          href={apiAddress(`/incidents/${view.id}/papers/${paper.n}/service-receipt.pdf`)}
          target="_blank"
          rel="noreferrer"
          aria-label={`${receipt} ${name}`}
        >
          {receipt}
        </a>
      </p>
      {asking !== undefined && (
        <VersionedAsk
          title={`${label} ${name}`}
          submit={label}
          fields={asking.act === 'serve' ? serveFields(paper.code, t) : takeBackFields(t)}
          body={asking.act === 'serve' ? ServeBody : TakeBackServiceBody}
          seen={incidentSeen(view, today, t)}
          draft={`${view.number}:${paper.n}`}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setAsking(undefined);
          }}
          onAsked={(asked, version) => {
            const { act } = asking;
            const body = act === 'serve' ? { ...asked, paper: paper.n } : { ...asked, service: asking.service };
            doing.mutate({ act, body, version });
          }}
        />
      )}
    </>
  );
};

type LineProps = { readonly incident: string; readonly one: ServiceRow; readonly onTakeBack: () => void };

const ServiceLine = ({ incident, one, onTakeBack }: LineProps) => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const proof = useMutation({
    mutationFn: (file: File) => uploadServiceProof(incident, one.service, file),
    onSuccess: () => void message.success(t('desk:incidents.service.proofKept')),
    onError: (error) => void message.error(problemOf(error)?.detail ?? t('desk:state.errorText')),
    onSettled: () => questions.invalidateQueries({ queryKey: ['incidents'] }),
  });
  const said = t('desk:incidents.service.line', { way: t(`desk:incidents.way.${one.way}`), to: one.to });
  const add = t('desk:incidents.service.addProof');
  const show = t('desk:incidents.service.showProof');
  const back = t('desk:incidents.act.take-back-service');
  return (
    <p className="quiet">
      {[
        said,
        one.receiver !== null && t('desk:case.receiver', { receiver: one.receiver }),
        one.proof !== null && t('desk:case.proof', { proof: one.proof }),
        one.note,
        instantText(one.at, today, t),
      ]
        .filter((text) => text !== false && text !== null)
        .join(' · ')}
      {one.takenBack !== null && (
        <span className="flag">{t('desk:incidents.service.takenBackFor', { reasons: one.takenBack })}</span>
      )}
      {one.url !== null && (
        <a href={one.url} target="_blank" rel="noreferrer" aria-label={`${show} ${said}`}>
          {' '}
          {show}
        </a>
      )}
      {one.takenBack === null && (
        <>
          <ScanPicker ref={picker} label={`${add} ${said}`} onPicked={proof.mutate} />
          <Button
            size="small"
            type="link"
            loading={proof.isPending}
            aria-label={`${add} ${said}`}
            onClick={() => picker.current?.click()}
          >
            {add}
          </Button>
          <Button size="small" type="link" aria-label={`${back} ${said}`} onClick={onTakeBack}>
            {back}
          </Button>
        </>
      )}
    </p>
  );
};
