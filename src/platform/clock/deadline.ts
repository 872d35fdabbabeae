/** The answer, or an error (`late` makes it) when it takes longer than `milliseconds`. What runs late goes on unheard. */
export async function deadline<T>(
  answer: Promise<T>,
  milliseconds: number,
  late = () => new Error(`no answer within ${milliseconds} ms`),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  return Promise.race([answer, over]).finally(() => clearTimeout(timer));
}
