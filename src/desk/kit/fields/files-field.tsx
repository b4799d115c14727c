import { DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { problemOf, uploadFile } from '../api.ts';
import { hand } from '../hand.ts';
import { useTexts } from '../texts.ts';

export type ChosenFile = {
  readonly file: string;
  readonly name: string;
  /** What others may see of it, and what can be done. */
  readonly says?: readonly string[];
};
type FilesProps = {
  readonly id?: string;
  readonly value?: readonly ChosenFile[];
  readonly onChange?: (value: readonly ChosenFile[]) => void;
};

const kinds = 'image/*,application/pdf,audio/*,video/*';

/** Files go up as soon as they are chosen; the form then holds only their ids. */
export const FilesField = ({ id, value = [], onChange }: FilesProps) => {
  const t = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<string>();
  const [failures, setFailures] = useState<readonly string[]>([]);

  const take = async (files: readonly File[]) => {
    setFailures([]);
    let stored = value;
    for (const file of files) {
      setBusy(file.name);
      try {
        const { file: id, says } = await uploadFile(file);
        // The same content chosen again is the same file.
        if (stored.some((one) => one.file === id)) {
          stored = stored.map((one) => (one.file === id ? { ...one, says } : one));
        } else {
          hand.hold(id);
          stored = [...stored, { file: id, name: file.name, says }];
        }
        onChange?.(stored);
      } catch (error) {
        const why = problemOf(error)?.detail ?? t('desk:state.errorText');
        setFailures((before) => [...before, t('desk:acts.uploadFailed', { name: file.name, why })]);
      }
    }
    setBusy(undefined);
  };

  return (
    <div className="files">
      <input
        ref={picker}
        type="file"
        multiple
        className="file-picker"
        aria-label={t('desk:acts.upload')}
        accept={kinds}
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button
        {...(id === undefined ? {} : { id })}
        icon={<UploadOutlined aria-hidden />}
        loading={busy !== undefined}
        onClick={() => picker.current?.click()}
      >
        {busy === undefined ? t('desk:acts.upload') : t('desk:acts.uploading', { name: busy })}
      </Button>
      <ul>
        {value.map((one) => (
          <li key={one.file}>
            {one.name}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('desk:acts.removeFile', { name: one.name })}
              onClick={() => {
                hand.letGo([one.file]);
                onChange?.(value.filter((other) => other.file !== one.file));
              }}
            />
            {one.says?.map((said) => (
              <p key={said} className="said-of-file" role="status">
                {said}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {failures.map((failure) => (
        <p key={failure} className="fault" role="alert">
          {failure}
        </p>
      ))}
    </div>
  );
};
