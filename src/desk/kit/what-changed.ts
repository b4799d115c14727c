/** What a form's page says of its matter, as text: lines where there are several. */
export type Shown = {
  readonly label: string;
  readonly text: string;
  /** The field of the form that takes such lines. */
  readonly field?: string;
};
/** What somebody looked at when opening a form. */
export type Seen = { readonly version: number; readonly shows: readonly Shown[] };

export type Changed = {
  readonly label: string;
  readonly came: readonly string[];
  readonly left: readonly string[];
  readonly field?: string;
};

const linesIn = (text: string | undefined): string[] => (text ?? '').split('\n').filter((line) => line.trim() !== '');

/** Line by line what stands there now and did not, and the other way about; what is as it was is left out. */
export const whatChanged = (before: readonly Shown[], now: readonly Shown[]): readonly Changed[] => {
  const labels = [...new Set([...now, ...before].map(({ label }) => label))];
  return labels.flatMap((label) => {
    const was = linesIn(before.find((one) => one.label === label)?.text);
    const present = now.find((one) => one.label === label);
    const is = linesIn(present?.text);
    const came = is.filter((line) => !was.includes(line));
    const left = was.filter((line) => !is.includes(line));
    if (came.length === 0 && left.length === 0) return [];
    return [{ label, came, left, ...(present?.field === undefined ? {} : { field: present.field }) }];
  });
};
