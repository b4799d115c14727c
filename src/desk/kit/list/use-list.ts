import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { queryText, read } from '../api.ts';
import { mostRows } from './most-rows.ts';

export const pageSize = 50;
/** The server counts no further. */
const countedAtMost = 1_000;

export type ListPageOf<Row> = {
  readonly rows: readonly Row[];
  readonly next: string | null;
  /** On the first page, where the list is counted. */
  readonly total?: number | null;
};

export type ListAsked = {
  /** Of the API, such as `/worklist`. */
  readonly path: string;
  readonly key: readonly unknown[];
  readonly query: Readonly<Record<string, string>>;
};

/** Any list of the desk: pages of fifty by cursor, kept on screen while it is asked anew. */
export const useList = <Row>({ path, key, query }: ListAsked) => {
  const list = useInfiniteQuery({
    queryKey: [...key, query],
    queryFn: ({ pageParam, signal }) =>
      read<ListPageOf<Row>>(`${path}${queryText({ ...query, cursor: pageParam, limit: pageSize })}`, signal),
    initialPageParam: '',
    getNextPageParam: (last, pages) => (pages.length * pageSize >= mostRows ? undefined : (last.next ?? undefined)),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    refetchInterval: 60_000,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return { list, rows };
};

export type ListFound<Row> = ReturnType<typeof useList<Row>>;

/** `37`, `1000+`; undefined where the list is not counted. */
export const totalText = <Row>({ list }: ListFound<Row>): string | undefined => {
  const total = list.data?.pages[0]?.total;
  if (total == null) return undefined;
  return total > countedAtMost ? `${countedAtMost}+` : String(total);
};
