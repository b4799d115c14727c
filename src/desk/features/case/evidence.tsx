import { FileOutlined, FilePdfOutlined, SoundOutlined, VideoCameraOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { CaseEvidence, CaseView } from '#modules/complaints/case-contract.ts';
import { sizeText } from '../../kit/size-text.ts';
import { useTexts } from '../../kit/texts.ts';
import { EvidenceViewer } from './evidence-viewer.tsx';

type EvidenceProps = { readonly view: CaseView; readonly today: Day; readonly onAct: (act: string) => void };

export const Evidence = ({ view, today, onAct }: EvidenceProps) => {
  const t = useTexts();
  const [shown, setShown] = useState<number>();
  const mayAdd = view.acts.some((act) => act.act === 'add-evidence');
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">
        {t('desk:case.evidence')} <small>{view.evidence.length > 0 && view.evidence.length}</small>
        {mayAdd && (
          <Button size="small" type="text" onClick={() => onAct('add-evidence')}>
            {t('complaint:act.add-evidence')}
          </Button>
        )}
      </h2>
      {view.evidence.length === 0 && <p className="quiet">{t('desk:case.noEvidence')}</p>}
      <ul className="thumbs">
        {view.evidence.map((item, i) => {
          const name = item.name ?? t('desk:case.file', { n: i + 1 });
          return (
            <li key={item.file}>
              <button type="button" onClick={() => setShown(i)} aria-label={t('desk:case.openFile', { name })}>
                <Thumb item={item} />
                <span className="thumb-name">{name}</span>
                <span className="quiet">
                  {item.purpose !== 'evidence' && <b>{t(`complaint:evidenceFor.${item.purpose}`)} · </b>}
                  {t(`complaint:evidenceBy.${item.by}`)} · {sizeText(item.bytes)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown !== undefined && (
        <EvidenceViewer
          items={view.evidence}
          at={shown}
          today={today}
          onMove={setShown}
          onClose={() => setShown(undefined)}
        />
      )}
    </section>
  );
};

const Thumb = ({ item }: { readonly item: CaseEvidence }) => {
  if (item.thumbnailUrl !== null) return <img src={item.thumbnailUrl} alt="" loading="lazy" />;
  if (item.mediaType === 'application/pdf') return <FilePdfOutlined aria-hidden className="thumb-icon" />;
  if (item.mediaType.startsWith('audio/')) return <SoundOutlined aria-hidden className="thumb-icon" />;
  if (item.mediaType.startsWith('video/')) return <VideoCameraOutlined aria-hidden className="thumb-icon" />;
  return <FileOutlined aria-hidden className="thumb-icon" />;
};
