import type { Day } from '#kernel/day.ts';
import type { StaffPost } from '#modules/directory/upkeep-contract.ts';
import type { Account, Grant } from '../ask.ts';

/** An official as the two administrators know them: posts from one, account and roles from the other. */
export type Person = {
  readonly account: string;
  readonly name: string;
  readonly login: string | undefined;
  readonly state: 'working' | 'waiting' | 'locked' | 'former';
  readonly posts: readonly StaffPost[];
  /** Posts held today. */
  readonly present: readonly StaffPost[];
  readonly grants: readonly Grant[];
  readonly known: Account | undefined;
  readonly mayEnter: boolean;
  /** What a search looks into. */
  readonly search: string;
};

const isOpen = (post: StaffPost, today: Day): boolean => post.to === null || post.to > today;

/** One answer for whoever sees the accounts and whoever sees the posts alone. */
const canEnter = (posts: readonly StaffPost[], account: Account | undefined): boolean =>
  account === undefined ? posts.some((post) => post.mayEnter) : account.login !== null;

const stateOf = (posts: readonly StaffPost[], account: Account | undefined, today: Day): Person['state'] => {
  if (account?.status === 'locked' || (account?.lockedUntil ?? null) !== null) return 'locked';
  if (account?.status === 'left') return 'former';
  const hasPost = posts.some((post) => isOpen(post, today));
  const mayEnter = canEnter(posts, account);
  if (!hasPost && (account?.grants.length ?? 0) === 0) return 'former';
  return mayEnter ? 'working' : 'waiting';
};

export const peopleFrom = (posts: readonly StaffPost[], accounts: readonly Account[], today: Day): Person[] => {
  const byAccount = Map.groupBy(posts, (post) => post.account);
  const known = new Map(accounts.map((account) => [account.account, account]));
  const ids = new Set([...byAccount.keys(), ...known.keys()]);
  return [...ids]
    .map((id) => personOf(id, byAccount.get(id) ?? [], known.get(id), today))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
};

const personOf = (account: string, posts: readonly StaffPost[], known: Account | undefined, today: Day): Person => {
  const present = posts.filter((post) => post.from <= today && isOpen(post, today));
  const name = (present[0] ?? posts[0])?.name ?? known?.login ?? account;
  return {
    account,
    name,
    login: known?.login ?? undefined,
    state: stateOf(posts, known, today),
    posts,
    present,
    grants: known?.grants ?? [],
    known,
    mayEnter: canEnter(posts, known),
    search: [name, known?.login, ...posts.flatMap((post) => [post.title, post.unit, post.licenceNumber])]
      .join(' ')
      .toLowerCase(),
  };
};
