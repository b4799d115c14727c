import type { ReportView } from '#modules/reports/contract.ts';
import { CorrectPerson } from '../../kit/correct-person.tsx';
import { useTexts } from '../../kit/texts.ts';

const corrected = ['name', 'phone', 'address'] as const;
const most = { name: 100, phone: 40, address: 300 } as const;

type CorrectProps = {
  readonly view: ReportView;
  readonly path: string;
  readonly onDone: () => void;
};

/** What is known of the reporter is put right by whoever has the report in hand. */
export const CorrectReporter = ({ view, path, onDone }: CorrectProps) => {
  const t = useTexts();
  const word = (name: string): string => t(`desk:reports.correctReporter${name}`);
  return (
    <CorrectPerson
      person={view.reporter?.mayCorrect === true ? view.reporter.person : null}
      path={path}
      refresh="reports"
      fields={corrected.map((name) => ({ name, label: t(`desk:reports.field.${name}`), most: most[name] }))}
      words={{ title: word(''), note: word('Note'), why: word('Why'), done: word('Done') }}
      onDone={onDone}
    />
  );
};
