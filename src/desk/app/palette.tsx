import { Input, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { administrationEntries, ownPage } from '../features/administration/pages.tsx';
import { doors, mayOpen } from '../kit/doors.ts';
import { routes } from '../kit/paths.ts';
import { useSavedViews } from '../kit/questions.ts';
import { addressOfView } from '../kit/saved-views.ts';
import { useTexts } from '../kit/texts.ts';
import { isComposing } from '../kit/use-keys.ts';
import { useLanguage } from '../kit/use-language.ts';
import { addressOf, viewNames } from '../kit/views.ts';

type Choice = { readonly id: string; readonly text: string; readonly go: () => void };
type PaletteProps = { readonly open: boolean; readonly onClose: () => void; readonly session: DeskSession };

const places = [
  'entry',
  'team',
  'rivals',
  'questions',
  'reports',
  'incidents',
  'owed',
  'outcomes',
  'rules',
  'calendar',
] as const;

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

  const hasCases = mayOpen('cases', session);
  const choices = useMemo(() => {
    const to = (address: string) => () => void navigate(address);
    const offered: Choice[] = [
      ...(hasCases ? viewNames : []).map((view) => ({
        id: view,
        text: t(`desk:view.${view}`),
        go: to(`${routes.cases}${addressOf(view)}`),
      })),
      ...(saved.data ?? []).map((view) => ({ id: view.id, text: view.name, go: to(addressOfView(view)) })),
      ...places
        .filter((name) => mayOpen(name, session))
        .map((name) => ({ id: name, text: t(`desk:nav.${name}`), go: to(doors[name].address) })),
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
    const fitting = offered.filter((place) => place.text.toLowerCase().includes(wish.toLowerCase()));
    if (wish === '' || !hasCases) return fitting;
    const byNumber = looksLikeNumber(wish)
      ? [{ id: 'case', text: t('desk:palette.openCase', { number: wish }), go: to(routes.caseOf(wish)) }]
      : [];
    const byText = {
      id: 'search',
      text: t('desk:palette.searchFor', { q: wish }),
      go: to(`${routes.cases}?q=${encodeURIComponent(wish)}`),
    };
    return [...byNumber, ...fitting, byText];
  }, [typed, saved.data, navigate, session, hasCases, speak, t]);

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
    if (event.key === 'Enter' && !isComposing(event.nativeEvent)) take(choices[at]);
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
