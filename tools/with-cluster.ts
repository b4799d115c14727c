import { prepareTestCluster, stopTestCluster } from '#test/database.ts';

/** Work that needs a throw-away database: the cluster of the tests is up meanwhile, and stopped if nobody else uses it. */
export const withCluster = async <T>(work: () => Promise<T>): Promise<T> => {
  const cluster = await prepareTestCluster();
  try {
    return await work();
  } finally {
    if (!cluster.reused) await stopTestCluster(cluster);
  }
};
