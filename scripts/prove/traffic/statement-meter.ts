import { createConnection, type Connection } from 'mysql2/promise';

/** Counts the statements that clients have sent to some servers together. */
export class StatementMeter {
  private constructor(private readonly connections: readonly Connection[]) {}

  static async open(servers: readonly { url: string }[]): Promise<StatementMeter> {
    return new StatementMeter(await Promise.all(servers.map(({ url }) => createConnection(url))));
  }

  /** Statements a second, on average, while `work` runs. */
  async during(work: Promise<unknown>): Promise<number> {
    const [from, started] = [await this.total(), performance.now()];
    await work;
    return ((await this.total()) - from) / ((performance.now() - started) / 1000);
  }

  close(): void {
    this.connections.forEach((connection) => connection.destroy());
  }

  private async total(): Promise<number> {
    const answers = await Promise.all(
      this.connections.map((one) => one.query(`SHOW GLOBAL STATUS LIKE 'Questions'`)),
    );
    return answers.reduce((sum, [rows]) => sum + Number((rows as { Value: string }[])[0]!.Value), 0);
  }
}
