import { Shopper } from '../../rig/shopper.js';

const AT_ONCE = 16;

/** Pages a second that the shop serves when so many people always wait for one; all of them were seen once before. */
export async function measureCapacity(
  url: string,
  pages: readonly string[],
  seconds: number,
): Promise<number> {
  const shopper = new Shopper(url);
  for (const page of pages) await shopper.get(page);
  const end = performance.now() + seconds * 1000;
  let nth = 0;
  const lane = async () => {
    while (performance.now() < end) await shopper.get(pages[nth++ % pages.length]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return nth / seconds;
}
