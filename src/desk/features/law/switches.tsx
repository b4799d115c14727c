import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { basisText } from '#kernel/article.ts';
import { longDay } from '#kernel/day-text.ts';
import type { RuleSetting, RuleSwitch } from '#kernel/rule.ts';
import type { LawRules } from '#modules/complaints/law-contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { rulesKey } from '../../kit/law-questions.ts';
import { useBureaus, useSession } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { choiceText } from './choice-text.ts';
import { SettingDrawer } from './setting-drawer.tsx';

/** What is unsettled in law: the default, what was decided and signed, and deciding it. */
export const Switches = ({ law }: { readonly law: LawRules }) => {
  const t = useTexts();
  const [deciding, setDeciding] = useState<RuleSwitch>();
  return (
    <dl className="switches">
      {law.rulebook.switches.map((one) => {
        const decided = law.settings.filter((each) => each.rule === one.rule && each.name === one.name).at(-1);
        return (
          <div key={`${one.rule} ${one.name}`}>
            <dt>
              {one.rule} · {t(`law:switch.${one.name}`)}
            </dt>
            <dd>
              {decided === undefined
                ? t('desk:law.default', { value: choiceText(one.byDefault, one.name, t) })
                : `${choiceText(decided.value, one.name, t)} · ${t('administration:dated.since', { from: longDay(decided.effectiveFrom, t) })}`}
              <span className="quiet"> {basisText(one.basis, t)}</span>
              {law.mayDecide && (
                <Button size="small" className="decide" onClick={() => setDeciding(one)}>
                  {t('desk:law.decide')}
                </Button>
              )}
              {one.note !== undefined && <p className="quiet">{t(`law:switch-note.${one.note}`)}</p>}
              {decided !== undefined && <Signatures law={law} decided={decided} />}
            </dd>
          </div>
        );
      })}
      {deciding !== undefined && <SettingDrawer question={deciding} onClose={() => setDeciding(undefined)} />}
    </dl>
  );
};

/** A decision that lets the platform act in a bureau's name takes effect there when its head has signed. */
const Signatures = ({ law, decided }: { readonly law: LawRules; readonly decided: RuleSetting }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const session = useSession();
  const bureaus = useBureaus();
  const { rule, name, value, effectiveFrom } = decided;
  const sign = useMutation({
    mutationFn: () => write('/law/settings/sign', { rule, name, value, effectiveFrom }),
    onSuccess: () => {
      void questions.invalidateQueries({ queryKey: rulesKey });
      void message.success(t('desk:law.signed'));
    },
    onError: (error) => void message.error(problemOf(error)?.detail ?? t('desk:state.errorText')),
  });
  const signed = law.signatures.filter(
    (one) => one.rule === rule && one.name === name && one.value === value && one.effectiveFrom === effectiveFrom,
  );
  const own = session.data?.bureau ?? undefined;
  const maySign =
    name === 'end-mediation-without-officer' &&
    session.data?.roles.includes('bureau-head') === true &&
    !signed.some((one) => one.bureau === own);
  const nameOf = (id: string): string => bureaus.data?.find((one) => one.id === id)?.name ?? id;
  return (
    <>
      {signed.map((one) => (
        <p key={one.bureau} className="quiet">
          {t('desk:law.signedBy', { name: one.signedByName, bureau: nameOf(one.bureau) })}
        </p>
      ))}
      {maySign && (
        <Button size="small" type="primary" loading={sign.isPending} onClick={() => sign.mutate()}>
          {t('desk:law.sign')}
        </Button>
      )}
    </>
  );
};
