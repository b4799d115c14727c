import { EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Reveal } from './reveal.tsx';
import { useTexts } from './texts.ts';

type Props = {
  /** Whose code, what it is called, and as it is shown. */
  readonly name: string;
  readonly field: string;
  /** Of the dialogue, where name and field make no phrase together. */
  readonly title?: string;
  readonly shown: string;
  /** Silent where whoever looks may not open it. */
  readonly ask?: ((reason: string) => Promise<{ value: string }>) | undefined;
};

/** An opened value closes by itself: the screen of a counter is seen by others. */
export const OPEN_FOR = 60_000;

/** A code that is a person's identity number: in part, until somebody says why they open it. */
export const HiddenCode = ({ name, field, title, shown, ask }: Props) => {
  const t = useTexts();
  const [asks, setAsks] = useState(false);
  const [opened, setOpened] = useState<string>();
  useEffect(() => {
    if (opened === undefined) return;
    const timer = setTimeout(() => setOpened(undefined), OPEN_FOR);
    return () => clearTimeout(timer);
  }, [opened]);
  if (opened !== undefined)
    return (
      <>
        <strong>{opened}</strong> <small className="quiet">{t('desk:case.revealHide')}</small>
      </>
    );
  if (ask === undefined) return <span className="masked">{shown}</span>;
  return (
    <>
      <span className="masked">{shown}</span>
      <Button
        size="small"
        type="text"
        icon={<EyeOutlined aria-hidden />}
        aria-label={t('desk:case.reveal', { field })}
        onClick={() => setAsks(true)}
      />
      {asks && (
        <Reveal
          name={name}
          field={field}
          title={title}
          ask={ask}
          onClose={() => setAsks(false)}
          onOpened={(value) => {
            setOpened(value);
            setAsks(false);
          }}
        />
      )}
    </>
  );
};
