import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { only, resources, templatesOf } from './templates.ts';

const { base, shop } = templatesOf();
const ec2 = templatesOf('small', 'ec2').shop;

/** Rules in groups, and beside them. */
const rules = (way: 'Ingress' | 'Egress') => [
  ...resources(base, 'AWS::EC2::SecurityGroup').flatMap(
    ({ Properties }) => Properties[`SecurityGroup${way}`] ?? [],
  ),
  ...resources(base, `AWS::EC2::SecurityGroup${way}`).map(({ Properties }) => Properties),
];

describe('network', () => {
  it('lets nobody in from outside but CloudFront, to the load balancer, by TLS', () => {
    const fromOutside = rules('Ingress').filter((rule) => !rule.SourceSecurityGroupId);
    assert.deepEqual(
      fromOutside.map(({ SourcePrefixListId, FromPort, ToPort }) => [SourcePrefixListId, FromPort, ToPort]),
      [[{ Ref: 'CloudFrontPrefixList' }, 443, 443]],
    );
    assert.match(JSON.stringify(fromOutside[0].GroupId), /LoadBalancer/);
  });

  it('opens one port for each way between parts, never a range', () => {
    const ports = rules('Ingress').map(({ IpProtocol, FromPort, ToPort }) => {
      assert.equal(IpProtocol, 'tcp');
      assert.equal(FromPort, ToPort);
      return FromPort;
    });
    assert.deepEqual([...new Set(ports)].toSorted(), [3000, 3307, 443, 6380]);
  });

  it('lets processes reach the world by HTTPS only, the worker by SMTP too; stores and the load balancer do not', () => {
    const outside = rules('Egress').filter(({ CidrIp }) => CidrIp === '0.0.0.0/0');
    assert.deepEqual(outside.map(({ ToPort }) => ToPort).toSorted(), [443, 443, 443, 465]);
    const closed = resources(base, 'AWS::EC2::SecurityGroup').filter(({ Properties }) =>
      /MySQL|Redis|load balancer/.test(Properties.GroupDescription),
    );
    assert.equal(closed.length, 3);
    for (const { Properties } of closed) {
      const outs = Properties.SecurityGroupEgress ?? [];
      assert.ok(outs.every(({ CidrIp }: { CidrIp: string }) => CidrIp === '255.255.255.255/32'));
    }
  });

  it('adds no way in the stack that changes with each version', () => {
    for (const template of [shop, ec2])
      for (const kind of ['', 'Ingress', 'Egress'])
        template.resourceCountIs(`AWS::EC2::SecurityGroup${kind}`, 0);
  });

  it('is spread over three zones, with stores where no route leads to or from the world', () => {
    const subnets = Object.entries(base.findResources('AWS::EC2::Subnet'));
    const zones = subnets.map(([, { Properties }]) => Properties.AvailabilityZone['Fn::Select'][0]);
    assert.deepEqual([...new Set(zones)].toSorted(), [0, 1, 2]);
    assert.ok(subnets.every(([, { Properties }]) => Properties.MapPublicIpOnLaunch === false));
    const routed = resources(base, 'AWS::EC2::Route').map(({ Properties }) => Properties.RouteTableId.Ref);
    assert.ok(routed.length > 0 && routed.every((table: string) => !table.includes('isolated')));
    const { Properties } = only(base, 'AWS::RDS::DBSubnetGroup');
    assert.match(JSON.stringify(Properties.SubnetIds), /isolated/);
  });

  it('keeps records of the traffic', () => {
    assert.equal(only(base, 'AWS::EC2::FlowLog').Properties.TrafficType, 'ALL');
  });
});
