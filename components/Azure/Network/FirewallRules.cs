using System.Net;
using K8tre.Components.Egress;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// Policy of the hub's firewall. Only listed names are reachable outside, and only listed connections are possible between clusters.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/firewall/policy-rule-sets</remarks>
public sealed class FirewallRules : ComponentResource
{
    /// <summary>Creates the policy of a args.</summary>
    public FirewallRules(string name, HubNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:FirewallRules", name, options)
    {
        var policy = new FirewallPolicy(name, Policy(name, args), new() { Parent = this });

        IPNetwork[] everywhere = [args.Addresses.AddressSpace, .. args.SpokesOfOtherStacks];
        var rules = new FirewallPolicyRuleCollectionGroupArgs
        {
            RuleCollectionGroupName = "egress",
            FirewallPolicyName = policy.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Priority = 200,
            RuleCollections =
            {
                Collection("clusters", 300, [.. args.Egress.Select(rule => Names(rule, everywhere))]),
                Collection("operators", 400, [.. AzureEgress.Operators.Select(rule => Names(rule, args.Addresses.Operators))]),
            },
        };
        if (args.AcmeRanges.Count > 0)
        {
            rules.RuleCollections.Add(Collection("resolvers", 200, [Resolvers([.. args.AcmeRanges])]));
            rules.RuleCollections.Add(Collection("acme", 250, [Names(K8treEgress.Acme, [.. args.AcmeRanges])]));
        }
        if (args.HasPipelines)
        {
            var pipelines = AzureEgress.Operators.Concat(AzureEgress.Pipelines).Concat(args.PipelinesEgress);
            rules.RuleCollections.Add(Collection("pipelines", 500, [.. pipelines.Select(rule => Names(rule, args.Addresses.Pipelines))]));
        }
        if (args.SpokeToSpokeRules.Count > 0)
            rules.RuleCollections.Add(Collection("spoke-to-spoke", 600, [.. args.SpokeToSpokeRules.Select(Crossing)]));
        _ = new FirewallPolicyRuleCollectionGroup($"{name}-egress", rules, new() { Parent = this });

        PolicyId = policy.Id;

        RegisterOutputs();
    }

    /// <summary>Id of the policy.</summary>
    [Output("policyId")]
    public Output<string> PolicyId { get; private set; }

    private static FirewallPolicyArgs Policy(string name, HubNetworkArgs args)
    {
        var policy = new FirewallPolicyArgs
        {
            FirewallPolicyName = $"afwp-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Sku = new FirewallPolicySkuArgs
            {
                Tier = args.HasIntrusionDetection ? FirewallPolicySkuTier.Premium : FirewallPolicySkuTier.Standard,
            },
            ThreatIntelMode = AzureFirewallThreatIntelMode.Deny,
            // Cluster networks use the firewall as their DNS server. It resolves the zones of the hub and logs the queries.
            // https://learn.microsoft.com/azure/firewall/dns-details
            DnsSettings = new DnsSettingsArgs { EnableProxy = true },
            // Traffic between clusters keeps its source address, even if the address space is not private: network security groups check
            // it.
            // https://learn.microsoft.com/azure/firewall/snat-private-range
            Snat = new FirewallPolicySNATArgs { PrivateRanges = { "IANAPrivateRanges", args.Addresses.AddressSpace.ToString() } },
        };
        if (args.HasIntrusionDetection)
            policy.IntrusionDetection = new FirewallPolicyIntrusionDetectionArgs { Mode = FirewallPolicyIntrusionDetectionStateType.Deny };
        return policy;
    }

    private static FirewallPolicyFilterRuleCollectionArgs Collection(string name, int priority, object[] rules) => new()
    {
        Name = name,
        Priority = priority,
        RuleCollectionType = "FirewallPolicyFilterRuleCollection",
        Action = new FirewallPolicyFilterRuleCollectionActionArgs { Type = FirewallPolicyFilterRuleCollectionActionType.Allow },
        Rules = rules,
    };

    private static ApplicationRuleArgs Names(EgressRule rule, params IPNetwork[] from)
    {
        var names = new ApplicationRuleArgs
        {
            Name = rule.Name,
            Description = rule.Source is null ? rule.Reason : $"{rule.Reason}: {rule.Source}",
            RuleType = "ApplicationRule",
            SourceAddresses = Texts(from),
            Protocols = new FirewallPolicyRuleApplicationProtocolArgs
            {
                ProtocolType = FirewallPolicyRuleApplicationProtocolType.Https,
                Port = 443,
            },
        };
        if (rule.Tag is { } tag)
            names.FqdnTags.Add(tag);
        else
            names.TargetFqdns = rule.Fqdns.ToArray();
        return names;
    }

    private static NetworkRuleArgs Resolvers(params IPNetwork[] from) => new()
    {
        Name = "public-resolvers",
        Description = "cert-manager asks whether a DNS challenge has spread: https://cert-manager.io/docs/configuration/acme/dns01/",
        RuleType = "NetworkRule",
        SourceAddresses = Texts(from),
        DestinationAddresses = K8treEgress.Resolvers.ToArray(),
        DestinationPorts = { "53" },
        IpProtocols = { FirewallPolicyRuleNetworkProtocol.UDP, FirewallPolicyRuleNetworkProtocol.TCP },
    };

    private static NetworkRuleArgs Crossing(SpokeToSpokeRule rule) => new()
    {
        Name = rule.Name,
        Description = rule.Reason,
        RuleType = "NetworkRule",
        SourceAddresses = { rule.From.ToString() },
        DestinationAddresses = { rule.To.ToString() },
        DestinationPorts = { $"{rule.Port}" },
        IpProtocols = { FirewallPolicyRuleNetworkProtocol.TCP },
    };

    private static string[] Texts(IPNetwork[] ranges) => [.. ranges.Select(range => range.ToString())];
}
