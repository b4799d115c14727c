import { App, Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useSaveViews } from '../../kit/saved-views.ts';
import { useTexts } from '../../kit/texts.ts';

export const SaveView = ({ query, disabled }: { readonly query: string; readonly disabled: boolean }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const views = useSaveViews();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const save = async () => {
    const kept = name.trim();
    if (kept === '') return;
    await views.add(kept, query);
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
