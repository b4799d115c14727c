import { FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { CasePaper, CaseView } from '#modules/complaints/case-contract.ts';
import { type Opening, OpenWithReason, type Whole, withOpening } from '../../kit/open-with-reason.tsx';
import { useTexts } from '../../kit/texts.ts';
import { asDay, dayText, instantText } from '../../kit/when.ts';
import { attemptsInVain, owed } from './act-values.ts';
import { deliverySentence, takenBackWords } from './event-sentence.ts';
import { PaperTools } from './paper-tools.tsx';
import { Prints } from './prints.tsx';
import { TakenBy } from './taken-by.tsx';

type PapersProps = {
  readonly view: CaseView;
  readonly today: Day;
  readonly onAct: (act: string, preset: Readonly<Record<string, string>>) => void;
};

export const Papers = ({ view, today, onAct }: PapersProps) => {
  const t = useTexts();
  const [asked, setAsked] = useState<Whole>();
  const [opened, setOpened] = useState<Opening>();
  const stillOpen = opened !== undefined && Date.parse(opened.until) > Date.now() ? opened.opening : undefined;
  const waiting = owed(view.papers);
  const mayDeliver = view.acts.some((act) => act.act === 'deliver');
  const mayTakeBack = view.acts.some((act) => act.act === 'take-back-delivery');
  const maySend = view.acts.some((act) => act.act === 'send-again');
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{t('desk:case.papers')}</h2>
      {view.papers.length === 0 && <p className="quiet">{t('desk:case.noPapers')}</p>}
      <ul className="papers">
        {[...view.papers].reverse().map((paper) => (
          <li key={paper.n}>
            {mayDeliver && <PaperTools view={view} paper={paper} opening={stillOpen} onAsk={setAsked} />}
            <PaperLink paper={paper} opening={stillOpen} onAsk={setAsked} />
            {paper.standing !== 'valid' && (
              <span className="flag">{t(`desk:case.paperStanding.${paper.standing}`)}</span>
            )}
            <p className="quiet">{[paper.number, instantText(paper.madeAt, today, t)].filter(Boolean).join(' · ')}</p>
            <Replaced paper={paper} today={today} />
            {paper.delivered.map((one) => (
              <p key={one.version} className={one.outcome === 'failed' ? 'failed' : 'quiet'}>
                {deliverySentence(one, today, t)}
                {one.reason !== null && (
                  <>
                    {t('desk:colon')}
                    {t(`complaint:tellingReason.${one.reason}`)}
                    {one.code !== null && ` (${one.code})`}
                  </>
                )}
                {[
                  one.via !== null &&
                    one.number !== null &&
                    t(`desk:case.numberFrom.${one.via}`, { number: one.number }),
                  one.proof !== null && t('desk:case.proof', { proof: one.proof }),
                  one.place !== null && t('desk:case.noticePlace', { place: one.place }),
                  one.reasons !== null && t('desk:case.noticeReasons', { reasons: one.reasons }),
                ]
                  .filter((text) => text !== false)
                  .map((text) => ` · ${text}`)}
                {one.receiver !== null && (
                  <>
                    {' · '}
                    <TakenBy view={view} version={one.version} to={one.to} receiver={one.receiver} />
                  </>
                )}{' '}
                · {instantText(one.at, today, t)}
                {one.takenBack !== null && <strong>{takenBackWords(one.takenBack, today, t)}</strong>}
              </p>
            ))}
            {mayTakeBack &&
              paper.marked.map((to) => (
                <Button
                  key={to}
                  size="small"
                  type="link"
                  className="flush"
                  onClick={() => onAct('take-back-delivery', { paper: String(paper.n), to })}
                >
                  {t('desk:case.takeBack', { who: t(`complaint:recipient.${to}`) })}
                </Button>
              ))}
            {paper.opened.map(({ to, at }) => (
              <p key={`${to} ${at}`} className="quiet">
                {t('complaint:event.PaperOpened', { to: t(`complaint:recipient.${to}`), paper: '' })} ·{' '}
                {instantText(at, today, t)}
              </p>
            ))}
            {maySend &&
              attemptsInVain(paper).map((to) => (
                <p key={`again ${to}`}>
                  <Button size="small" onClick={() => onAct('send-again', { paper: String(paper.n), to })}>
                    {t('desk:case.sendAgain', { who: t(`complaint:recipient.${to}`) })}
                  </Button>
                </p>
              ))}
            {waiting
              .filter((one) => one.paper.n === paper.n)
              .map(({ to }) => (
                <p key={to} className="owed">
                  {t('desk:case.undelivered', { who: t(`complaint:recipient.${to}`) })}
                  {mayDeliver && (
                    <Button size="small" onClick={() => onAct('deliver', { paper: String(paper.n), to })}>
                      {t('desk:case.deliver')}
                    </Button>
                  )}
                </p>
              ))}
          </li>
        ))}
      </ul>
      <Prints number={view.number} onAsk={setAsked} />
      {asked !== undefined && (
        <OpenWithReason
          number={view.number}
          whole={asked}
          onClose={() => setAsked(undefined)}
          onOpened={asked.what === 'papers' ? setOpened : undefined}
        />
      )}
    </section>
  );
};

/** The notice of a session, or the form 1, that this one took the place of: the form itself says nothing of it. */
const Replaced = ({ paper, today }: { readonly paper: CasePaper; readonly today: Day }) => {
  const t = useTexts();
  const on = asDay(paper.replaces?.on ?? '');
  if (paper.replaces === null || on === undefined) return null;
  return (
    <p className="quiet">
      {t(paper.code === 'form-1' ? 'desk:case.replacesForm' : 'desk:case.replaces', {
        number: paper.replaces.number,
        day: dayText(on, today, t),
      })}
    </p>
  );
};

type LinkProps = {
  readonly paper: CasePaper;
  readonly opening: string | undefined;
  readonly onAsk: (whole: Whole) => void;
};

/** The paper, and with a reading aid for who works in English; what shows how people are reached asks for a reason first. */
const PaperLink = ({ paper, opening, onAsk }: LinkProps) => {
  const t = useTexts();
  const name = paper.title ?? t(`complaint:paper.${paper.code}`);
  const links = [
    { text: name, address: paper.url, icon: <FilePdfOutlined aria-hidden /> },
    ...(t.language === 'en' ? [{ text: t('desk:case.withAid'), address: `${paper.url}?aid=en`, icon: null }] : []),
  ];
  return links.map(({ text, address, icon }, i) => (
    <span key={address}>
      {i > 0 && ' · '}
      {paper.asksReason && opening === undefined ? (
        <Button
          type="link"
          size="small"
          className="flush"
          icon={icon}
          onClick={() => onAsk({ what: 'papers', name, address })}
        >
          {text}
        </Button>
      ) : (
        <a href={opening === undefined ? address : withOpening(address, opening)} target="_blank" rel="noreferrer">
          {icon} {text}
        </a>
      )}
    </span>
  ));
};
