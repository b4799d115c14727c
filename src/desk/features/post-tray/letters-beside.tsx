import { MailOutlined, PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { RequestLettersMade } from '#modules/complaints/keeping/request-contract.ts';
import type { ConsultationList, LettersMade, LettersPosted } from '#modules/intake/consultations/contract.ts';
import { problemOf, read, write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import { routes } from '../../kit/paths.ts';
import { useSession } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { PrintDrawer, type PrintWish } from './print-drawer.tsx';

type Made = { readonly url: string | null; readonly printed: number; readonly left: readonly { detail: string }[] };
type Left = readonly { readonly name: string; readonly detail: string }[];

type TrayProps = {
  readonly title: string;
  readonly rows: readonly { readonly key: string; readonly name: string; readonly line: ReactNode }[];
  /** Asks for one print; the answer says where it is. */
  readonly print: (keys: readonly string[], wish: PrintWish) => Promise<Made & { readonly left: Left }>;
  /** Marks as posted on a day; what could not be is told. */
  readonly mark: (
    keys: readonly string[],
    postedOn: string,
  ) => Promise<{ readonly posted: number; readonly left: Left }>;
  readonly fresh: readonly string[];
  readonly more?: ReactNode;
};

/** Letters of no case: chosen, printed with their address pages and marked as posted, as those of the cases are. */
const BesideTray = ({ title, rows, print, mark, fresh, more }: TrayProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const today = useToday();
  const [printing, setPrinting] = useState(false);
  const [marking, setMarking] = useState(false);
  const keys = chosen.filter((key) => rows.some((row) => row.key === key));
  const renew = () => void questions.invalidateQueries({ queryKey: fresh });
  const posting = useMutation({
    mutationFn: (postedOn: string) => mark(keys, postedOn),
    onSuccess: ({ posted, left }) => {
      renew();
      setMarking(false);
      if (posted > 0) void message.success(t('desk:owed.markDone', { count: posted }));
      if (left.length === 0) setChosen([]);
    },
  });
  const left = posting.data?.left ?? [];
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <LeftLines left={left} />
      <ul className="beside-letters">
        {rows.map(({ key, name, line }) => (
          <li key={key}>
            <Checkbox
              aria-label={name}
              checked={keys.includes(key)}
              onChange={({ target }) => setChosen(target.checked ? [...keys, key] : keys.filter((one) => one !== key))}
            />{' '}
            {line}
          </li>
        ))}
      </ul>
      {keys.length > 0 && (
        <p className="beside-acts">
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => setPrinting(true)}>
            {t('desk:owed.print')}
          </Button>{' '}
          <Button
            icon={<MailOutlined aria-hidden />}
            onClick={() => {
              posting.reset();
              setMarking(true);
            }}
          >
            {t('desk:owed.markTitle')}
          </Button>
        </p>
      )}
      {more}
      {marking && (
        <AskDrawer
          title={t('desk:owed.markTitle')}
          submit={t('desk:owed.markDo', { count: keys.length })}
          fields={[{ name: 'postedOn', label: t('desk:owed.postedOn'), kind: 'day', required: true }]}
          initial={{ postedOn: today }}
          draft={null}
          busy={posting.isPending}
          error={posting.error}
          onClose={() => setMarking(false)}
          onAsked={({ postedOn }) => posting.mutate(String(postedOn))}
        />
      )}
      {printing && (
        <PrintBeside print={(wish) => print(keys, wish)} count={keys.length} onClose={() => setPrinting(false)} />
      )}
    </section>
  );
};

const LeftLines = ({ left }: { readonly left: Left }) => {
  const t = useTexts();
  if (left.length === 0) return null;
  return (
    <Alert
      type="warning"
      title={t('desk:owed.left', { count: left.length })}
      description={left.map(({ name, detail }) => (
        <p key={name}>
          {name} · {detail}
        </p>
      ))}
    />
  );
};

type PrintProps = {
  readonly print: (wish: PrintWish) => Promise<Made & { readonly left: Left }>;
  readonly count: number;
  readonly onClose: () => void;
};

