using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Egress;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="ClusterVpc"/>.</summary>
public sealed record ClusterVpcArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>
    /// Name of the cluster, unique among the VPCs of the account and region: K8TRE's controller of load balancers finds the VPC by this
    /// name.
    /// </summary>
    public required string ClusterName { get; init; }

    /// <summary>Range of the VPC, a part of the platform's address space.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>
    /// Availability zones, each by its letter, two or three. The position in the list determines the addresses: add a new zone at the end.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer or more zones, or a zone appears twice.</exception>
    public required IReadOnlyList<string> Zones
    {
        get;
        init => field = value.Count is >= AddressPlan.FewestZones and <= AddressPlan.MostZones && value.Distinct().Count() == value.Count
            ? value
            : throw new ArgumentException(
                $"supply {AddressPlan.FewestZones} or {AddressPlan.MostZones} different zones, such as a and b", nameof(Zones));
    }

    /// <summary>Indicates that each zone has its own NAT gateway, so that it keeps its egress if another zone fails.</summary>
    public required bool HasNatPerZone { get; init; }

    /// <summary>
    /// Indicates that outbound traffic passes a firewall. Otherwise names outside the list are not resolved, but addresses can be reached.
    /// </summary>
    public required bool HasFirewall { get; init; }

    /// <summary>Indicates that AWS refuses to delete the firewall.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>Names that outbound traffic may have as its destination.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Domains of which all names are resolved, such as the environment's own.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Services that have an endpoint in the VPC besides those that every cluster calls. Default: none.</summary>
    public IReadOnlyList<EndpointService> Services { get; init; } = [];

    /// <summary>ARN of the role that workflows in the VPC assume with a token of GitHub. Default: none.</summary>
    public string? WorkflowRole { get; init; }

    /// <summary>Names of other buckets that machines in the VPC may use. Default: none.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>
    /// Names of buckets that the platform creates and that machines in the VPC may use, each without the suffix that Pulumi adds. Default:
    /// none.
    /// </summary>
    public IReadOnlyList<string> OwnBuckets { get; init; } = [];

    /// <summary>Log groups of the VPC.</summary>
    public required LogGroupSettings Logs { get; init; }
}

