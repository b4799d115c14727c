import type { ReactNode } from 'react';

export type Pair = readonly [name: string, value: ReactNode];

/** Names and values, one a line; what is not there is not shown. */
export const Pairs = ({ pairs }: { readonly pairs: readonly Pair[] }) => (
  <dl className="pairs">
    {pairs.map(
      ([name, value]) =>
        value !== null &&
        value !== undefined &&
        value !== '' && (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
    )}
  </dl>
);
