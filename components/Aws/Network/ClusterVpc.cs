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
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of its cluster, by which K8TRE's controller of load balancers finds it: no other network of the account has it in the region.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Its part of the platform's addresses.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Availability zones, each by its letter, two or three. The place in the list decides the addresses: a new one comes last.</summary>
    /// <exception cref="ArgumentException">There are fewer or more, or one comes twice.</exception>
    public required IReadOnlyList<string> Zones
    {
        get;
        init => field = value.Count is >= AddressPlan.FewestZones and <= AddressPlan.MostZones && value.Distinct().Count() == value.Count
            ? value
            : throw new ArgumentException($"supply {AddressPlan.FewestZones} or {AddressPlan.MostZones} different zones, like a and b", nameof(Zones));
    }

    /// <summary>Whether each zone has a way out of its own, so that the others keep theirs when one fails.</summary>
    public required bool HasNatPerZone { get; init; }

    /// <summary>Whether what leaves passes a firewall. If not, names that the list lacks are not answered, but addresses can be reached.</summary>
    public required bool HasFirewall { get; init; }

    /// <summary>Whether AWS refuses to delete the firewall.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>Names that leave it.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Domains that are answered whole inside, like the platform's own.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Services that answer inside besides those that every cluster calls. Default: none.</summary>
    public IReadOnlyList<EndpointService> Services { get; init; } = [];

    /// <summary>ARN of the role that workflows take on from inside, by a token of GitHub's. Default: none does.</summary>
    public string? SignsIn { get; init; }

    /// <summary>Names of the account's buckets that may be used from inside. Default: none.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>Where it logs.</summary>
    public required LogGroupSettings Logs { get; init; }
}

/// <summary>
/// The network of one cluster: nodes and pods without a public address, endpoints of AWS beside them, one way out by name, none in. Public load
/// balancers have subnets that nothing else is in.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html,
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-igw-ngw.html
/// </remarks>
public sealed class ClusterVpc : ComponentResource
{
    /// <summary>Makes the network.</summary>
    public ClusterVpc(string name, ClusterVpcArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ClusterVpc", name, options)
    {
        var (scope, inside) = (args.Scope, new ComponentResourceOptions { Parent = this });
        EndpointService[] services = [.. EndpointService.Cluster(scope), .. args.Services];
        var network = new Vpc(name, new()
        {
            CidrBlock = args.Range.ToString(),
            // The names of endpoints ask for both.
            EnableDnsSupport = true,
            EnableDnsHostnames = true,
            Tags = { ["Name"] = args.ClusterName },
        }, new() { Parent = this });
        // Whatever is made without a group gets this one: it lets nothing in and nothing out.
        _ = new DefaultSecurityGroup($"{name}-default", new() { VpcId = network.Id, Ingress = [], Egress = [], Tags = { ["Name"] = $"{name}-default" } }, new() { Parent = this });
        _ = new FlowLogs($"{name}-flow-logs", scope, network.Id, args.Logs, inside);

        var privates = Tier("private", AddressPlan.Private, "kubernetes.io/role/internal-elb", perZone: true);
        var isolated = Tier("isolated", AddressPlan.Isolated);
        var edge = new InternetEgress($"{name}-internet", network.Id, privates, args, inside);
        var names = new DnsFirewall($"{name}-dns", new()
        {
            Scope = scope,
            Network = network.Id,
            Egress = args.Egress,
            Services = services,
            Domains = args.Domains,
            Logs = args.Logs,
        }, inside);
        var links = new VpcEndpoints($"{name}-endpoints", new()
        {
            Scope = scope,
            Network = network.Id,
            Range = args.Range,
            Subnets = isolated.Subnets,
            RouteTables = privates.RouteTables,
            Services = services,
            SignsIn = args.SignsIn,
            Buckets = args.Buckets,
        }, inside);

        (Id, Range, PrivateRanges) = (network.Id, args.Range, Ranges(AddressPlan.Private));
        // Nodes call home when they start: only once there is a way out, and AWS answers.
        PrivateSubnets = [.. privates.Subnets.Select(subnet => Output.Tuple(subnet, edge.IsOpen, names.IsReady, links.IsReady).Apply(ready => ready.Item1))];
        (PublicSubnets, IsolatedSubnets) = (edge.PublicSubnets, isolated.Subnets);
        (PrivateRouteTables, IsolatedRouteTable) = (privates.RouteTables, isolated.RouteTables[0]);
        (BucketEndpoint, BucketPrefixes, NatAddresses) = (links.BucketEndpoint, links.BucketPrefixes, edge.Addresses);

        RegisterOutputs();

        SubnetTier Tier(string role, Func<IPNetwork, int, IPNetwork> range, string? tag = null, bool perZone = false) => new($"{name}-{role}", new()
        {
            Scope = scope,
            Network = network.Id,
            Ranges = [.. args.Zones.Zip(Ranges(range))],
            HasTablePerZone = perZone,
            Tags = tag is null ? new() : new Dictionary<string, string> { [tag] = "1" },
        }, inside);

        IPNetwork[] Ranges(Func<IPNetwork, int, IPNetwork> range) => [.. args.Zones.Select((_, zone) => range(args.Range, zone))];
    }

    /// <summary>Id of the network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Its addresses.</summary>
    public IPNetwork Range { get; }

    /// <summary>Addresses of its nodes and pods, by which a security group or a route elsewhere knows them.</summary>
    public IReadOnlyList<IPNetwork> PrivateRanges { get; }

    /// <summary>Ids of the subnets of nodes and pods, in the order of the zones. Known once there is a way out of them, and AWS answers inside.</summary>
    public IReadOnlyList<Output<string>> PrivateSubnets { get; }

    /// <summary>Ids of the subnets of public load balancers, in the order of the zones. Known once the internet reaches them.</summary>
    public IReadOnlyList<Output<string>> PublicSubnets { get; }

    /// <summary>Ids of the subnets that nothing leaves, in the order of the zones: for control planes, file systems and endpoints.</summary>
    public IReadOnlyList<Output<string>> IsolatedSubnets { get; }

    /// <summary>Ids of the route tables of nodes and pods, in the order of the zones.</summary>
    public IReadOnlyList<Output<string>> PrivateRouteTables { get; }

    /// <summary>Id of the route table of the subnets that nothing leaves.</summary>
    [Output("isolatedRouteTable")]
    public Output<string> IsolatedRouteTable { get; private set; }

    /// <summary>Id of the endpoint of S3, by which a bucket knows its network.</summary>
    [Output("bucketEndpoint")]
    public Output<string> BucketEndpoint { get; private set; }

    /// <summary>Id of the list of addresses of S3, to which security groups let their machines.</summary>
    [Output("bucketPrefixes")]
    public Output<string> BucketPrefixes { get; private set; }

    /// <summary>Public addresses under which it goes out.</summary>
    [Output("natAddresses")]
    public Output<ImmutableArray<string>> NatAddresses { get; private set; }
}
