import type { Day } from '#kernel/day.ts';

type Option = { readonly value: string; readonly label: string };
type Common = {
  readonly name: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly hint?: string;
  /** The member of what is sent that is made from it, where it bears another name. */
  readonly sentAs?: string;
};

export type FieldSpec = Common &
  (
    | { readonly kind: 'text'; readonly most: number; readonly before?: string; readonly pattern?: RegExp }
    | { readonly kind: 'long'; readonly most: number }
    | { readonly kind: 'day'; readonly today: Day; readonly days?: 'past' | 'future' }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    | { readonly kind: 'several'; readonly options: readonly Option[] }
    | { readonly kind: 'place'; readonly known?: readonly Option[]; readonly several?: boolean }
    | { readonly kind: 'operator'; readonly known?: Option; readonly only?: 'platform' }
    | { readonly kind: 'yes' }
  );
