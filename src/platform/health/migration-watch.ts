import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Dependencies } from './dependencies.js';
import { Readiness } from './readiness.js';

const EVERY_MS = 1000;
/** At start nobody waits longer for MySQL than this. */
const START_MS = 1000;

/** Opens this process to requests once every migration of its code has run on the database. */
@Injectable()
export class MigrationWatch implements OnModuleDestroy {
  private readonly log = new Logger(MigrationWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(
    private readonly dependencies: Dependencies,
    private readonly readiness: Readiness,
  ) {}

  /** Resolves with the first answer, or without one when MySQL takes too long: that alone keeps nobody out. */
  async start(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, START_MS);
    });
    await Promise.race([this.ask(), late]).finally(() => clearTimeout(timer));
    if (this.readiness.state === 'starting') this.readiness.state = 'ready';
  }

  onModuleDestroy(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  /** One question at a time, so that a silent MySQL holds one connection of the pool and no more. */
  private async ask(): Promise<void> {
    const isMissing = await this.dependencies.hasPendingMigrations();
    if (this.isOver || this.readiness.state === 'draining') return;
    if (isMissing !== null) this.note(isMissing);
    if (isMissing === false) return;
    this.timer = setTimeout(() => void this.ask(), EVERY_MS).unref();
  }

  private note(isMissing: boolean): void {
    const before = this.readiness.state;
    this.readiness.state = isMissing ? 'migrations_missing' : 'ready';
    if (isMissing && before !== 'migrations_missing')
      this.log.error(
        'the database lacks migrations of this version: run `npm run migrate`; not ready until then',
      );
    if (!isMissing && before === 'migrations_missing') this.log.log('every migration has run; ready');
  }
}
