using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Hosts that the machines and pods of a cluster may reach over HTTPS.</summary>
internal sealed partial class AllowedHosts
{
    private readonly IReadOnlyCollection<string>? _names;
    private readonly IReadOnlyCollection<string>? _resolved;
    private readonly IReadOnlyCollection<string> _endpoints;

    private AllowedHosts(
        IReadOnlyCollection<string>? names, IReadOnlyCollection<string>? resolved, IReadOnlyCollection<string> endpoints)
        => (_names, _resolved, _endpoints) = (names, resolved, endpoints);

    /// <summary>Number of names.</summary>
    public int Count => (_names ?? _resolved)!.Count + _endpoints.Count;

    /// <summary>Returns the hosts that a cluster may reach. Null: the platform has no firewall for it.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="cluster">Resources of the cluster.</param>
    public static AllowedHosts? Of(PlannedEnvironment environment, IReadOnlyList<PlanResource> cluster)
    {
        var (names, resolved) = environment.Vendor switch
        {
            "azure" => (Listed(OnAzure(environment.AllResources)), null),
            "aws" => (Listed(OnAws(cluster)), Listed(Resolved(cluster))),
            _ => (null, null),
        };
        return names is null && resolved is null ? null : new(names, resolved, [.. Endpoints(cluster)]);
    }

    /// <summary>Returns true if a host can be reached.</summary>
    public bool Allows(string host) => _endpoints.Contains(host) || (Covers(_names, host) && Covers(_resolved, host));

    // Without a list, everything is allowed. A star stands for one or more labels.
    private static bool Covers(IReadOnlyCollection<string>? names, string host) => names is null || names.Any(name =>
        name == host || (name.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(name[1..], StringComparison.Ordinal)));

    private static List<string>? Listed(IEnumerable<string> names) => names.ToList() is { Count: > 0 } some ? some : null;

    // Of the rules, those for clusters. Operators and pipelines have their own.
    private static IEnumerable<string> OnAzure(IReadOnlyList<PlanResource> resources) =>
        from resource in resources
        where resource.Type == "azure-native:network:FirewallPolicyRuleCollectionGroup"
        from collection in resource.Inputs["ruleCollections"] as JsonArray ?? []
        where (string?)collection!["name"] is "clusters" or "acme"
        from rule in collection["rules"] as JsonArray ?? []
        from name in rule!["targetFqdns"] as JsonArray ?? []
        select (string)name!;

    private static IEnumerable<string> OnAws(IReadOnlyList<PlanResource> cluster) => cluster
        .Where(resource => resource.Type == "aws:networkfirewall/ruleGroup:RuleGroup")
        .Select(resource => (string?)resource.Inputs["ruleGroup"]?["rulesSource"]?["rulesString"] ?? "")
        .SelectMany(rules => PassedName().Matches(rules))
        .Select(rule => rule.Groups["name"].Value is ['.', ..] suffix ? $"*{suffix}" : rule.Groups["name"].Value);

    // Names of the DNS firewall. It blocks all others by the list `*`.
    private static IEnumerable<string> Resolved(IReadOnlyList<PlanResource> cluster) => cluster
        .Where(resource => resource.Type == "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList")
        .SelectMany(resource => resource.Inputs["domains"] as JsonArray ?? [])
        .Select(name => ((string)name!).TrimEnd('.'))
        .Where(name => name != "*");

    // The name of a service, `com.amazonaws.eu-west-2.sts`, is its host in reverse.
    private static IEnumerable<string> Endpoints(IReadOnlyList<PlanResource> cluster) => cluster
        .Where(resource => resource.Type == "aws:ec2/vpcEndpoint:VpcEndpoint")
        .Select(resource => string.Join('.', ((string?)resource.Inputs["serviceName"] ?? "").Split('.').Reverse()));

    [GeneratedRegex(@"^pass tls .*content:""(?<name>[^""]+)""", RegexOptions.Multiline)]
    private static partial Regex PassedName();
}
