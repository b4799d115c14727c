/**
 * What must be done after `work`, also where that failed. Where both fail, the first error is the one that tells why: it is
 * thrown, and the second is handed to `note`.
 */
export const evenIfFailed = async <T>(
  work: () => Promise<T>,
  after: () => Promise<unknown>,
  note: (second: unknown) => void,
): Promise<T> => {
  let result: T;
  try {
    result = await work();
  } catch (first) {
    await after().catch(note);
    throw first;
  }
  await after();
  return result;
};
