import { FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { IncidentView } from '#modules/complaints/incidents/contract.ts';
import { uploadIncidentScan, write } from '../../kit/api.ts';
import { useTexts } from '../../kit/texts.ts';
import { useSealing } from '../../kit/use-sealing.tsx';
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
          {paper.withdrawn !== null && <span className="flag">{t('desk:incidents.isWithdrawn')}</span>}
          {paper.isSealed && <span className="flag">{t('desk:incidents.isSealed')}</span>}
          {paper.number !== null && <p className="quiet">{paper.number}</p>}
          {paper.withdrawn !== null && (
            <p className="quiet">{t('desk:incidents.withdrawnFor', { reasons: paper.withdrawn.reasons })}</p>
          )}
          {paper.isOriginal && <SealTools view={view} paper={paper} />}
          <Services view={view} paper={paper} />
        </li>
      ))}
    </ul>
  );
};

const SealTools = ({ view, paper }: PaperProps) => {
  const t = useTexts();
  const name = `${t(`complaint:paper.${paper.code}`)} ${paper.number ?? ''}`.trim();
  const sealed = t('desk:case.sealed');
  const { picker, choose, sealByProduct, isScanning, isSealing } = useSealing({
    label: `${sealed} ${name}`,
    name,
    address: `/incidents/${encodeURIComponent(view.id)}/papers/${paper.n}`,
    url: paper.url,
    upload: (scan) => uploadIncidentScan(view.id, paper.n, scan),
    seal: () => write(`/incidents/${encodeURIComponent(view.id)}/papers/${paper.n}/seal`, {}),
    shownBy: ['incidents'],
  });
  return (
    <p>
      {picker}
      <Button size="small" loading={isScanning} aria-label={`${sealed} ${name}`} onClick={choose}>
        {sealed}
      </Button>
      {paper.awaitsSeal && (
        <Button size="small" loading={isSealing} aria-label={`${t('desk:case.eSeal')} ${name}`} onClick={sealByProduct}>
          {t('desk:case.eSeal')}
        </Button>
      )}
    </p>
  );
};
