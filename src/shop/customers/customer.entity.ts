import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../platform/database/columns.js';

/** What a form of ours asked for as an address, field name to text. Whoever uses it checks it again. */
export type RememberedAddress = Readonly<Record<string, string>>;

@Entity('customers')
export class CustomerRecord {
  @PrimaryColumn({ type: 'bigint', generated: 'increment', transformer: bigintColumn })
  id: number;

  /** Normal form, see core/customers/email-address.ts. */
  @Column({ type: 'varchar', length: 254, unique: true, charset: 'ascii', collation: 'ascii_bin' })
  email: string;

  @Column({ type: 'varchar', name: 'password_hash', length: 255, charset: 'ascii', collation: 'ascii_bin' })
  passwordHash: string;

  @Column({ type: 'varchar', name: 'first_name', length: 255 })
  firstName: string;

  @Column({ type: 'varchar', name: 'last_name', length: 255 })
  lastName: string;

  @Column('int', { name: 'session_epoch', default: 1 })
  epoch: number;

  /** When its owner showed that they read what is sent there; null when nobody has. */
  @Column('datetime', { name: 'email_confirmed_at', precision: 3, nullable: true })
  emailConfirmedAt: Date | null;

  @Column('simple-json', { name: 'last_address', nullable: true })
  lastAddress: RememberedAddress | null;

  @Column('datetime', { name: 'created_at', precision: 3 })
  createdAt: Date;
}
