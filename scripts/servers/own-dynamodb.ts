import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OwnServer } from './own-server.js';
import { freePort, startProcess, type RunningProcess } from './processes.js';
import { quickFolder } from './quick-folder.js';

const PROGRAM = createRequire(import.meta.url).resolve('dynalite/cli.js');

/** An independent emulator of DynamoDB with one table, whose data are on disk. */
export class OwnDynamodb extends OwnServer {
  /** `parent`: where its data are, in memory unless told. */
  static async start(parent = quickFolder()): Promise<OwnDynamodb> {
    const [port, folder] = [await freePort(), mkdtempSync(join(parent, 'cloudcart-dynamodb-'))];
    const start = () => launch(port, folder);
    const own = new OwnDynamodb(port, start, await start(), folder);
    await own.createTable();
    return own;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async createTable(): Promise<void> {
    const client = new DynamoDBClient({ endpoint: this.endpoint, region: 'eu-central-1' });
    await client.send(
      new CreateTableCommand({
        TableName: 'sessions',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    client.destroy();
  }
}

function launch(port: number, folder: string): Promise<RunningProcess> {
  const options = ['--port', `${port}`, '--host', '127.0.0.1', '--path', folder, '--createTableMs', '0'];
  return startProcess({ file: process.execPath, args: [PROGRAM, ...options], ready: /listening at/ });
}
