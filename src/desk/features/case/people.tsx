import { EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { Day } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { agentPowersText, idKindText } from '#kernel/identity-words.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseParty, CaseView } from '#modules/complaints/case-contract.ts';
import type { RevealField } from '#modules/complaints/reveal-contract.ts';
import { write } from '../../kit/api.ts';
import { HiddenCode, OPEN_FOR } from '../../kit/hidden-code.tsx';
import { Pairs } from '../../kit/pairs.tsx';
import { hasText, sentences, useTexts } from '../../kit/texts.ts';
import { RevealValue } from './reveal.tsx';

const shownFields = ['name', 'phone', 'idNumber', 'address', 'email'] as const satisfies readonly RevealField[];

export const People = ({ view }: { readonly view: CaseView }) => {
  const t = useTexts();
  const { respondent } = view;
  const code = respondent.uscc ?? respondent.licence;
  const shownCode = code !== null && respondent.codeHidden ? <RespondentCode view={view} shown={code} /> : code;
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t('desk:case.people')}</h2>
      {view.jointAgreed && <p className="quiet">{t('desk:case.jointAgreed')}</p>}
      {view.tellBy !== null && (
        <p className="quiet">{t('desk:case.tellBy', { way: t(`complaint:tellBy.${view.tellBy}`) })}</p>
      )}
      {view.electronic !== null && (
        <p className="quiet">{t(view.electronic ? 'desk:case.electronic' : 'desk:case.notElectronic')}</p>
      )}
      {view.largePrint && <p className="flag-line">{t('desk:case.largePrint')}</p>}
      <div className="people">
        {view.parties
          .filter((party) => party.kind !== 'respondent')
          .map((party) => (
            <PartyBlock
              key={`${party.person} ${party.kind}`}
              number={view.number}
              party={party}
              choice={choiceWords(party, view, t)}
              said={saidWords(party, view, t)}
            />
          ))}
        <div>
          <h3>
            {t('complaint:party.respondent')} <small>{t(`complaint:respondentKind.${respondent.kind}`)}</small>
          </h3>
          <Pairs
            pairs={[
              [t('desk:case.respondentName'), respondent.name],
              [t(respondent.uscc === null ? 'desk:case.licence' : 'desk:case.uscc'), shownCode],
              [t('desk:case.platform'), respondent.platformName],
              [t('desk:case.shop'), respondent.shop],
              [t('desk:case.address'), respondent.address],
              [t('desk:case.shownAddress'), shownWords(respondent, t)],
              [t('desk:case.contact'), respondent.contact],
              [t(respondent.writtenPhone === null ? 'desk:case.phone' : 'desk:case.registeredPhone'), respondent.phone],
              [t('desk:case.writtenPhone'), respondent.writtenPhone],
              [t('desk:case.respondentClue'), respondent.clue],
            ]}
          />
        </div>
      </div>
    </section>
  );
};

/** A person's number: from the register it is opened there, as the complainant wrote it, in the case. */
const RespondentCode = ({ view, shown }: { readonly view: CaseView; readonly shown: string }) => {
  const t = useTexts();
  const { respondent } = view;
  const person = view.parties.find((party) => party.kind === 'respondent')?.person;
  return (
    <HiddenCode
      name={respondent.name ?? t('complaint:party.respondent')}
      field={t(respondent.uscc === null ? 'desk:case.licence' : 'desk:case.uscc')}
      shown={shown}
      ask={
        respondent.mayOpenCode
          ? (reason) =>
              respondent.uscc === null
                ? write(`/complaints/${encodeURIComponent(view.number)}/reveal`, { person, field: 'licence', reason })
                : write(`/operators/${respondent.operator}/code`, { reason })
          : undefined
      }
    />
  );
};

/** Art. 13(3): what the platform shows decides which bureau is competent, whatever it gave when it was asked. */
const shownWords = ({ platformShows }: CaseView['respondent'], t: Translate): string | null =>
  platformShows === null ? null : (platformShows.address ?? t('desk:case.showsNoAddress'));

/** Whether the agent may act, and what to do where it may not. */
const standingWords = ({ standing, power }: CaseParty, t: Translate): string => {
  const until = power?.until == null ? '' : longDay(power.until as Day, t);
  const said = t(`desk:case.agentStanding.${standing}`, { until });
  const isGeneral = standing === 'in-force' && power?.powers != null && power.powers !== 'special';
  return sentences([said, isGeneral ? t('desk:case.agentGeneral') : undefined], t);
};

