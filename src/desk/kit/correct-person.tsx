import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { write } from './api.ts';
import { AskDrawer } from './ask-drawer.tsx';
import type { Asked } from './ask-field.ts';

export type Correctable = { readonly name: string; readonly label: string; readonly most: number };

type CorrectProps = {
  /** None where this person may not put it right (any more). */
  readonly person: string | null;
  /** Where the file lies; `correct-person` below it is the act. */
  readonly path: string;
  /** First part of the keys of its lists and pages. */
  readonly refresh: string;
  readonly fields: readonly Correctable[];
  readonly words: {
    readonly title: string;
    readonly note: string;
    readonly why: string;
    readonly done: string;
  };
  readonly onDone: () => void;
};

const textOf = (said: Asked, name: string): string => String(said[name] ?? '').trim();

/** What is known of whoever asked or reported is put right at the desk (PIPL art. 46); values opened before are closed again. */
export const CorrectPerson = ({ person, path, refresh, fields: offered, words, onDone }: CorrectProps) => {
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [whose, setWhose] = useState<string>();
  const doing = useMutation({
    mutationFn: (said: Asked) => {
      const fields = Object.fromEntries(
        offered.flatMap(({ name }) => (textOf(said, name) === '' ? [] : [[name, textOf(said, name)]])),
      );
      return write<unknown>(`${path}/correct-person`, { person: whose, fields, reason: textOf(said, 'reason') });
    },
    onSuccess: () => {
      setWhose(undefined);
      onDone();
      void message.success(words.done);
    },
    onSettled: () => questions.invalidateQueries({ queryKey: [refresh] }),
  });
  const isNothing = (said: Asked): boolean => offered.every(({ name }) => textOf(said, name) === '');
  return (
    <>
      {person !== null && (
        <Button size="small" onClick={() => setWhose(person)}>
          {words.title}
        </Button>
      )}
      {whose !== undefined && (
        <AskDrawer
          title={words.title}
          submit={words.title}
          fields={[
            ...offered.map((field, at) => ({
              ...field,
              kind: 'text' as const,
              // One of them at least: the first says so.
              ...(at === 0 ? { required: isNothing } : {}),
            })),
            { name: 'reason', label: words.why, kind: 'text', required: true, most: 500 },
          ]}
          isGone={person === null}
          draft={path}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setWhose(undefined);
          }}
          onAsked={(said) => doing.mutate(said)}
        >
          <p>{words.note}</p>
        </AskDrawer>
      )}
    </>
  );
};
