import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { OpeningBody } from '#modules/complaints/paper-contract.ts';
import { problemOf, readText, write } from './api.ts';
import { AskDrawer } from './ask-drawer.tsx';
import { SideDrawer } from './side-drawer.tsx';
import { useTexts } from './texts.ts';

/** What shows values of people in clear: its reason is recorded before it is opened or copied. */
export type Whole = {
  readonly what: 'case-sheet' | 'history' | 'bundle' | 'papers';
  readonly name: string;
  /** Without the opening; a copy goes to the clipboard instead of a window. */
  readonly address: string;
  readonly copies?: true;
  /** What is done once the reason is on record, where that is more than opening it. */
  readonly instead?: { readonly text: string; readonly run: () => void };
};

export type Opening = { readonly opening: string; readonly until: string };

type OpenProps = {
  readonly number: string;
  readonly whole: Whole;
  readonly onClose: () => void;
  /** What is usually the reason at this place; whoever has another one says so. */
  readonly reason?: string;
  readonly onOpened?: ((opening: Opening) => void) | undefined;
};

export const withOpening = (address: string, id: string): string =>
  `${address}${address.includes('?') ? '&' : '?'}opening=${id}`;

/** Asks why, writes it down, and opens for ten minutes. */
export const OpenWithReason = ({ number, whole, reason: usual, onClose, onOpened }: OpenProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const path = `/complaints/${encodeURIComponent(number)}`;
  const opening = useMutation({
    mutationFn: (reason: string) => write<Opening>(`${path}/openings`, { what: whole.what, reason }),
    onSuccess: (made) => onOpened?.(made),
  });
  const copySheet = async (id: string) => {
    try {
      await navigator.clipboard.writeText(await readText(`${path}/case-sheet.txt?opening=${id}`));
      void message.success(t('desk:case.copied'));
      onClose();
    } catch (error) {
      void message.error(problemOf(error)?.detail ?? t('desk:state.errorText'));
    }
  };
  const id = opening.data?.opening;
  if (id === undefined)
    return (
      <AskDrawer
        title={whole.name}
        submit={t('desk:case.printDo')}
        fields={[{ name: 'reason', label: t('desk:case.printWhy'), kind: 'text', required: true }]}
        {...(usual === undefined ? {} : { initial: { reason: usual } })}
        body={OpeningBody}
        draft={null}
        busy={opening.isPending}
        error={opening.error}
        onClose={onClose}
        onAsked={({ reason }) => opening.mutate(String(reason))}
      >
        <p>{t(whole.what === 'papers' ? 'desk:case.paperNote' : 'desk:case.printNote')}</p>
      </AskDrawer>
    );
  return (
    <SideDrawer size={480} title={whole.name} onClose={onClose}>
      <p>{t('desk:case.printReady')}</p>
      {whole.instead !== undefined ? (
        <Button
          type="primary"
          autoFocus
          onClick={() => {
            whole.instead?.run();
            onClose();
          }}
        >
          {whole.instead.text}
        </Button>
      ) : whole.copies === true ? (
        <Button type="primary" autoFocus onClick={() => void copySheet(id)}>
          {t('desk:case.sheet')}
        </Button>
      ) : (
        <Button type="primary" autoFocus href={withOpening(whole.address, id)} target="_blank" rel="noreferrer">
          {t('desk:case.printOpen')}
        </Button>
      )}
    </SideDrawer>
  );
};
