import { Button } from 'antd';
import type { Day } from '#kernel/day.ts';
import { moneyText } from '#kernel/money.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { Pairs } from '../../kit/pairs.tsx';
import { hasText, useTexts } from '../../kit/texts.ts';
import { asDay, dayOrText, dayText } from '../../kit/when.ts';
import { namesAmong } from './lacking-names.ts';
import { isStoryLeft } from './story-to-write.ts';

type PurchaseProps = { readonly view: CaseView; readonly today: Day };
type MatterProps = PurchaseProps & { readonly onAct: (act: string) => void };

/** What happened, what is asked for, and how it was bought. */
export const Matter = ({ view, today, onAct }: MatterProps) => {
  const t = useTexts();
  const claims = view.claims
    .map((claim) =>
      [t(`complaint:claim.${claim.kind}`), claim.amountFen === undefined ? '' : moneyText(claim.amountFen)]
        .filter(Boolean)
        .join(' '),
    )
    .join(t('desk:separator'));
  const knewOn = asDay(view.knewOn);
  const missing = view.notInSource.map((name) => {
    const key = `complaint:notInSource.${name}`;
    return hasText(key) ? t(key) : name;
  });
  /** Of several, what all of them agree to: whoever is missing or against it is named. */
  const together = (what: 'publicity' | 'entrust'): string => {
    const lacking = view.consents?.lacking?.[what];
    const agrees = view.consents?.[what];
    if (lacking == null || agrees !== false) return word(agrees);
    if (view.parties.every(({ kind }) => kind !== 'joint' && kind !== 'representative'))
      return word(lacking.silent.length > 0 ? null : agrees);
    return lacking.against.length > 0
      ? t('desk:case.declined', { names: namesAmong(lacking.against, view.parties, t) })
      : t('desk:case.notSaidBy', { names: namesAmong(lacking.silent, view.parties, t) });
  };
  const word = (agrees: boolean | null | undefined): string =>
    t(`desk:case.${agrees === null || agrees === undefined ? 'notAsked' : agrees ? 'agrees' : 'disagrees'}`);
  return (
    <section aria-labelledby="matter">
      <h2 id="matter">{t('desk:case.matter')}</h2>
      {missing.length > 0 && (
        <p className="flag-line">
          {t('desk:case.notInSource', { fields: missing.join(t('desk:separator')) })}
          {isStoryLeft(view) && (
            <Button size="small" type="link" onClick={() => onAct('complete-particulars')}>
              {t('desk:case.writeStory')}
            </Button>
          )}
        </p>
      )}
      {view.claimsUnsettled !== null && view.acts.some(({ act }) => act === 'supply') && (
        <p className="flag-line">
          {t('desk:case.claimsUnsettled', { on: dayOrText(view.claimsUnsettled.on, today, t) })}
        </p>
      )}
      <p className="facts">{view.facts ?? <em>{t('desk:case.erased')}</em>}</p>
      <Pairs
        pairs={[
          [t('desk:case.claims'), [claims, view.claimText].filter(Boolean).join(t('desk:colon'))],
          [t('desk:case.amount'), view.amountFen === null ? null : moneyText(view.amountFen)],
          [t('desk:case.knewOn'), knewOn === undefined ? null : dayText(knewOn, today, t)],
          [t('desk:case.recovered'), view.recoveredFen === null ? null : moneyText(view.recoveredFen)],
          [t('desk:case.object'), view.objectName ?? view.objectCode],
          [t('desk:case.problem'), view.problemName ?? view.problemCode],
        ]}
      />
      <Purchase view={view} today={today} />
      {view.sourceRemarks !== null && (
        <>
          <h3>{t('desk:case.sourceRemarks')}</h3>
          <p className="facts">{view.sourceRemarks}</p>
        </>
      )}
      <h3>{t('desk:case.consents')}</h3>
      <Pairs
        pairs={[
          [
            t('complaint:party.complainant'),
            view.consents === null
              ? `${t('desk:case.notAsked')}${t('desk:comma')}${t('desk:case.askConsents')}`
              : [
                  `${t('desk:case.publicity')}${t('desk:colon')}${together('publicity')}`,
                  `${t('desk:case.entrust')}${t('desk:colon')}${together('entrust')}`,
                ].join(' · '),
          ],
          [
            t('complaint:party.respondent'),
            [
              `${t('desk:case.mediation')}${t('desk:colon')}${word(view.respondent.consentsToMediation)}`,
              `${t('desk:case.entrust')}${t('desk:colon')}${word(view.respondent.consentsToEntrust)}`,
            ].join(' · '),
          ],
        ]}
      />
    </section>
  );
};

const howBought = (online: boolean | null): string => (online === null ? 'onlineOpen' : online ? 'online' : 'offline');

const Purchase = ({ view, today }: PurchaseProps) => {
  const t = useTexts();
  const { purchase } = view;
  if (purchase === null) return null;
  const purchasedOn = asDay(purchase.purchasedOn);
  return (
    <>
      <h3>{t('desk:case.purchase')}</h3>
      <Pairs
        pairs={[
          [t('desk:case.goods'), [purchase.goods, purchase.brand, purchase.quantity].filter(Boolean).join(' · ')],
          [t('desk:case.purchasedOn'), purchasedOn === undefined ? null : dayText(purchasedOn, today, t)],
          [
            t('desk:case.howBought'),
            [t(`desk:case.${howBought(purchase.online)}`), purchase.online !== false && purchase.platformName]
              .filter(Boolean)
              .join(' · '),
          ],
          [t('desk:case.place'), purchase.place],
          [t('desk:case.order'), purchase.orderNumber],
          [t('desk:case.logistics'), purchase.logisticsNumber],
          [t('desk:case.shopLink'), purchase.shopLink && <span className="breakable">{purchase.shopLink}</span>],
        ]}
      />
    </>
  );
};
