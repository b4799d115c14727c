import type { ActNameText } from '#modules/complaints/case-contract.ts';
import type { Values } from './act-field.ts';
import { actForms } from './act-forms.ts';
import { isEmpty } from './act-values.ts';

/** Who has the power is the one to whom it is transferred; each form calls that by its own name. */
const sameAs: Readonly<Partial<Record<ActNameText, Readonly<Record<string, string>>>>> = {
  transfer: { unit: 'rightBureau', to: 'competentBody' },
};

/** What was typed into one form, as far as the form of the act named instead asks the same; of units only those it can show. */
export const carriedOver = (
  from: ActNameText,
  to: ActNameText,
  values: Values,
  isBureau: (id: string) => boolean,
): Values => {
  const typed = new Map(
    actForms[from].filter(({ name }) => !isEmpty(values[name])).map(({ name, control }) => [name, control]),
  );
  const carried: Record<string, unknown> = {};
  for (const { name, control } of actForms[to]) {
    const other = sameAs[to]?.[name];
    const isSame = typed.get(name) === control && control !== 'ground';
    const source = isSame ? name : other !== undefined && typed.has(other) ? other : undefined;
    if (source === undefined) continue;
    if (control !== 'any-bureau' || isBureau(String(values[source]))) carried[name] = values[source];
  }
  return carried;
};
