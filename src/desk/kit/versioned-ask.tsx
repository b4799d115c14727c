import { AskDrawer, type AskProps } from './ask-drawer.tsx';
import type { Asked } from './ask-field.ts';
import { Overtaken } from './overtaken.tsx';
import { useSeen } from './use-seen.ts';
import type { Seen } from './what-changed.ts';

type VersionedProps = Omit<AskProps, 'onAsked' | 'onTyped' | 'onBegin' | 'children'> & {
  /** What the page shows now. */
  readonly seen: Seen;
  readonly children?: React.ReactNode;
  /** With the version it was decided on. */
  readonly onAsked: (values: Asked, version: number) => void;
};

/** The form of an act on something that has versions: who comes second is told what the first one did. */
export const VersionedAsk = ({ seen, children, onAsked, ...rest }: VersionedProps) => {
  const { draft, submit, error, busy, isGone = false } = rest;
  const watched = useSeen(seen, { draft, act: submit, error });
  const { version, overtaken, isRefused } = watched;
  return (
    <AskDrawer
      {...rest}
      isTold={isRefused}
      isGone={isGone && !busy}
      onTyped={watched.keep}
      onBegin={watched.begin}
      onAsked={(values) => onAsked(values, version)}
    >
      {(add) => (
        <>
          {overtaken !== undefined && !busy && (
            <Overtaken opened={overtaken} now={seen} gone={isGone ? submit : undefined} onAdd={add} />
          )}
          {children}
        </>
      )}
    </AskDrawer>
  );
};
