"use strict";
// What a program does with an engine, once each: configuration, a component, resources that depend on one another, a provider
// function, another stack's outputs, secrets, unknown values and stack outputs.
const pulumi = require("@pulumi/pulumi");
const { getCallerIdentity } = require("@pulumi/aws/getCallerIdentity");
const { Subnet } = require("@pulumi/aws/ec2/subnet");
const { Vpc } = require("@pulumi/aws/ec2/vpc");
const { Command } = require("@pulumi/command/local/command");
const { Namespace } = require("@pulumi/kubernetes/core/v1/namespace");
const { Provider } = require("@pulumi/kubernetes/provider");

class Network extends pulumi.ComponentResource {
  constructor(name, { cidrBlock, zones }, options) {
    super("sample:index:Network", name, {}, options);
    this.vpc = new Vpc(name, { cidrBlock }, { parent: this });
    this.subnets = zones.map(
      (cidr, index) => new Subnet(`${name}-${index}`, { vpcId: this.vpc.id, cidrBlock: cidr }, { parent: this, protect: true }),
    );
    this.registerOutputs({ vpcId: this.vpc.id });
  }
}

module.exports = async () => {
  const config = new pulumi.Config();
  const shared = new pulumi.StackReference("shared", { name: "organization/shared/dev" });
  const caller = await getCallerIdentity();
  const network = new Network("net", { cidrBlock: config.require("cidrBlock"), zones: config.requireObject("zones") });

  const provider = new Provider("cluster", { kubeconfig: config.requireSecret("kubeconfig") });
  const namespace = new Namespace(
    "gitops",
    { metadata: { name: "argocd", labels: { account: caller.accountId, region: shared.getOutput("region") } } },
    { provider, dependsOn: network },
  );
  const command = new Command("probe", { create: pulumi.interpolate`ping ${network.subnets[0].arn}` }, { dependsOn: namespace });

  return {
    vpcId: network.vpc.id,
    arn: network.vpc.arn,
    password: config.requireSecret("password"),
    said: command.stdout,
    nothing: undefined,
  };
};