/** What was printed before is asked about once the server says so. */
const PrintBeside = ({ print, count, onClose }: PrintProps) => {
  const t = useTexts();
  const asking = useMutation({ mutationFn: print });
  const isAgain = problemOf(asking.error)?.code === 'printed-before';
  return (
    <PrintDrawer
      count={count}
      asking={asking}
      again={isAgain ? t('desk:owed.againSure') : undefined}
      leftOut={({ left }) => <LeftLines left={left} />}
      onClose={onClose}
    />
  );
};

/** Answers to questions that have not left, or came back; the list of questions shows all of them. */
export const QuestionLetters = () => {
  const t = useTexts();
  const found = useQuery({
    queryKey: ['questions', 'owed'],
    queryFn: ({ signal }) => read<ConsultationList>('/consultations?owed=true&limit=50', signal),
  });
  const named = (left: readonly { number: string; detail: string }[]): Left =>
    left.map(({ number, detail }) => ({ name: number, detail }));
  return (
    <BesideTray
      title={t('desk:owed.questions')}
      rows={(found.data?.rows ?? []).map(({ number, asker, owed, largePrint }) => ({
        key: number,
        name: number,
        line: (
          <>
            <Link to={routes.questionOf(number)}>{number}</Link> {asker}{' '}
            <span className="flag">{t('desk:owed.questionPapers', { count: owed })}</span>{' '}
            {largePrint && <span className="flag">{t('desk:owed.largePrint')}</span>}
          </>
        ),
      }))}
      print={async (numbers, wish) => {
        const made = await write<LettersMade>('/consultations/letters', { numbers, ...wish });
        return { ...made, left: named(made.left) };
      }}
      mark={async (numbers, postedOn) => {
        const done = await write<LettersPosted>('/consultations/letters/posted', { numbers, postedOn });
        return { ...done, left: named(done.left) };
      }}
      fresh={['questions']}
      more={found.data?.next != null && <Link to={`${routes.questions}?owed=true`}>{t('desk:owed.allQuestions')}</Link>}
    />
  );
};

type ToPost = {
  readonly rows: readonly { readonly id: string; readonly letter: string | null; readonly largePrint: boolean }[];
};
const desk: ReadonlySet<string> = new Set(['bureau-head', 'intake-officer']);

/** Answers about own data that go by post; for those who answer them. */
export const RequestLetters = () => {
  const t = useTexts();
  const session = useSession();
  const isDesk = session.data?.roles.some((role) => desk.has(role)) ?? false;
  const found = useQuery({
    queryKey: ['data-requests', 'to-post'],
    queryFn: ({ signal }) => read<ToPost>('/data-requests/desk?toPost=true&limit=50', signal),
    enabled: isDesk,
  });
  const rows = found.data?.rows ?? [];
  const nameOf = (id: string): string => rows.find((row) => row.id === id)?.letter ?? id;
  return (
    <BesideTray
      title={t('desk:owed.dataAnswers')}
      rows={rows.map(({ id, largePrint }) => ({
        key: id,
        name: nameOf(id),
        line: (
          <>
            {nameOf(id)} {largePrint && <span className="flag">{t('desk:owed.largePrint')}</span>}
          </>
        ),
      }))}
      print={async (ids, wish) => {
        const made = await write<RequestLettersMade>('/data-requests/letters', { ids, ...wish });
        return { ...made, left: made.left.map(({ id, detail }) => ({ name: nameOf(id), detail })) };
      }}
      mark={async (ids, on) => {
        const left: { name: string; detail: string }[] = [];
        for (const id of ids)
          await write(`/data-requests/${id}/served`, { on }).catch((error: unknown) => {
            const problem = problemOf(error);
            left.push({ name: nameOf(id), detail: problem?.detail ?? problem?.title ?? t('desk:state.errorText') });
          });
        return { posted: ids.length - left.length, left };
      }}
      fresh={['data-requests']}
    />
  );
};
