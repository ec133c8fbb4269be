using System.Net;
using K8tre.Components.Aws.Iam;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="NodeSecurityGroup"/>.</summary>
public sealed record NodeSecurityGroupArgs
{
    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Id of the security group of the control plane.</summary>
    public required Input<string> ControlPlane { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Range of the VPC.</summary>
    public required IPNetwork VpcCidr { get; init; }
}

/// <summary>
/// Security group of a cluster's nodes and pods. It allows traffic among them and with the control plane. The only other inbound traffic is
/// that of load balancers, for which their controller adds rules.
/// </summary>
/// <remarks>
/// Traffic to the internet still has its original destination at this group, which can only restrict the port. The firewall of the VPC
/// decides by name. https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
/// </remarks>
public sealed class NodeSecurityGroup : ComponentResource
{
    private const string Anywhere = "0.0.0.0/0";

    private readonly string _name;
    private readonly CustomResourceOptions _inside;

    /// <summary>Creates the group, and each rule as its own resource: the controller of load balancers adds others.</summary>
    public NodeSecurityGroup(string name, NodeSecurityGroupArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:NodeSecurityGroup", name, options)
    {
        (_name, _inside) = (name, new() { Parent = this });
        Id = new SecurityGroup(name, new()
        {
            Description = $"Nodes and pods of {args.ClusterName}",
            VpcId = args.VpcId,
            // The controller of load balancers finds the group by this tag.
            Tags =
            {
                ["Name"] = $"{args.ClusterName}-nodes",
                [$"kubernetes.io/cluster/{args.ClusterName}"] = "owned",
                [PodIdentityPolicies.ClusterTag] = args.ClusterName,
            },
        }, _inside).Id;
        AllowInbound("self-in", "Nodes and pods among themselves", Id, "-1");
        AllowInbound(
            "control-plane-in",
            "The control plane: kubelets, and the webhooks of pods on whatever port they have",
            args.ControlPlane, "tcp", (1, 65535));
        _ = new SecurityGroupIngressRule($"{name}-control-plane", new()
        {
            SecurityGroupId = args.ControlPlane,
            Description = "Nodes and pods: the API server",
            ReferencedSecurityGroupId = Id,
            IpProtocol = "tcp",
            FromPort = EksAccess.Port,
            ToPort = EksAccess.Port,
        }, _inside);
        _ = new SecurityGroupEgressRule($"{name}-self-out", new()
        {
            SecurityGroupId = Id,
            Description = "Nodes and pods among themselves",
            ReferencedSecurityGroupId = Id,
            IpProtocol = "-1",
        }, _inside);
        AllowOutbound("https-out", "HTTPS: the API server, AWS, and what the firewall knows by name", Anywhere, "tcp", 443);
        AllowOutbound("files-out", "NFS: shared file systems of the network", args.VpcCidr.ToString(), "tcp", 2049);

        RegisterOutputs();
    }

    /// <summary>Id of the group.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    private void AllowInbound(string role, string description, Input<string> from, string protocol, (int First, int Last)? ports = null)
    {
        var rule = new SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = Id,
            Description = description,
            ReferencedSecurityGroupId = from,
            IpProtocol = protocol,
        };
        if (ports is { } range)
            (rule.FromPort, rule.ToPort) = (range.First, range.Last);
        _ = new SecurityGroupIngressRule($"{_name}-{role}", rule, _inside);
    }

    private void AllowOutbound(string role, string description, string range, string protocol, int port) =>
        _ = new SecurityGroupEgressRule($"{_name}-{role}", new()
        {
            SecurityGroupId = Id,
            Description = description,
            CidrIpv4 = range,
            IpProtocol = protocol,
            FromPort = port,
            ToPort = port,
        }, _inside);
}
