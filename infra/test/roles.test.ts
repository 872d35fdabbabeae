import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import type { Template } from 'aws-cdk-lib/assertions';
import { resources, templatesOf } from './templates.ts';

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

const all = [...Object.values(templatesOf()), templatesOf('small', 'ec2').shop] as Template[];
const list = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one]);

const statements: Statement[] = all
  .flatMap((template) => resources(template, 'AWS::IAM::Policy'))
  .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

/** Actions that know no resource, or none beforehand. */
const ANY_RESOURCE = [
  'ecr:GetAuthorizationToken',
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
  'secretsmanager:GetRandomPassword',
];

/** Policies of roles whose name in the template begins so. */
const policiesOf = (template: Template, role: RegExp): string =>
  JSON.stringify(
    resources(template, 'AWS::IAM::Policy')
      .filter(({ Properties }) => role.test(JSON.stringify(Properties.Roles ?? [])))
      .map(({ Properties }) => Properties.PolicyDocument.Statement),
  );

describe('roles', () => {
  it('may do named things only, never all of a service', () => {
    const actions = statements.flatMap(({ Action }) => list(Action));
    assert.ok(actions.length > 30);
    assert.deepEqual(
      actions.filter((action) => action.includes('*')),
      [],
    );
  });

  it('may do them to named things only, but for the few actions that know none', () => {
    const wide = statements
      .filter(({ Resource }) => list(Resource).includes('*'))
      .flatMap(({ Action }) => list(Action));
    assert.deepEqual([...new Set(wide)].toSorted(), [...ANY_RESOURCE].toSorted());
  });

  it('of the shop read and add pictures, and nothing else of AWS', () => {
    const { base, shop } = templatesOf();
    for (const [template, role] of [
      [base, /TaskRole/],
      [shop, /TaskRole/],
    ] as const) {
      const actions = [...policiesOf(template, role).matchAll(/"([a-z0-9]+:[A-Z]\w+)"/g)].map(
        ([, action]) => action,
      );
      assert.deepEqual([...new Set(actions)].toSorted(), ['s3:GetObject', 's3:ListBucket', 's3:PutObject']);
    }
  });

  it('of web and worker cannot read the password of the database’s owner', () => {
    const { base, shop } = templatesOf();
    const owner = /DatabasePrimarySecret/;
    assert.match(policiesOf(base, /MigrationDefinitionExecutionRole/), owner);
    for (const template of [shop, templatesOf('small', 'ec2').shop])
      assert.doesNotMatch(policiesOf(template, /./), owner);
  });

  it('of mails sends mails of one address', () => {
    const found = statements.filter(({ Action }) => list(Action).some((action) => action.startsWith('ses:')));
    assert.deepEqual(
      found.map(({ Action, Condition }) => [Action, Condition]),
      [['ses:SendRawEmail', { StringEquals: { 'ses:FromAddress': 'shop@example.com' } }]],
    );
    for (const template of all) template.resourceCountIs('AWS::IAM::AccessKey', 0);
  });

  it('are taken by services of AWS only', () => {
    const trust = all
      .flatMap((template) => resources(template, 'AWS::IAM::Role'))
      .flatMap(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement);
    assert.ok(trust.every(({ Principal }) => Object.keys(Principal).join() === 'Service'));
  });
});
