import type { Day } from '#kernel/day.ts';
import type { ConsultationView } from '#modules/intake/consultations/contract.ts';
import { CorrectPerson } from '../../kit/correct-person.tsx';
import { useTexts } from '../../kit/texts.ts';
import { dayOrText } from '../../kit/when.ts';

const most = { name: 100, phone: 40, address: 300, email: 200 } as const;
const corrected = ['name', 'phone', 'address', 'email'] as const;

type CorrectProps = {
  readonly view: ConsultationView;
  readonly path: string;
  readonly onDone: () => void;
};

const labelOf = (field: (typeof corrected)[number]): string =>
  field === 'name' ? 'desk:questions.asker' : `desk:case.${field}`;

/** What is known of who asked is put right by whoever works at the desk. */
export const CorrectAsker = ({ view, path, onDone }: CorrectProps) => {
  const t = useTexts();
  const word = (name: string): string => t(`desk:questions.correctAsker${name}`);
  return (
    <CorrectPerson
      person={view.mayCorrectAsker ? view.asker.person : null}
      path={path}
      refresh="questions"
      fields={corrected.map((name) => ({ name, label: t(labelOf(name)), most: most[name] }))}
      words={{ title: word(''), note: word('Note'), why: word('Why'), done: word('Done') }}
      onDone={onDone}
    />
  );
};

/** When, by whom and what; the values themselves lie in the vault. */
export const AskerCorrections = ({ view, today }: { readonly view: ConsultationView; readonly today: Day }) => {
  const t = useTexts();
  if (view.askerCorrections.length === 0) return null;
  return (
    <section>
      <h2>{t('desk:questions.askerCorrections')}</h2>
      <ul>
        {view.askerCorrections.map(({ on, by, along, fields }) => (
          <li key={`${on} ${fields.join()}`}>
            {t(along === null ? 'desk:questions.askerCorrected' : 'desk:questions.askerCorrectedAlong', {
              on: dayOrText(on, today, t),
              by: by ?? '',
              number: along ?? '',
              fields: fields.map((field) => t(labelOf(field))).join(t('desk:separator')),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
};
