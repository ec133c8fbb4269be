using System.Collections.Immutable;
using System.Net;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Route53.Inputs;
using Pulumi.Aws.Vpc;
using NativeEndpoint = Pulumi.Aws.Route53.ResolverEndpoint;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="DnsResolver"/>.</summary>
public sealed record DnsResolverArgs
{
    /// <summary>The VPC whose names the endpoint resolves.</summary>
    public required ClusterVpc Vpc { get; init; }

    /// <summary>Ranges that may send queries, such as those of the organisation's resolvers.</summary>
    /// <exception cref="ArgumentException">One of the ranges is the whole internet.</exception>
    public required IReadOnlyList<IPNetwork> AllowInbound
    {
        get;
        init => field = value.All(range => range.PrefixLength > 0)
            ? value
            : throw new ArgumentException("supply the ranges of the resolvers, not the whole internet", nameof(AllowInbound));
    }
}

/// <summary>Inbound endpoint of Route 53 Resolver: resolvers elsewhere forward queries for names of a VPC to its addresses.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html</remarks>
public sealed class DnsResolver : ComponentResource
{
    /// <summary>Creates the endpoint.</summary>
    public DnsResolver(string name, DnsResolverArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:DnsResolver", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var group = new SecurityGroup($"{name}-group", new()
        {
            Description = "Resolver of a network: questions from ranges that are listed, nothing out.",
            VpcId = args.Vpc.Id,
            Tags = { ["Name"] = name },
        }, inside);
        foreach (var range in args.AllowInbound)
        {
            foreach (var protocol in new[] { "udp", "tcp" })
            {
                _ = new SecurityGroupIngressRule($"{name}-{range}-{protocol}", new()
                {
                    Description = "DNS",
                    SecurityGroupId = group.Id,
                    CidrIpv4 = range.ToString(),
                    IpProtocol = protocol,
                    FromPort = 53,
                    ToPort = 53,
                }, inside);
            }
        }

        var endpoint = new NativeEndpoint(name, new()
        {
            Direction = "INBOUND",
            IpAddresses = args.Vpc.IsolatedSubnets.Select(subnet => new ResolverEndpointIpAddressArgs { SubnetId = subnet }).ToArray(),
            SecurityGroupIds = { group.Id },
            Protocols = { "Do53" },
            Tags = { ["Name"] = name },
        }, inside);
        Addresses = endpoint.IpAddresses.Apply(all => all.Select(address => address.Ip!).ToImmutableArray());

        RegisterOutputs();
    }

    /// <summary>Addresses of the endpoint, one in each zone.</summary>
    [Output("addresses")]
    public Output<ImmutableArray<string>> Addresses { get; private set; }
}
