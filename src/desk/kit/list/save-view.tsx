import { App, Button, Input, Popover } from 'antd';
import { useState } from 'react';
import type { DeskList } from '#modules/complaints/desk-contract.ts';
import { problemOf } from '../api.ts';
import { problemLines } from '../place-faults.ts';
import { useSaveViews } from '../saved-views.ts';
import { useTexts } from '../texts.ts';

type SaveProps = { readonly list: DeskList; readonly query: string; readonly disabled: boolean };

export const SaveView = ({ list, query, disabled }: SaveProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const views = useSaveViews();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const save = async () => {
    const kept = name.trim();
    if (kept === '') return;
    try {
      await views.add(kept, query, list);
    } catch (error) {
      const problem = problemOf(error);
      void message.error(problem === undefined ? t('desk:state.errorText') : problemLines(problem).join(' '));
      return;
    }
    setOpen(false);
    setName('');
    void message.success(t('desk:list.saved', { name: kept }));
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('desk:list.saveTitle')}
      content={
        <form
          className="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Input
            autoFocus
            maxLength={40}
            value={name}
            aria-label={t('desk:list.saveName')}
            placeholder={t('desk:list.saveName')}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="primary" htmlType="submit">
            {t('desk:list.saveDo')}
          </Button>
        </form>
      }
    >
      <Button disabled={disabled}>{t('desk:list.save')}</Button>
    </Popover>
  );
};
