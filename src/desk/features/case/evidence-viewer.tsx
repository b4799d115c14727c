import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { CaseEvidence } from '#modules/complaints/case-contract.ts';
import { fileKindOf } from '../../kit/file-kind.ts';
import { Pairs } from '../../kit/pairs.tsx';
import { sizeText } from '../../kit/size-text.ts';
import { useTexts } from '../../kit/texts.ts';
import { instantText } from '../../kit/when.ts';

type ViewerProps = {
  readonly items: readonly CaseEvidence[];
  readonly at: number;
  readonly today: Day;
  readonly onMove: (at: number) => void;
  readonly onClose: () => void;
};

/** One piece at a time, the arrows leaf through. */
export const EvidenceViewer = ({ items, at, today, onMove, onClose }: ViewerProps) => {
  const t = useTexts();
  const item = items[at];
  useEffect(() => {
    const leaf = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLMediaElement) return;
      if (event.key === 'ArrowLeft' && at > 0) onMove(at - 1);
      if (event.key === 'ArrowRight' && at < items.length - 1) onMove(at + 1);
    };
    window.addEventListener('keydown', leaf);
    return () => window.removeEventListener('keydown', leaf);
  }, [at, items.length, onMove]);
  if (item === undefined) return null;
  const name = item.name ?? t('desk:case.file', { n: at + 1 });
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      width="min(1100px, 96vw)"
      title={`${name} · ${t('desk:case.viewer', { n: at + 1, total: items.length })}`}
    >
      <div className="viewer">
        <Button
          type="text"
          icon={<LeftOutlined aria-hidden />}
          aria-label={t('desk:case.previous')}
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        />
        <div className="viewer-stage">
          <Piece key={item.file} item={item} name={name} />
        </div>
        <Button
          type="text"
          icon={<RightOutlined aria-hidden />}
          aria-label={t('desk:case.next')}
          disabled={at === items.length - 1}
          onClick={() => onMove(at + 1)}
        />
      </div>
      <Pairs
        pairs={[
          [t(`complaint:evidenceBy.${item.by}`), instantText(item.addedAt, today, t)],
          [t(`desk:fileKind.${fileKindOf(item.mediaType)}`), sizeText(item.bytes)],
          [t('desk:case.fileHash'), <code key="hash">{item.sha256}</code>],
        ]}
      />
      <Button href={item.url} download={name}>
        {t('desk:case.download')}
      </Button>
    </Modal>
  );
};

/** The parties' own recordings: nobody has written captions for them. */
const playerOf = (mediaType: string): 'audio' | 'video' | undefined => {
  if (mediaType.startsWith('audio/')) return 'audio';
  return mediaType.startsWith('video/') ? 'video' : undefined;
};

/** Some kinds a telephone makes no browser shows, HEIC pictures and AMR recordings among them: then the file is to be fetched. */
export const Piece = ({ item, name }: { readonly item: CaseEvidence; readonly name: string }) => {
  const t = useTexts();
  const [isStrange, setStrange] = useState(false);
  const onError = () => setStrange(true);
  if (isStrange) return <p role="status">{t('desk:case.noPreview')}</p>;
  if (item.mediaType.startsWith('image/')) return <img src={item.url} alt={name} onError={onError} />;
  const Player = playerOf(item.mediaType);
  if (Player !== undefined) return <Player src={item.url} controls aria-label={name} onError={onError} />;
  if (item.mediaType === 'application/pdf')
    return (
      <Button type="primary" href={item.url} target="_blank">
        {t('desk:case.openPaper')}
      </Button>
    );
  return <p>{t('desk:case.noPreview')}</p>;
};
