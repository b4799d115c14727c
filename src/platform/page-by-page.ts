/** Before every stream there is. */
export const lowestStream = '00000000-0000-0000-0000-000000000000';

/** All there is in the order of streams, `most` at once past the last one seen: what must stay where it lies hides nothing behind it. */
export async function* pageByPage<R extends { readonly stream: string }>(
  most: number,
  read: (after: string) => Promise<readonly R[]>,
): AsyncGenerator<R> {
  for (let after: string | undefined = lowestStream; after !== undefined; ) {
    const page: readonly R[] = await read(after);
    yield* page;
    after = page.length < most ? undefined : page.at(-1)?.stream;
  }
}