/** Art. 12: whoever complains along chooses in writing who speaks for them; papers handed in together name nobody. */
const choiceWords = ({ kind, person }: CaseParty, { parties, evidence }: CaseView, t: Translate) => {
  if (kind !== 'joint' || !parties.some((party) => party.kind === 'representative')) return undefined;
  const papers = evidence.filter(({ purpose }) => purpose === 'representation');
  if (papers.some((paper) => paper.person === person)) return t('desk:case.choice.own');
  return t(papers.some((paper) => paper.person === null) ? 'desk:case.choice.together' : 'desk:case.choice.none');
};

/** What each of several said of themselves; of one who complains alone the matter says it. */
const saidWords = ({ said, kind }: CaseParty, { parties }: CaseView, t: Translate): string | undefined => {
  const isAlone =
    kind === 'complainant' && !parties.some((one) => one.kind === 'joint' || one.kind === 'representative');
  if (said === null || isAlone) return undefined;
  const isFormer = kind === 'former';
  const words = (['joint', 'publicity', 'entrust'] as const).map((what) =>
    said[what] === null
      ? isFormer
        ? undefined
        : t(`desk:case.said.${what}.none`)
      : t(`desk:case.said.${what}.${said[what] ? 'yes' : 'no'}`),
  );
  const whole = sentences(words, t);
  return isFormer && whole !== '' ? t('desk:case.said.before', { said: whole }) : whole;
};

type PartyProps = {
  readonly number: string;
  readonly party: CaseParty;
  readonly choice: string | undefined;
  readonly said: string | undefined;
};

const PartyBlock = ({ number, party, choice, said }: PartyProps) => {
  const t = useTexts();
  const [asked, setAsked] = useState<RevealField>();
  const [opened, setOpened] = useState<Partial<Record<RevealField, string>>>({});
  useEffect(() => {
    if (Object.keys(opened).length === 0) return;
    const timer = setTimeout(() => setOpened({}), OPEN_FOR);
    return () => clearTimeout(timer);
  }, [opened]);

  const shownValue = (field: RevealField): ReactNode => {
    const masked = party.masked[field];
    if (masked === null) return null;
    const plain = opened[field];
    if (plain !== undefined)
      return (
        <>
          <strong>{plain}</strong> <small className="quiet">{t('desk:case.revealHide')}</small>
        </>
      );
    return (
      <>
        <span className="masked">{masked}</span>
        {party.mayReveal && (
          <Button
            size="small"
            type="text"
            icon={<EyeOutlined aria-hidden />}
            aria-label={t('desk:case.reveal', { field: t(`desk:case.${field}`) })}
            onClick={() => setAsked(field)}
          />
        )}
      </>
    );
  };
  const relation = party.relation === null ? undefined : `complaint:relation.${party.relation}`;
  return (
    <div>
      <h3>
        {t(`complaint:party.${party.kind}`)}{' '}
        {relation !== undefined && <small>{hasText(relation) ? t(relation) : party.relation}</small>}
      </h3>
      {choice !== undefined && <p className="quiet">{choice}</p>}
      {said !== undefined && <p className="quiet">{said}</p>}
      {party.standing !== null && (
        <p className={party.standing === 'in-force' ? 'quiet' : 'flag-line'}>{standingWords(party, t)}</p>
      )}
      {party.erased ? (
        <p className="quiet">{t('desk:case.erased')}</p>
      ) : (
        <Pairs
          pairs={[
            ...shownFields.map((field) => [t(`desk:case.${field}`), shownValue(field)] as const),
            [t('desk:case.idType'), party.masked.idType && idKindText(party.masked.idType, t)],
            [t('desk:case.agentMatters'), party.power?.matters ?? null],
            [t('desk:case.agentPowers'), party.power?.powers && agentPowersText(party.power.powers, t)],
            [t('desk:case.agentUntil'), party.power?.until == null ? null : longDay(party.power.until as Day, t)],
            [
              t('desk:case.agentOriginal'),
              party.power === null
                ? null
                : t(party.power.originalSeen ? 'desk:case.originalSeen' : 'desk:case.originalNotSeen'),
            ],
            [t('desk:case.station'), party.station],
            [t('desk:case.told'), party.told === null ? null : t(`complaint:told.${party.told}`)],
          ]}
        />
      )}
      {asked !== undefined && (
        <RevealValue
          number={number}
          party={party}
          field={asked}
          onClose={() => setAsked(undefined)}
          onOpened={(value) => {
            setOpened((before) => ({ ...before, [asked]: value }));
            setAsked(undefined);
          }}
        />
      )}
    </div>
  );
};
