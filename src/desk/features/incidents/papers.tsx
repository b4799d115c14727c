import { FilePdfOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useRef } from 'react';
import type { IncidentView } from '#modules/complaints/incidents/contract.ts';
import { problemOf, type Scan, uploadIncidentScan, write } from '../../kit/api.ts';
import { useTexts } from '../../kit/texts.ts';
import { Services } from './services.tsx';

type PaperRow = IncidentView['papers'][number];
type PaperProps = { readonly view: IncidentView; readonly paper: PaperRow };

/** Papers of the event itself, with what is done with them on paper. */
export const Papers = ({ view }: { readonly view: IncidentView }) => {
  const t = useTexts();
  if (view.papers.length === 0) return <p className="quiet">{t('desk:incidents.noPapers')}</p>;
  return (
    <ul className="papers">
      {[...view.papers].reverse().map((paper) => (
        <li key={paper.n}>
          <a href={paper.url} target="_blank" rel="noreferrer">
            <FilePdfOutlined aria-hidden /> {t(`complaint:paper.${paper.code}`)}
          </a>
          {!paper.isOriginal && <span className="flag">{t('desk:incidents.noOriginal')}</span>}
          {paper.isSealed && <span className="flag">{t('desk:incidents.isSealed')}</span>}
          {paper.number !== null && <p className="quiet">{paper.number}</p>}
          {paper.isOriginal && <SealTools view={view} paper={paper} />}
          <Services view={view} paper={paper} />
        </li>
      ))}
    </ul>
  );
};

const SealTools = ({ view, paper }: PaperProps) => {
  const t = useTexts();
  const { message, modal } = App.useApp();
  const questions = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const name = `${t(`complaint:paper.${paper.code}`)} ${paper.number ?? ''}`.trim();
  const onSettled = () => questions.invalidateQueries({ queryKey: ['incidents'] });
  const scan = useMutation({
    mutationFn: (one: Scan) => uploadIncidentScan(view.id, paper.n, one),
    onSuccess: () => void message.success(t('desk:case.sealedDone')),
    onError: (error, { file }) => {
      const problem = problemOf(error);
      const detail = problem?.detail ?? t('desk:state.errorText');
      if (problem?.code !== 'scan-not-recognised') return void message.error({ content: detail, duration: 10 });
      return void modal.confirm({
        title: t('desk:case.compareScan'),
        content: detail,
        okText: t('desk:case.comparedScan'),
        onOk: () => scan.mutate({ file, compared: true }),
      });
    },
    onSettled,
  });
  const product = useMutation({
    mutationFn: () => write(`/incidents/${encodeURIComponent(view.id)}/papers/${paper.n}/seal`, {}),
    onSuccess: () => void message.success(t('desk:case.eSealed')),
    onError: (error) => void message.error(problemOf(error)?.detail ?? t('desk:state.errorText')),
    onSettled,
  });
  const sealed = t('desk:case.sealed');
  return (
    <p>
      <input
        ref={picker}
        type="file"
        className="file-picker"
        accept="application/pdf,image/*"
        aria-label={`${sealed} ${name}`}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) scan.mutate({ file, compared: false });
        }}
      />
      <Button
        size="small"
        loading={scan.isPending}
        aria-label={`${sealed} ${name}`}
        onClick={() => picker.current?.click()}
      >
        {sealed}
      </Button>
      {paper.awaitsSeal && (
        <Button
          size="small"
          loading={product.isPending}
          aria-label={`${t('desk:case.eSeal')} ${name}`}
          onClick={() => product.mutate()}
        >
          {t('desk:case.eSeal')}
        </Button>
      )}
    </p>
  );
};
