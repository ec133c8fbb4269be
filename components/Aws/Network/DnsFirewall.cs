using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Egress;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Route53;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="DnsFirewall"/>.</summary>
public sealed record DnsFirewallArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Names that outbound traffic may have as its destination.</summary>
    public required IReadOnlyList<EgressRule> Egress { get; init; }

    /// <summary>Services that have an endpoint in the VPC.</summary>
    public required IReadOnlyList<EndpointService> Services { get; init; }

    /// <summary>Domains of which all names are resolved, such as those of private hosted zones.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Log group of the queries.</summary>
    public required LogGroupSettings Logs { get; init; }
}

/// <summary>
/// DNS firewall of a VPC: its resolver resolves the names of a list, returns no data for all others, and logs each query.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html,
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-configuration.html
/// </remarks>
public sealed class DnsFirewall : ComponentResource
{
    /// <summary>Creates the rules and associates them with the VPC.</summary>
    public DnsFirewall(string name, DnsFirewallArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:DnsFirewall", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var group = new ResolverFirewallRuleGroup(name, new() { Tags = { ["Name"] = name } }, inside);
        var allow = new ResolverFirewallRule($"{name}-allow", new()
        {
            FirewallRuleGroupId = group.Id,
            FirewallDomainListId = CreateList("allowed", Allowed(args)),
            Priority = 100,
            Action = "ALLOW",
            // Registries redirect to names of content delivery networks, which change.
            FirewallDomainRedirectionAction = "TRUST_REDIRECTION_DOMAIN",
        }, inside);
        var block = new ResolverFirewallRule($"{name}-block", new()
        {
            FirewallRuleGroupId = group.Id,
            FirewallDomainListId = CreateList("others", ["*"]),
            Priority = 200,
            Action = "BLOCK",
            BlockResponse = "NODATA",
        }, inside);
        _ = new ResolverFirewallRuleGroupAssociation($"{name}-association", new()
        {
            FirewallRuleGroupId = group.Id,
            VpcId = args.VpcId,
            // The first priority that AWS does not reserve.
            Priority = 101,
            Tags = { ["Name"] = name },
            // With the blocking rule alone, no name would be resolved.
        }, new() { Parent = this, DependsOn = { allow, block } });
        // If the firewall itself fails, no name is resolved.
        _ = new ResolverFirewallConfig($"{name}-closed", new() { ResourceId = args.VpcId, FirewallFailOpen = "DISABLED" }, inside);
        var logs = new LogGroup($"{name}-log-group", args.Logs.ToArgs(name), inside);
        var log = new ResolverQueryLogConfig($"{name}-log", new() { DestinationArn = logs.Arn, Tags = { ["Name"] = name } }, inside);
        _ = new ResolverQueryLogConfigAssociation(
            $"{name}-logged", new() { ResolverQueryLogConfigId = log.Id, ResourceId = args.VpcId }, inside);

        RegisterOutputs();

        Output<string> CreateList(string role, string[] domains) =>
            new ResolverFirewallDomainList($"{name}-{role}", new()
            {
                // Route 53 returns every name with a dot at its end.
                Domains = domains.Select(domain => $"{domain}.").ToArray(),
                Tags = { ["Name"] = $"{name}-{role}" },
            }, inside).Id;
    }

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
                    // Buckets, which the policy of the gateway endpoint restricts, API servers, file systems, load balancers, and the
                    // nodes. Without the last, names that a search list adds would be blocked instead of unknown.
                    $"s3.{region}.{aws}", $"*.s3.{region}.{aws}", $"*.s3.dualstack.{region}.{aws}",
                    $"*.{region}.eks.{aws}", $"*.efs.{region}.{aws}",
                    $"*.elb.{region}.{aws}", $"*.{region}.elb.{aws}",
                    region == "us-east-1" ? "*.ec2.internal" : $"*.{region}.compute.internal",
                ])
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }
}
