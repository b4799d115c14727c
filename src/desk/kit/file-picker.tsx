import type { Ref } from 'react';

type PickerProps = {
  readonly ref: Ref<HTMLInputElement>;
  readonly label: string;
  readonly onPicked: (file: File) => void;
};

/** A scan or a photograph; unseen, a button beside it opens it. */
export const ScanPicker = ({ ref, label, onPicked }: PickerProps) => (
  <input
    ref={ref}
    type="file"
    className="file-picker"
    accept="application/pdf,image/*"
    aria-label={label}
    onChange={(event) => {
      const [file] = event.target.files ?? [];
      event.target.value = '';
      if (file !== undefined) onPicked(file);
    }}
  />
);
