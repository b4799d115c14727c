import { Input, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { mayTakeDown } from '#kernel/taking-down.ts';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { administrationEntries, ownPage } from '../features/administration/pages.tsx';
import { routes } from '../kit/paths.ts';
import { useSavedViews } from '../kit/questions.ts';
import { addressOfView } from '../kit/saved-views.ts';
import { useTexts } from '../kit/texts.ts';
import { useLanguage } from '../kit/use-language.ts';
import { addressOf, holdsReports, viewNames } from '../kit/views.ts';

type Choice = { readonly id: string; readonly text: string; readonly go: () => void };
type PaletteProps = { readonly open: boolean; readonly onClose: () => void; readonly session: DeskSession };

/** Case numbers hold at least six digits; anything else is looked for in the texts. */
const looksLikeNumber = (text: string): boolean => /^[A-Za-z0-9-]*\d{4,}[A-Za-z0-9-]*$/.test(text);

export const Palette = ({ open, onClose, session }: PaletteProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const saved = useSavedViews();
  const speak = useLanguage();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (!open) return;
    setTyped('');
    setAt(0);
  }, [open]);

  const choices = useMemo(() => {
    const to = (address: string) => () => void navigate(address);
    const places: Choice[] = [
      ...viewNames.map((view) => ({
        id: view,
        text: t(`desk:view.${view}`),
        go: to(`${routes.cases}${addressOf(view)}`),
      })),
      ...(saved.data ?? []).map((view) => ({ id: view.id, text: view.name, go: to(addressOfView(view)) })),
      ...(mayTakeDown('complaint', session.roles)
        ? [{ id: 'entry', text: t('desk:nav.entry'), go: to(routes.entry) }]
        : []),
      { id: 'team', text: t('desk:nav.team'), go: to(routes.team) },
      { id: 'rivals', text: t('desk:nav.rivals'), go: to(routes.rivals) },
      { id: 'questions', text: t('desk:nav.questions'), go: to(routes.questions) },
      ...(holdsReports(session) ? [{ id: 'reports', text: t('desk:nav.reports'), go: to(routes.reports) }] : []),
      { id: 'incidents', text: t('desk:nav.incidents'), go: to(routes.incidents) },
      { id: 'owed', text: t('desk:nav.owed'), go: to(routes.owed) },
      { id: 'outcomes', text: t('desk:nav.outcomes'), go: to(routes.outcomes) },
      { id: 'rules', text: t('desk:nav.rules'), go: to(routes.rules) },
      { id: 'calendar', text: t('desk:nav.calendar'), go: to(routes.calendar) },
      ...administrationEntries(session.roles).map(({ to: address, text }) => ({
        id: address,
        text: t(text),
        go: to(address),
      })),
      { id: 'own', text: t('administration:nav.own'), go: to(ownPage) },
      {
        id: 'language',
        text: t('desk:nav.language'),
        go: () => void speak(t.language === 'en' ? 'zh-CN' : 'en'),
      },
    ];
    const wish = typed.trim();
    const fitting = places.filter((place) => place.text.toLowerCase().includes(wish.toLowerCase()));
    if (wish === '') return fitting;
    const byNumber = looksLikeNumber(wish)
      ? [{ id: 'case', text: t('desk:palette.openCase', { number: wish }), go: to(routes.caseOf(wish)) }]
      : [];
    const byText = {
      id: 'search',
      text: t('desk:palette.searchFor', { q: wish }),
      go: to(`${routes.cases}?q=${encodeURIComponent(wish)}`),
    };
    return [...byNumber, ...fitting, byText];
  }, [typed, saved.data, navigate, session, speak, t]);

  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    choice.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(choices.length - 1, now + step)));
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) take(choices[at]);
  };

  return (
    <Modal open={open} onCancel={onClose} footer={null} closable={false} title={null} width={560} destroyOnHidden>
      <div className="palette">
        <Input
          autoFocus
          size="large"
          variant="borderless"
          value={typed}
          placeholder={t('desk:palette.placeholder')}
          aria-label={t('desk:palette.title')}
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={`palette-${at}`}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div id="palette-list" role="listbox" aria-label={t('desk:palette.title')}>
          {choices.map((choice, i) => (
            <button
              type="button"
              key={choice.id}
              id={`palette-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              onClick={() => take(choice)}
              onMouseMove={() => setAt(i)}
            >
              {choice.text}
            </button>
          ))}
        </div>
        <p className="quiet">{t('desk:palette.hint')}</p>
      </div>
    </Modal>
  );
};