/// <summary>
/// VPC of one cluster: nodes and pods without public addresses, endpoints of AWS services, egress by name only, and no ingress. Public load
/// balancers have subnets of their own.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html,
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-igw-ngw.html
/// </remarks>
public sealed class ClusterVpc : ComponentResource
{
    /// <summary>Creates the VPC.</summary>
    public ClusterVpc(string name, ClusterVpcArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ClusterVpc", name, options)
    {
        var (scope, inside) = (args.Scope, new ComponentResourceOptions { Parent = this });
        EndpointService[] services = [.. EndpointService.Cluster(scope), .. args.Services];
        var network = new Vpc(name, new()
        {
            CidrBlock = args.Range.ToString(),
            // The names of endpoints require both.
            EnableDnsSupport = true,
            EnableDnsHostnames = true,
            Tags = { ["Name"] = args.ClusterName },
        }, new() { Parent = this });
        // Whatever is created without a security group gets this one, which allows no traffic.
        _ = new DefaultSecurityGroup($"{name}-default", new()
        {
            VpcId = network.Id,
            Ingress = [],
            Egress = [],
            Tags = { ["Name"] = $"{name}-default" },
        }, new() { Parent = this });
        _ = new FlowLogs($"{name}-flow-logs", new() { Scope = scope, VpcId = network.Id, Logs = args.Logs }, inside);

        var privates = CreateTier("private", AddressPlan.Private, "kubernetes.io/role/internal-elb", perZone: true);
        var isolated = CreateTier("isolated", AddressPlan.Isolated);
        var egress = new InternetEgress($"{name}-internet", new()
        {
            Scope = scope,
            VpcId = network.Id,
            Range = args.Range,
            Zones = args.Zones,
            PrivateRouteTables = privates.RouteTables,
            HasNatPerZone = args.HasNatPerZone,
            HasFirewall = args.HasFirewall,
            IsProtected = args.IsProtected,
            Egress = args.Egress,
            Logs = args.Logs,
        }, inside);
        _ = new DnsFirewall($"{name}-dns", new()
        {
            Scope = scope,
            VpcId = network.Id,
            Egress = args.Egress,
            Services = services,
            Domains = args.Domains,
            Logs = args.Logs,
        }, inside);
        var endpoints = new VpcEndpoints($"{name}-endpoints", new()
        {
            Scope = scope,
            VpcId = network.Id,
            Range = args.Range,
            Subnets = isolated.Subnets,
            RouteTables = privates.RouteTables,
            Services = services,
            WorkflowRole = args.WorkflowRole,
            Buckets = args.Buckets,
            OwnBuckets = args.OwnBuckets,
        }, inside);

        (Id, Range, PrivateRanges) = (network.Id, args.Range, Ranges(AddressPlan.Private));
        (PrivateSubnets, PublicSubnets, IsolatedSubnets) = (privates.Subnets, egress.PublicSubnets, isolated.Subnets);
        (PrivateRouteTables, IsolatedRouteTable) = (privates.RouteTables, isolated.RouteTables[0]);
        (BucketEndpoint, BucketPrefixes, NatAddresses) = (endpoints.BucketEndpoint, endpoints.BucketPrefixes, egress.Addresses);

        RegisterOutputs();

        SubnetTier CreateTier(string role, Func<IPNetwork, int, IPNetwork> range, string? tag = null, bool perZone = false) =>
            new($"{name}-{role}", new()
            {
                Scope = scope,
                VpcId = network.Id,
                Ranges = [.. args.Zones.Zip(Ranges(range))],
                HasTablePerZone = perZone,
                Tags = tag is null ? new() : new Dictionary<string, string> { [tag] = "1" },
            }, inside);

        IPNetwork[] Ranges(Func<IPNetwork, int, IPNetwork> range) => [.. args.Zones.Select((_, zone) => range(args.Range, zone))];
    }

    /// <summary>Id of the VPC.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Range of the VPC.</summary>
    public IPNetwork Range { get; }

    /// <summary>Ranges of the nodes and pods, for security groups and routes elsewhere.</summary>
    public IReadOnlyList<IPNetwork> PrivateRanges { get; }

    /// <summary>
    /// Ids of the subnets of nodes and pods, in the order of the zones. Machines need egress and the endpoints when they start: they depend
    /// on this component.
    /// </summary>
    public IReadOnlyList<Output<string>> PrivateSubnets { get; }

    /// <summary>Ids of the subnets of public load balancers, in the order of the zones.</summary>
    public IReadOnlyList<Output<string>> PublicSubnets { get; }

    /// <summary>Ids of the subnets without egress, in the order of the zones: for control planes, file systems and endpoints.</summary>
    public IReadOnlyList<Output<string>> IsolatedSubnets { get; }

    /// <summary>Ids of the route tables of nodes and pods, in the order of the zones.</summary>
    public IReadOnlyList<Output<string>> PrivateRouteTables { get; }

    /// <summary>Id of the route table of the subnets without egress.</summary>
    [Output("isolatedRouteTable")]
    public Output<string> IsolatedRouteTable { get; private set; }

    /// <summary>Id of the endpoint of S3, for bucket policies.</summary>
    [Output("bucketEndpoint")]
    public Output<string> BucketEndpoint { get; private set; }

    /// <summary>Id of the prefix list of S3, for security groups.</summary>
    [Output("bucketPrefixes")]
    public Output<string> BucketPrefixes { get; private set; }

    /// <summary>Public addresses of outbound connections.</summary>
    [Output("natAddresses")]
    public Output<ImmutableArray<string>> NatAddresses { get; private set; }
}
