import { Modal } from 'antd';
import { keyedActs } from '../kit/act-keys.ts';
import { mayOpen, type Who } from '../kit/doors.ts';
import { paths } from '../kit/paths.ts';
import { useTexts } from '../kit/texts.ts';

type Row = { readonly keys: readonly string[]; readonly text: string };

const KeyTable = ({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) => (
  <section>
    <h3>{title}</h3>
    <dl className="keys">
      {rows.map((row) => (
        <div key={row.text}>
          <dt>
            {row.keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{row.text}</dd>
        </div>
      ))}
    </dl>
  </section>
);

type HelpProps = { readonly open: boolean; readonly onClose: () => void; readonly session: Who };

export const KeyHelp = ({ open, onClose, session }: HelpProps) => {
  const t = useTexts();
  const text = (name: string) => t(`desk:keys.${name}`);
  const everywhere = [
    { keys: ['⌘ / Ctrl', 'K'], text: text('palette') },
    ...(mayOpen('entry', session) ? [{ keys: ['c'], text: text('new') }] : []),
    { keys: ['?'], text: text('help') },
    { keys: ['Esc'], text: text('close') },
  ];
  const list = [
    { keys: ['j'], text: text('down') },
    { keys: ['k'], text: text('up') },
    { keys: ['Enter'], text: text('open') },
    { keys: ['x'], text: text('select') },
    { keys: ['/'], text: text('search') },
  ];
  const acts = keyedActs.map(({ act, key }) => ({ keys: [key], text: t(`complaint:act.${act}`) }));
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={text('title')} width={680}>
      <div className="key-columns">
        <div>
          <KeyTable title={text('everywhere')} rows={everywhere} />
          <KeyTable title={text('inList')} rows={list} />
        </div>
        {mayOpen('cases', session) && <KeyTable title={text('inCase')} rows={acts} />}
      </div>
      <p className="open-source">
        <a href={paths.licences} target="_blank" rel="noreferrer">
          {t('desk:nav.licences')}
        </a>
      </p>
    </Modal>
  );
};
