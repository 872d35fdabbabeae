import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';

/** Monthly copies of MySQL for a year, beside its own daily ones: in a vault whose copies nobody deletes for a week after they were made. */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, database: IDatabaseInstance) {
    super(scope, id);
    const vault = new backup.BackupVault(this, 'Vault', {
      removalPolicy: RemovalPolicy.RETAIN,
      // Without a day from which it can no longer be lifted: a wrong setting may be put right.
      lockConfiguration: { minRetention: Duration.days(7) },
    });
    const plan = new backup.BackupPlan(this, 'Plan', {
      backupVault: vault,
      backupPlanRules: [
        new backup.BackupPlanRule({
          ruleName: 'monthly',
          scheduleExpression: Schedule.cron({ minute: '0', hour: '5', day: '1' }),
          deleteAfter: Duration.days(365),
        }),
      ],
    });
    plan.addSelection('Database', { resources: [backup.BackupResource.fromRdsDatabaseInstance(database)] });
    Validations.of(plan).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
      reason: 'The policy that AWS Backup asks for by name. Its role can be taken by that service only.',
    });
  }
}
