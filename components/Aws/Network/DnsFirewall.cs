using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Egress;
using Pulumi.Aws.Route53;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="DnsFirewall"/>.</summary>
public sealed record DnsFirewallArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the network.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Names that leave the network.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Services that have an endpoint in the network.</summary>
    public required IReadOnlyList<EndpointService> Services { get; init; }

    /// <summary>Domains that are answered whole, like those of private zones.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Where each question is logged.</summary>
    public required LogGroupSettings Logs { get; init; }
}

/// <summary>What a network's resolver answers: names of a list, and of others that there is nothing. Each question is logged.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html,
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-configuration.html
/// </remarks>
public sealed class DnsFirewall : ComponentResource
{
    /// <summary>Makes the rules, and puts the network under them.</summary>
    public DnsFirewall(string name, DnsFirewallArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:DnsFirewall", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var group = new ResolverFirewallRuleGroup(name, new() { Tags = { ["Name"] = name } }, inside);
        var allow = new ResolverFirewallRule($"{name}-allow", new()
        {
            FirewallRuleGroupId = group.Id,
            FirewallDomainListId = List("allowed", Allowed(args)),
            Priority = 100,
            Action = "ALLOW",
            // Registries answer with the names of their networks of delivery, which change; whoever is trusted is trusted with those.
            FirewallDomainRedirectionAction = "TRUST_REDIRECTION_DOMAIN",
        }, inside);
        var block = new ResolverFirewallRule($"{name}-block", new()
        {
            FirewallRuleGroupId = group.Id,
            FirewallDomainListId = List("others", ["*"]),
            Priority = 200,
            Action = "BLOCK",
            BlockResponse = "NODATA",
        }, inside);
        var association = new ResolverFirewallRuleGroupAssociation($"{name}-association", new()
        {
            // Once both rules are there: with the second alone, nothing would be answered.
            FirewallRuleGroupId = Output.Tuple(group.Id, allow.Id, block.Id).Apply(ready => ready.Item1),
            VpcId = args.Network,
            // The first that is not AWS's own.
            Priority = 101,
            Tags = { ["Name"] = name },
        }, inside);
        // Where the firewall itself fails, nothing is answered.
        var closed = new ResolverFirewallConfig($"{name}-closed", new() { ResourceId = args.Network, FirewallFailOpen = "DISABLED" }, inside);
        var log = new ResolverQueryLogConfig($"{name}-log", new() { DestinationArn = args.Logs.Group(name, this).Arn, Tags = { ["Name"] = name } }, inside);
        var logged = new ResolverQueryLogConfigAssociation($"{name}-logged", new() { ResolverQueryLogConfigId = log.Id, ResourceId = args.Network }, inside);
        IsReady = Output.Tuple(association.Id, closed.Id, logged.Id).Apply(_ => true);

        RegisterOutputs();

        Output<string> List(string role, string[] domains) =>
            new ResolverFirewallDomainList($"{name}-{role}", new() { Domains = domains, Tags = { ["Name"] = $"{name}-{role}" } }, inside).Id;
    }

    /// <summary>Whether the network's questions pass the rules. Known once they do.</summary>
    [Output("isReady")]
    public Output<bool> IsReady { get; private set; }

    private static string[] Allowed(DnsFirewallArgs args)
    {
        var (region, aws) = (args.Scope.Region, args.Scope.DnsSuffix);
        return
        [
            .. args.Egress.SelectMany(rule => rule.Fqdns)
                .Concat(args.Services.Select(service => service.Host))
                .Concat(args.Domains.SelectMany(domain => new[] { domain, $"*.{domain}" }))
                .Concat(
                [
                    // Buckets, which the gateway endpoint's policy names; API servers, file systems, load balancers, and the nodes themselves:
                    // with the last, a name that a search list makes up is one that does not exist.
                    $"s3.{region}.{aws}", $"*.s3.{region}.{aws}", $"*.s3.dualstack.{region}.{aws}",
                    $"*.{region}.eks.{aws}", $"*.efs.{region}.{aws}",
                    $"*.elb.{region}.{aws}", $"*.{region}.elb.{aws}",
                    region == "us-east-1" ? "*.ec2.internal" : $"*.{region}.compute.internal",
                ])
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }
}
