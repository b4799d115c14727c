import type { Seen } from '../../kit/what-changed.ts';
import type { FieldSpec } from './change-field.ts';

/** What a form of the whole record begins with is what was seen: a colleague’s change of it meanwhile is told. */
export const changeSeen = (
  version: number,
  fields: readonly FieldSpec[],
  initial: Readonly<Record<string, unknown>>,
): Seen => ({
  version,
  shows: fields.map((field) => {
    const value = initial[field.name];
    const options = 'options' in field ? field.options : [];
    const text = options.find((one) => one.value === value)?.label ?? value;
    return { label: field.label, text: text === undefined ? '' : String(text) };
  }),
});
