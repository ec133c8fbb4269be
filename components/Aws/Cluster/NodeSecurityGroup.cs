using System.Net;
using K8tre.Components.Egress;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="NodeSecurityGroup"/>.</summary>
public sealed record NodeSecurityGroupArgs
{
    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Id of the security group of its control plane.</summary>
    public required Input<string> ControlPlane { get; init; }

    /// <summary>Id of its network.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Range of its network.</summary>
    public required IPNetwork VpcCidr { get; init; }
}

/// <summary>
/// Who speaks to a cluster's nodes and pods, which have one group: one another, and the control plane. Nobody comes in from elsewhere but
/// load balancers, which their controller lets in.
/// </summary>
/// <remarks>
/// What leaves for the internet still has its own destination when this group looks: it can say the port only, and the network's firewall
/// decides by name. https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
/// </remarks>
public sealed class NodeSecurityGroup : ComponentResource
{
    private const string Anywhere = "0.0.0.0/0";

    private readonly string _name;
    private readonly Output<string> _group;
    private readonly CustomResourceOptions _inside;

    /// <summary>Makes the group and its rules, each a resource of its own: the controller of load balancers adds some.</summary>
    public NodeSecurityGroup(string name, NodeSecurityGroupArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:NodeSecurityGroup", name, options)
    {
        _name = name;
        _inside = new() { Parent = this };
        _group = new SecurityGroup(name, new()
        {
            Description = $"Nodes and pods of {args.ClusterName}",
            VpcId = args.VpcId,
            // By it the controller of load balancers knows the group that it may open to them.
            Tags = { ["Name"] = $"{args.ClusterName}-nodes", [$"kubernetes.io/cluster/{args.ClusterName}"] = "owned" },
        }, _inside).Id;
        var rules = new List<Output<string>>
        {
            In("self-in", "Nodes and pods among themselves", _group, protocol: "-1"),
            In("control-plane-in", "The control plane: kubelets, and the webhooks of pods on whatever port they have", args.ControlPlane, "tcp", 1, 65535),
            new SecurityGroupIngressRule($"{name}-control-plane", new()
            {
                SecurityGroupId = args.ControlPlane,
                Description = "Nodes and pods: the API server",
                ReferencedSecurityGroupId = _group,
                IpProtocol = "tcp",
                FromPort = 443,
                ToPort = 443,
            }, _inside).Id,
            new SecurityGroupEgressRule($"{name}-self-out", new()
            {
                SecurityGroupId = _group,
                Description = "Nodes and pods among themselves",
                ReferencedSecurityGroupId = _group,
                IpProtocol = "-1",
            }, _inside).Id,
            Out("https-out", "HTTPS: the API server, AWS, and what the firewall knows by name", Anywhere, "tcp", 443),
            Out("files-out", "NFS: shared file systems of the network", args.VpcCidr.ToString(), "tcp", 2049),
        };
        foreach (var resolver in K8treEgress.Resolvers)
        {
            rules.Add(Out($"dns-udp-{resolver}", "DNS: cert-manager asks whether a challenge has spread", $"{resolver}/32", "udp", 53));
            rules.Add(Out($"dns-tcp-{resolver}", "DNS: cert-manager asks whether a challenge has spread", $"{resolver}/32", "tcp", 53));
        }
        Id = Output.Tuple(_group, Output.All(rules)).Apply(ready => ready.Item1);

        RegisterOutputs();
    }

    /// <summary>Id of the group. Known once it has its rules.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    private Output<string> In(string role, string description, Input<string> from, string protocol, int? first = null, int? last = null)
    {
        var rule = new SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = _group,
            Description = description,
            ReferencedSecurityGroupId = from,
            IpProtocol = protocol,
        };
        if (first is { } lowest && last is { } highest)
            (rule.FromPort, rule.ToPort) = (lowest, highest);
        return new SecurityGroupIngressRule($"{_name}-{role}", rule, _inside).Id;
    }

    private Output<string> Out(string role, string description, string range, string protocol, int port) => new SecurityGroupEgressRule($"{_name}-{role}", new()
    {
        SecurityGroupId = _group,
        Description = description,
        CidrIpv4 = range,
        IpProtocol = protocol,
        FromPort = port,
        ToPort = port,
    }, _inside).Id;
}
