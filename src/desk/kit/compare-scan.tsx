import './compare-scan.css';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { ScanBeside } from '#modules/complaints/paper-contract.ts';
import { useTexts } from './texts.ts';

type CompareProps = {
  readonly name: string;
  readonly file: File;
  readonly beside: ScanBeside;
  /** The paper as it is served now. */
  readonly paper: string;
  readonly isKeeping: boolean;
  readonly onCompared: () => void;
  readonly onClose: () => void;
};

/** Both sheets side by side, page by page: nothing takes the place of a paper that nobody has seen beside it. */
export const CompareScan = ({ name, file, beside, paper, isKeeping, onCompared, onClose }: CompareProps) => {
  const t = useTexts();
  const [isLarge, setLarge] = useState(false);
  const scan = useAddressOf(file);
  const { recognised, pages, paperPages, scanPages, slowFrom } = beside;
  const all = Math.max(paperPages, scanPages);
  return (
    <Modal
      open
      onCancel={onClose}
      width="min(1240px, 96vw)"
      title={t('desk:case.compareScan')}
      mask={{ closable: false }}
      footer={[
        <Button key="cancel" autoFocus onClick={onClose}>
          {t('desk:case.compareCancel')}
        </Button>,
        <Button key="keep" type="primary" loading={isKeeping} onClick={onCompared}>
          {t('desk:case.comparedScan')}
        </Button>,
      ]}
    >
      <p>
        <strong>{name}</strong> · {t(`desk:case.compareBy.${recognised}`)}
      </p>
      {slowFrom !== null && <p role="status">{t('desk:case.compareSlow', { page: slowFrom })}</p>}
      <p className="compare-links">
        <a href={paper} target="_blank" rel="noreferrer">
          {t('desk:case.compareOpenPaper')}
        </a>
        <a href={scan} target="_blank" rel="noreferrer">
          {t('desk:case.compareOpenScan')}
        </a>
        <Button size="small" aria-pressed={isLarge} onClick={() => setLarge(!isLarge)}>
          {t(isLarge ? 'desk:case.compareSmall' : 'desk:case.compareLarge')}
        </Button>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={isLarge ? 'compare large' : 'compare'} tabIndex={0} aria-label={t('desk:case.compareScan')}>
        {pages.map((page, at) => {
          const number = at + 1;
          return (
            <div key={number} className="compare-row">
              <Sheet
                said={t('desk:case.comparePaper', { page: number })}
                picture={page.paper}
                instead={number > paperPages ? t('desk:case.compareNoPage') : t('desk:case.compareUndrawn')}
              />
              <Sheet
                said={t('desk:case.compareSide', { page: number })}
                picture={page.scan}
                instead={t('desk:case.compareUndrawn')}
              />
            </div>
          );
        })}
        {all > pages.length && (
          <p>{t('desk:case.compareMore', { shown: pages.length, paper: paperPages, scan: scanPages })}</p>
        )}
      </section>
    </Modal>
  );
};

type SheetProps = { readonly said: string; readonly picture: string | null; readonly instead: string };

const Sheet = ({ said, picture, instead }: SheetProps) => (
  <figure>
    <figcaption>{said}</figcaption>
    {picture === null ? (
      <p className="quiet">{instead}</p>
    ) : (
      <img src={`data:image/jpeg;base64,${picture}`} alt={said} />
    )}
  </figure>
);

/** Of the very file that was chosen; no address once the dialog is gone. */
const useAddressOf = (file: File): string | undefined => {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
};
